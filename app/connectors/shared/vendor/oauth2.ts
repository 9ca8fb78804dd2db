import type { ConnectorContext } from "../../contract.ts";
import { ConnectorError } from "../../errors.ts";
import { ask, expectSuccess } from "../answer.ts";
import { jsonAt, parseExactJson, type Json } from "../json.ts";
import type { MintedToken } from "../../tokens.ts";
import { retryAfter, tooManyRequests } from "./throttle.ts";

export interface TokenRequest {
  readonly url: URL;
  /** grant_type and whatever goes with it. */
  readonly form: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Some vendors take JSON where the standard says a form. Default "form". */
  readonly sendAs?: "form" | "json";
  /** The form's field to mend when the address is wrong. */
  readonly field: string;
  /** Name of the credentials in the error: "this client id and secret". */
  readonly credentials: string;
}

/** Asks an OAuth 2 token endpoint (RFC 6749 sections 4.4 and 5). `signal` is that of `ConnectorTokens.get`. */
export async function requestToken(
  context: ConnectorContext,
  signal: AbortSignal,
  { url, form, headers, sendAs = "form", field, credentials }: TokenRequest,
): Promise<MintedToken> {
  const began = context.now();
  const response = await ask(
    { ...context, signal },
    {
      method: "POST",
      url: url.href,
      headers: {
        accept: "application/json",
        "content-type": sendAs === "form" ? "application/x-www-form-urlencoded" : "application/json",
        ...headers,
      },
      body: sendAs === "form" ? new URLSearchParams(form).toString() : JSON.stringify(form),
      retry: true,
      field,
    },
  );
  // RFC 6749 section 5.2 answers wrong client credentials with either status.
  if (response.status === 400 || response.status === 401) {
    throw new ConnectorError(
      "credentials",
      `${url.host} gives no token for ${credentials} (${response.status}).`,
    );
  }
  if (response.status === 429) throw tooManyRequests(url, retryAfter(response.headers));
  expectSuccess(response, url);
  const answer = parseOrNull(response.text);
  const token = jsonAt(answer, "access_token");
  if (typeof token !== "string" || token === "") {
    throw new ConnectorError(
      "unreadable",
      `${url.host}${url.pathname} did not answer with an access token.`,
      { field },
    );
  }
  const seconds = Number(jsonAt(answer, "expires_in"));
  return { text: token, goodUntil: seconds > 0 ? began + seconds * 1000 : null };
}

/** RFC 6749 section 2.3.1: id and secret are form-encoded before they become a Basic header. */
export function clientBasic(id: string, secret: string): string {
  const pair = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`;
  return `Basic ${Buffer.from(pair).toString("base64")}`;
}

function parseOrNull(text: string): Json {
  try {
    return parseExactJson(text);
  } catch {
    return null;
  }
}
