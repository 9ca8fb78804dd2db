import type { ConnectorHttp, ConnectorResponse } from "../../connectors/http.ts";
import { HttpError } from "../../platform/http/error.ts";
import { wasReset } from "../../platform/http/failure.ts";
import { retryAfterMs } from "../../platform/http/retry.ts";
import type { Outcome } from "./outcome.ts";

const TIMEOUT = 15_000;
const MAX_ANSWER = 100_000;

export interface Post {
  readonly url: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Posts JSON once, through the guard for addresses that people typed. Nothing is followed: a redirect would lose the message. */
export async function post(http: ConnectorHttp, { url, body, headers }: Post, signal: AbortSignal) {
  try {
    const answer = await http.request({
      method: "POST",
      url,
      body,
      headers: { "content-type": "application/json", ...headers },
      signal,
      timeoutMs: TIMEOUT,
      maxBytes: MAX_ANSWER,
      retry: false,
      redirects: "refuse",
    });
    return outcomeOf(answer, new URL(url).host);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return failureOf(error);
  }
}

function outcomeOf({ status, headers }: ConnectorResponse, host: string): Outcome {
  if (status >= 200 && status < 300) return { kind: "sent" };
  const why = `${host} answered ${status}.`;
  if (status === 404 || status === 410)
    return { kind: "gone", why: `${why} The channel or its webhook was deleted there.` };
  if (status === 429 || status === 408 || status >= 500) {
    const afterMs = retryAfterMs(headers.get("retry-after"), Date.now());
    return { kind: "later", why, ...(afterMs !== null && { afterMs }) };
  }
  return { kind: "refused", why };
}

function failureOf(error: HttpError): Outcome {
  const why = `${error.message}.`;
  switch (error.kind) {
    case "refused_address":
    case "redirect":
      return { kind: "refused", why };
    case "too_large":
      // Whoever answers at such length has taken the message.
      return { kind: "sent" };
    case "tls":
      return { kind: "later", why };
    case "connection":
      return wasReset(error) ? { kind: "unconfirmed", why } : { kind: "later", why };
    case "timeout":
      // With a cause the connection was not made; without one the answer did not come.
      return error.cause === undefined ? { kind: "unconfirmed", why } : { kind: "later", why };
  }
}
