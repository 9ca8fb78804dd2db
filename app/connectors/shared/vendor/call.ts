import { setTimeout as sleepFor } from "node:timers/promises";
import type { ConnectorContext } from "../../contract.ts";
import { ConnectorError } from "../../errors.ts";
import type { ConnectorRequest, ConnectorResponse } from "../../http.ts";
import type { Budget, BudgetReport, Purpose } from "../../limits.ts";
import { ask, expectSuccess, refuseHtml } from "../answer.ts";
import { parseExactJson, type Json } from "../json.ts";
import type { Session } from "./session.ts";
import { retryAfter, tooManyRequests } from "./throttle.ts";

/** What a vendor answered, with its JSON read once: numbers are text, `undefined` where it is no JSON. */
export interface VendorAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Json | undefined;
}

/** How one vendor is spoken to. A connector makes one of these from its configuration. */
export interface VendorManners {
  /** The form's field to mend when the address is refused. */
  readonly field: string;
  readonly session?: Session;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly budget?: Budget;
  /** Null: not throttled. Otherwise how long to wait; null in it where the vendor does not say. Default: status 429 and Retry-After. */
  readonly throttled?: (answer: VendorAnswer) => Throttled | null;
  /** The session ended. Default: status 401. */
  readonly sessionRefused?: (answer: VendorAnswer) => boolean;
  /** What the answer says of the budget, beyond a throttle. */
  readonly report?: (answer: VendorAnswer) => BudgetReport;
  /** The vendor's own words for a failure, HTTP 200 with an error in it included; null leaves it to the status. */
  readonly failure?: (answer: VendorAnswer, url: URL) => ConnectorError | null;
}

export interface Throttled {
  readonly waitMs: number | null;
}

export interface VendorCall {
  readonly url: URL;
  readonly method?: ConnectorRequest["method"];
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as application/x-www-form-urlencoded. */
  readonly form?: Readonly<Record<string, string>>;
  /** What it costs of the budget; 1 where nothing is said. */
  readonly cost?: number;
  /** Another budget than the vendor's usual one; null for none. */
  readonly budget?: Budget | null;
  /** False for what must not be sent twice. Default true: reads by POST are reads. */
  readonly repeatable?: boolean;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

/** How often an answer that asks for patience is met with it. */
const mostThrottles: Readonly<Record<Purpose, number>> = {
  sweep: 12,
  changes: 8,
  events: 8,
  health: 3,
  probe: 4,
  check: 2,
  locations: 4,
  resync: 3,
};
const longestWaitMs: Readonly<Record<Purpose, number>> = {
  sweep: 10 * 60_000,
  changes: 5 * 60_000,
  events: 5 * 60_000,
  health: 30_000,
  probe: 30_000,
  check: 15_000,
  locations: 30_000,
  resync: 30_000,
};

/**
 * One request with everything that the vendor's manners ask for: signed in, within the budget, patient when throttled, signed in anew
 * once when the session ended. Throws ConnectorError for every failure; `json` of the answer is never undefined.
 */
export async function callVendor(
  context: ConnectorContext,
  manners: VendorManners,
  call: VendorCall,
): Promise<VendorAnswer & { readonly json: Json }> {
  const answer = await untilAnswered(context, manners, call);
  const failure = manners.failure?.(answer, call.url);
  if (failure) throw failure;
  expectSuccess(answer, call.url);
  refuseHtml(answer.text, answer.headers, call.url, "JSON");
  if (answer.json === undefined) {
    const what = answer.text.trim() === "" ? "nothing" : "something that is not JSON, or is cut off";
    throw new ConnectorError("unreadable", `${call.url.host}${call.url.pathname} answered with ${what}.`);
  }
  return { ...answer, json: answer.json };
}

async function untilAnswered(
  context: ConnectorContext,
  manners: VendorManners,
  call: VendorCall,
): Promise<VendorAnswer> {
  let renewed = false;
  for (let throttles = 0; ;) {
    const signed = (await manners.session?.headers()) ?? {};
    const { answer, throttled, waitMs } = await sendOnce(context, manners, call, signed, throttles);
    if (throttled) {
      throttles += 1;
      if (throttles > mostThrottles[context.purpose] || waitMs > longestWaitMs[context.purpose])
        throw tooManyRequests(call.url, throttled.waitMs);
      await sleepFor(waitMs, undefined, { signal: context.signal }).catch(() =>
        context.signal.throwIfAborted(),
      );
      continue;
    }
    const refused = manners.sessionRefused ?? (({ status }) => status === 401);
    if (manners.session && !renewed && refused(answer)) {
      renewed = true;
      if (await manners.session.refuse(signed)) continue;
    }
    return answer;
  }
}

async function sendOnce(
  context: ConnectorContext,
  manners: VendorManners,
  call: VendorCall,
  signed: Readonly<Record<string, string>>,
  throttles: number,
): Promise<{ answer: VendorAnswer; throttled: Throttled | null; waitMs: number }> {
  const budget = call.budget === undefined ? manners.budget : (call.budget ?? undefined);
  const send = async () => {
    const answer = read(await ask(context, requestOf(manners, call, signed)));
    const throttled = (manners.throttled ?? byStatus)(answer);
    // Full jitter on top, so that many workers do not return together.
    const waitMs = throttled ? (throttled.waitMs ?? 1000 * 2 ** throttles) + Math.random() * 250 : 0;
    return { answer, throttled, waitMs };
  };
  if (!budget) return send();
  return context.limits.run(budget, call.cost ?? 1, send, ({ answer, throttled, waitMs }) => ({
    ...manners.report?.(answer),
    ...(throttled ? { pauseMs: waitMs } : {}),
  }));
}

function byStatus({ status, headers }: VendorAnswer): Throttled | null {
  return status === 429 ? { waitMs: retryAfter(headers) } : null;
}

function requestOf(
  { field, headers }: VendorManners,
  call: VendorCall,
  signed: Readonly<Record<string, string>>,
): Parameters<typeof ask>[1] {
  const body = call.form ? new URLSearchParams(call.form).toString() : bodyOf(call.json);
  const type = call.form ? "application/x-www-form-urlencoded" : "application/json";
  const { method, timeoutMs, maxBytes } = call;
  return {
    url: call.url.href,
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": type }),
      ...headers,
      ...call.headers,
      ...signed,
    },
    ...(body === undefined ? {} : { body }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(maxBytes === undefined ? {} : { maxBytes }),
    retry: call.repeatable ?? true,
    throttledIsAnswer: true,
    field,
  };
}

function bodyOf(json: unknown): string | undefined {
  return json === undefined ? undefined : JSON.stringify(json);
}

function read({ status, headers, text }: ConnectorResponse): VendorAnswer {
  return { status, headers, text, json: jsonOrNothing(text) };
}

function jsonOrNothing(text: string): Json | undefined {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}
