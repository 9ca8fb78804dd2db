const armour = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/;

export interface Pem {
  /** "PRIVATE KEY", "OPENSSH PRIVATE KEY", … */
  readonly label: string;
  readonly body: string;
  /** With the line ends that the format needs: a field of one line drops them. */
  readonly text: string;
}

/** The first PEM block of a text; null where there is none. */
export function pemIn(text: string): Pem | null {
  const [whole = "", label = "", body = ""] = armour.exec(text) ?? [];
  if (label === "") return null;
  // Headers end with a blank line and cannot be told from the body once the line ends are gone.
  if (body.includes(":")) return { label, body, text: `${whole}\n` };
  const lines = body.replace(/\s+/g, "").match(/.{1,64}/g) ?? [];
  return {
    label,
    body,
    text: [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n"),
  };
}
