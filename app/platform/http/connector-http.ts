import { setTimeout as sleepFor } from "node:timers/promises";
import type { Dispatcher } from "undici";
import type {
  ConnectorHttp,
  ConnectorRequest,
  ConnectorResponse,
  ConnectorStream,
} from "../../connectors/http.ts";
import { acceptEncoding } from "./body.ts";
import { wasReset } from "./failure.ts";
import { HttpError } from "./error.ts";
import type { GuardRules } from "./guard.ts";
import type { HttpLimits } from "./limits.ts";
import type { HttpLogger } from "./logger.ts";
import { redactUrl } from "./redact.ts";
import type { Hop } from "./redirects.ts";
import { mayPass, nextWaitMs, retryAfterMs } from "./retry.ts";
import { send } from "./send.ts";

export interface ConnectorHttpParts {
  readonly dispatcher: Dispatcher;
  readonly rules: GuardRules;
  readonly userAgent: string;
  readonly limits: HttpLimits;
  readonly logger: HttpLogger | null;
  readonly random: () => number;
}

const MAX_REDIRECTS = 5;

type Begun = Pick<ConnectorStream, "status" | "headers">;

/** The HTTP of connectors: `send`, repeated while that may help. */
export function connectorHttp(parts: ConnectorHttpParts): ConnectorHttp {
  const { limits } = parts;
  const open = (request: ConnectorRequest, totalMs: number, maxBytes: number) =>
    send(hopOf(request, parts.userAgent), {
      ...parts,
      signal: request.signal,
      limits: { totalMs: request.timeoutMs ?? totalMs, idleMs: limits.idleMs },
      maxBytes: request.maxBytes ?? maxBytes,
      maxRedirects: request.redirects === "refuse" ? 0 : MAX_REDIRECTS,
    });
  return {
    request: (request) =>
      persist(request, parts, async () => readWhole(await open(request, limits.timeoutMs, limits.maxBytes))),
    stream: (request) =>
      persist(
        request,
        parts,
        () => open(request, limits.streamTimeoutMs, limits.streamMaxBytes),
        discardBody,
      ),
  };
}

async function persist<Answer extends Begun>(
  request: ConnectorRequest,
  { limits, random, logger }: ConnectorHttpParts,
  attemptOnce: () => Promise<Answer>,
  discard: (answer: Answer) => Promise<void> = () => Promise.resolve(),
): Promise<Answer> {
  const repeatable = request.retry ?? (request.method ?? "GET") === "GET";
  for (let attempt = 1; ; attempt++) {
    const began = performance.now();
    const outcome = await settle(attemptOnce);
    const status = outcome.answer?.status ?? null;
    const facts = { method: request.method ?? "GET", url: redactUrl(request.url), status, attempt };
    logger?.debug(
      { ...facts, milliseconds: Math.round(performance.now() - began) },
      "Asked an outside system",
    );
    const helpful = outcome.answer
      ? mayPass(outcome.answer.status) && !(status === 429 && request.throttledIsAnswer)
      : wasReset(outcome.error);
    const retryAfter = retryAfterMs(outcome.answer?.headers.get("retry-after") ?? null, Date.now());
    const wait = repeatable && helpful ? nextWaitMs(attempt, retryAfter, limits.retry, random) : null;
    if (wait === null) {
      if (outcome.answer) return outcome.answer;
      throw outcome.error;
    }
    logger?.warn({ ...facts, waitMs: Math.round(wait) }, "An outside system has to be asked again");
    if (outcome.answer) await discard(outcome.answer);
    await pause(wait, request.signal);
  }
}

/** A generator that was never begun has nothing to clean up, so one chunk is taken first. */
async function discardBody({ body }: ConnectorStream): Promise<void> {
  const chunks = body[Symbol.asyncIterator]();
  await chunks.next().catch(() => undefined);
  await chunks.return?.();
}

async function settle<Answer>(
  attemptOnce: () => Promise<Answer>,
): Promise<
  { readonly answer: Answer; readonly error?: never } | { readonly answer?: never; readonly error: unknown }
> {
  try {
    return { answer: await attemptOnce() };
  } catch (error) {
    return { error };
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleepFor(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
}

function hopOf(request: ConnectorRequest, userAgent: string): Hop {
  if (!URL.canParse(request.url)) throw new HttpError("refused_address", "This is not a complete address");
  return {
    method: request.method ?? "GET",
    url: new URL(request.url),
    headers: { "user-agent": userAgent, "accept-encoding": acceptEncoding, ...request.headers },
    body: request.body ?? null,
  };
}

async function readWhole({ status, headers, body }: ConnectorStream): Promise<ConnectorResponse> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return { status, headers, text: decoderOf(headers).decode(Buffer.concat(chunks)) };
}

function decoderOf(headers: Headers): TextDecoder {
  const charset = /charset="?([^\s;"]+)/i.exec(headers.get("content-type") ?? "")?.[1];
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}
