import { startDeadline, type Deadline } from "./deadline.ts";
import { HttpError } from "./error.ts";
import { asHttpError } from "./failure.ts";
import type { HttpLimits } from "./limits.ts";
import { tooLarge } from "./body.ts";

/**
 * `fetch` with limits, for Shopify's own hosts. It has no guard of its own and goes through the process's global dispatcher as it
 * stands at the time of the call, which is how these requests can be led elsewhere from outside the app.
 */
export function trustedFetch(limits: HttpLimits, production: boolean): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (production && url.protocol !== "https:")
      throw new HttpError("refused_address", `${url.host} must be addressed by https`);
    const caller = init?.signal ?? (input instanceof Request ? input.signal : new AbortController().signal);
    const deadline = startDeadline(caller, url.host, {
      totalMs: limits.streamTimeoutMs,
      idleMs: limits.idleMs,
    });
    try {
      const response = await fetch(input, { ...init, signal: deadline.signal });
      deadline.touch();
      return limited(response, url.host, limits.streamMaxBytes, deadline);
    } catch (error) {
      deadline.done();
      throw asHttpError(deadline.explain(error), url.host);
    }
  };
}

function limited(response: Response, host: string, maxBytes: number, deadline: Deadline): Response {
  if (response.body === null) {
    deadline.done();
    return response;
  }
  const { status, statusText, headers } = response;
  const copy = new Response(limitedBody(response.body, host, maxBytes, deadline), {
    status,
    statusText,
    headers,
  });
  Object.defineProperty(copy, "url", { value: response.url });
  return copy;
}

function limitedBody(
  source: ReadableStream<Uint8Array<ArrayBuffer>>,
  host: string,
  maxBytes: number,
  deadline: Deadline,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = source.getReader();
  let bytes = 0;
  return new ReadableStream({
    async pull(controller) {
      deadline.touch();
      try {
        const { done, value } = await reader.read();
        deadline.hold();
        if (done) {
          deadline.done();
          controller.close();
          return;
        }
        bytes += value.byteLength;
        if (bytes > maxBytes) throw tooLarge(host, maxBytes);
        controller.enqueue(value);
      } catch (error) {
        deadline.done();
        void reader.cancel(error).catch(() => undefined);
        controller.error(asHttpError(deadline.explain(error), host));
      }
    },
    async cancel(reason) {
      deadline.done();
      await reader.cancel(reason);
    },
  });
}
