import type { ConnectorContext } from "../../contract.ts";
import type { MintedToken } from "../../tokens.ts";

/** How requests are signed in. */
export interface Session {
  headers(): Promise<Readonly<Record<string, string>>>;
  /** The vendor refused these headers. True: the next `headers` are others, and asking again is worth it. */
  refuse(headers: Readonly<Record<string, string>>): Promise<boolean>;
}

/** A key, a password or a token that never changes. */
export function fixedSession(headers: Readonly<Record<string, string>>): Session {
  return { headers: () => Promise.resolve(headers), refuse: () => Promise.resolve(false) };
}

export function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}`;
}

/** A token, or the id of a login session, that is minted when it is needed and shared by all workers. See ConnectorTokens for `facts`. */
export function mintedSession(
  { tokens }: ConnectorContext,
  facts: readonly string[],
  mint: (signal: AbortSignal) => Promise<MintedToken>,
  headersOf: (token: string) => Readonly<Record<string, string>> = bearer,
): Session {
  return {
    headers: async () => headersOf(await tokens.get(facts, mint)),
    async refuse(refused) {
      const text = await tokens.get(facts, mint);
      // Somebody else may have minted another in the meantime.
      if (sameHeaders(headersOf(text), refused)) await tokens.refuse(facts, text);
      return true;
    },
  };
}

function bearer(token: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${token}` };
}

function sameHeaders(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(one).every(([name, value]) => other[name] === value);
}
