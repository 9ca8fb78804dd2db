import { request as undiciRequest, type Dispatcher } from "undici";
import type { ConnectorStream } from "../../connectors/http.ts";
import { readBody, refuseLength } from "./body.ts";
import { startDeadline, type TimeLimits } from "./deadline.ts";
import { HttpError } from "./error.ts";
import { asHttpError } from "./failure.ts";
import { guardUrl, type GuardRules } from "./guard.ts";
import { follow, isRedirect, type Hop } from "./redirects.ts";

export interface Sending {
  readonly dispatcher: Dispatcher;
  readonly rules: GuardRules;
  readonly signal: AbortSignal;
  readonly limits: TimeLimits;
  readonly maxBytes: number;
  readonly maxRedirects: number;
}

/** One attempt, redirects included; the guard judges every hop. The body must be read to its end or left by its iterator. */
export async function send(first: Hop, sending: Sending): Promise<ConnectorStream> {
  sending.signal.throwIfAborted();
  const deadline = startDeadline(sending.signal, first.url.host, sending.limits);
  try {
    let hop: Hop = { ...first, url: guardUrl(first.url, sending.rules) };
    for (let redirects = 0; ; redirects++) {
      const answer = await undiciRequest(hop.url, {
        method: hop.method,
        headers: hop.headers,
        body: hop.body,
        dispatcher: sending.dispatcher,
        signal: deadline.signal,
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      deadline.touch();
      const headers = headersOf(answer.headers);
      if (!isRedirect(answer.statusCode)) {
        // A body that is left early fails by design, with nobody left to hear it.
        answer.body.on("error", () => undefined);
        return {
          status: answer.statusCode,
          headers,
          body: bodyOf(answer.body, headers, hop.url.host, deadline, sending),
        };
      }
      await answer.body.dump({ limit: 64 * 1024 });
      if (redirects === sending.maxRedirects) throw new HttpError("redirect", tooOften(first.url, redirects));
      const next = follow(hop, answer.statusCode, headers.get("location"));
      hop = { ...next, url: guardUrl(next.url, sending.rules) };
    }
  } catch (error) {
    deadline.done();
    throw asHttpError(deadline.explain(error), first.url.host);
  }
}

function tooOften({ host }: URL, allowed: number): string {
  return allowed === 0
    ? `${host} redirects to another address`
    : `${host} redirects more than ${allowed} times`;
}

async function* bodyOf(
  raw: Dispatcher.ResponseData["body"],
  headers: Headers,
  host: string,
  deadline: ReturnType<typeof startDeadline>,
  { maxBytes }: Sending,
): AsyncGenerator<Uint8Array> {
  try {
    refuseLength(headers.get("content-length"), host, maxBytes);
    yield* readBody(raw, headers.get("content-encoding") ?? undefined, { maxBytes, host, deadline });
  } catch (error) {
    throw asHttpError(deadline.explain(error), host);
  } finally {
    deadline.done();
    raw.destroy();
  }
}

function headersOf(raw: Dispatcher.ResponseData["headers"]): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    for (const one of Array.isArray(value) ? value : [value ?? ""]) headers.append(name, one);
  }
  return headers;
}
