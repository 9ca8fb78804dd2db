import { createHash } from "node:crypto";

export type TokenState =
  | { readonly kind: "unknown" }
  | { readonly kind: "expired" }
  | { readonly kind: "valid"; readonly holder: string };

/** Tokens or sessions that end. The nth token of a vendor is the same in every run. */
export interface Tokens {
  issue(holder: string, milliseconds: number): string;
  look(token: string | null): TokenState;
  /** Pushes the end out, as a session's does with every request. */
  prolong(token: string, milliseconds: number): void;
  end(token: string): void;
  readonly endAll: () => void;
  /** Tokens that are still good. */
  readonly living: number;
  readonly issued: number;
}

export function createTokens(vendor: string, now: () => number): Tokens {
  const known = new Map<string, { readonly holder: string; until: number }>();
  let issued = 0;
  return {
    issue(holder, milliseconds) {
      issued += 1;
      const token = createHash("sha256").update(`${vendor} ${issued}`).digest("hex");
      known.set(token, { holder, until: now() + milliseconds });
      return token;
    },
    look(token) {
      const found = known.get(token ?? "");
      if (found === undefined) return { kind: "unknown" };
      return found.until > now() ? { kind: "valid", holder: found.holder } : { kind: "expired" };
    },
    prolong(token, milliseconds) {
      const found = known.get(token);
      if (found) found.until = now() + milliseconds;
    },
    end: (token) => void known.delete(token),
    endAll() {
      for (const token of known.values()) token.until = Math.min(token.until, now());
    },
    get living() {
      return [...known.values()].filter(({ until }) => until > now()).length;
    },
    get issued() {
      return issued;
    },
  };
}
