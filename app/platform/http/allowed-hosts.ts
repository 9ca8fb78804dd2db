/** The hosts on private networks that the operator lets the app reach. */
export interface AllowedHosts {
  /** `hostname` as URL has it; `port` in digits, the scheme's own when the address names none. */
  includes(hostname: string, port: string): boolean;
}

/** Entries are `host` or `host:port`; IPv6 in brackets. Throws RangeError for an entry that is neither. */
export function allowedHosts(entries: readonly string[]): AllowedHosts {
  const allowed = new Set(entries.map(normalise));
  return { includes: (hostname, port) => allowed.has(hostname) || allowed.has(`${hostname}:${port}`) };
}

function normalise(entry: string): string {
  const match = /^(\[[^\]]+\]|[^:/?#@\s]+)(?::(\d{1,5}))?$/.exec(entry.trim());
  const host = match?.[1];
  if (!host || !URL.canParse(`http://${host}`)) {
    throw new RangeError(`"${entry}" is neither a host nor host:port`);
  }
  const hostname = plainHostname(new URL(`http://${host}`).hostname);
  return match[2] ? `${hostname}:${match[2]}` : hostname;
}

/** `localhost.` is `localhost`. */
export function plainHostname(hostname: string): string {
  return hostname.replace(/\.$/, "");
}

export function portOf(url: URL): string {
  return url.port || (url.protocol === "https:" ? "443" : "80");
}
