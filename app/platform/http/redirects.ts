import type { ConnectorRequest } from "../../connectors/http.ts";
import { HttpError } from "./error.ts";

/** A request on its way through redirects. */
export interface Hop {
  readonly method: NonNullable<ConnectorRequest["method"]>;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
}

const harmless = new Set(["accept", "accept-language", "accept-encoding", "user-agent"]);

export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/**
 * Where a redirect leads. On another origin every header that could carry a key is left behind, and a body is not sent at all.
 * Throws HttpError "redirect"; the address itself is for the guard to judge.
 */
export function follow(hop: Hop, status: number, location: string | null): Hop {
  if (location === null || !URL.canParse(location, hop.url)) {
    throw new HttpError("redirect", `${hop.url.host} redirects to nowhere`);
  }
  const url = new URL(location, hop.url);
  const keepsBody = status === 307 || status === 308;
  const method = keepsBody || hop.method === "GET" ? hop.method : "GET";
  const body = keepsBody ? hop.body : null;
  if (url.origin === hop.url.origin) return { method, url, headers: hop.headers, body };
  if (body !== null)
    throw new HttpError("redirect", `${hop.url.host} redirects a request with content to ${url.host}`);
  const headers = Object.fromEntries(
    Object.entries(hop.headers).filter(([name]) => harmless.has(name.toLowerCase())),
  );
  return { method, url, headers, body };
}
