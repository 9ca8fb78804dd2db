/** Reads variables and collects every problem instead of stopping at the first. */
export class EnvironmentReader {
  readonly problems: string[] = [];
  readonly #record: Readonly<Record<string, string | undefined>>;

  constructor(record: Readonly<Record<string, string | undefined>>) {
    this.#record = record;
  }

  problem(sentence: string): void {
    this.problems.push(sentence);
  }

  has(name: string): boolean {
    return this.text(name) !== null;
  }

  text(name: string): string | null {
    return this.#record[name]?.trim() || null;
  }

  /** Empty text, and a problem, when it is missing. */
  required(name: string, meaning: string): string {
    const value = this.text(name);
    if (value === null) this.problem(`${name} is not set. It is ${meaning}.`);
    return value ?? "";
  }

  oneOf<const Word extends string>(name: string, words: readonly Word[], otherwise: NoInfer<Word>): Word {
    const value = this.text(name);
    if (value === null) return otherwise;
    const word = words.find((known) => known === value);
    if (word === undefined) this.problem(`${name} is "${value}"; it must be one of ${words.join(", ")}.`);
    return word ?? otherwise;
  }

  port(name: string, otherwise: number): number {
    const value = this.text(name);
    if (value === null) return otherwise;
    const port = Number(value);
    if (/^\d{1,5}$/.test(value) && port >= 1 && port <= 65_535) return port;
    this.problem(`${name} is "${value}"; it must be a whole number from 1 to 65535.`);
    return otherwise;
  }

  /** An http(s) address without a path; https in production unless it is this machine. */
  address(name: string, meaning: string, { production }: { readonly production: boolean }): URL | null {
    const value = this.required(name, meaning);
    if (value === "") return null;
    const url = URL.parse(value);
    if (!url || !["http:", "https:"].includes(url.protocol)) {
      this.problem(
        `${name} is "${value}"; it must be an address that starts with https:// (or http:// in development).`,
      );
      return null;
    }
    if (production && url.protocol === "http:" && !isLoopback(url.hostname)) {
      this.problem(`${name} is "${value}"; in production it must start with https://.`);
      return null;
    }
    return url;
  }

  /** An address that may hold a password, so that no problem may quote it. */
  secretAddress(name: string, protocols: readonly string[]): string | null {
    const value = this.text(name);
    if (value === null) return null;
    const url = URL.parse(value);
    if (url && protocols.includes(url.protocol)) return value;
    this.problem(
      `${name} is not an address of the form ${protocols[0] ?? ""}//user:password@host:port${protocols[0] === "smtp:" ? "" : "/name"}.`,
    );
    return null;
  }

  /** Comma-separated "host" or "host:port", in lower case. */
  hosts(name: string): readonly string[] {
    const hosts = (this.text(name) ?? "")
      .split(",")
      .map((host) => host.trim().toLowerCase())
      .filter((host) => host !== "");
    for (const host of hosts) {
      if (!/^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/.test(host)) {
        this.problem(
          `${name} holds "${host}"; each entry must be a host name or address, with or without a port, such as erp.lan:8080.`,
        );
      }
    }
    return hosts;
  }
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}
