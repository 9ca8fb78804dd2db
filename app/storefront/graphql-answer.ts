import type { GraphQLResponse } from "graphql-request";
import { z } from "zod";
import { StorefrontError } from "./errors.ts";
import type { CostReport, Reply } from "./limiter/reply.ts";

/** An answer in the parts that matter; `data` is whatever came, also beside errors. */
export type GraphqlAnswer<Data> = Pick<
  GraphQLResponse<Data | null>,
  "status" | "headers" | "data" | "errors" | "extensions"
>;

/** The token was refused (HTTP 401). The caller renews it once. */
export class Unauthorized extends Error {
  override readonly name = "Unauthorized";
}

export interface Reading<Data> {
  /** Sending it twice does nothing twice. */
  readonly repeatable: boolean;
  /** Says whether data that came together with errors is what was asked for. Default: never. */
  readonly acceptPartial?: (data: Data) => boolean;
}

const costSchema = z.object({
  cost: z.object({
    requestedQueryCost: z.number().nullish(),
    actualQueryCost: z.number().nullish(),
    throttleStatus: z
      .object({
        maximumAvailable: z.number(),
        currentlyAvailable: z.number(),
        restoreRate: z.number().positive(),
      })
      .nullish(),
  }),
});

/** What an answer of the Admin API means for the limiter and the caller. */
export function readAnswer<Data>(answer: GraphqlAnswer<Data>, reading: Reading<Data>): Reply<Data> {
  const cost = costOf(answer.extensions);
  const failed = (error: Error, retry = false): Reply<Data> => ({ kind: "failed", error, retry, cost });
  const { status } = answer;

  if (status === 429) return { kind: "throttled", cost, retryAfterMs: retryAfterMs(answer.headers) };
  if (status === 401) return failed(new Unauthorized("Shopify answered 401"));
  if (status >= 500) return failed(unavailable(`it answered ${status}`, { status }), reading.repeatable);
  if (status >= 400) return failed(refused(status));

  const codes = (answer.errors ?? []).map((error) => codeOf(error.extensions));
  if (codes.includes("THROTTLED")) return { kind: "throttled", cost, retryAfterMs: null };
  const data = answer.data ?? null;
  if (codes.length > 0) {
    if (data !== null && reading.acceptPartial?.(data)) return { kind: "answered", value: data, cost };
    const error = meaningOf(codes, answer.errors?.[0]?.message ?? "no reason given");
    return failed(error, reading.repeatable && error.fault === "unavailable");
  }
  if (data === null) return failed(unavailable("the answer held no data"), reading.repeatable);
  return { kind: "answered", value: data, cost };
}

/** The request got no answer at all, or one that is not JSON. */
export function noAnswer(cause: unknown, repeatable: boolean): Reply<never> {
  return {
    kind: "failed",
    error: unavailable("no readable answer came", { cause }),
    retry: repeatable,
    cost: null,
  };
}

function costOf(extensions: unknown): CostReport | null {
  const parsed = costSchema.safeParse(extensions);
  if (!parsed.success) return null;
  const { cost } = parsed.data;
  return {
    requested: cost.requestedQueryCost ?? null,
    actual: cost.actualQueryCost ?? null,
    status: cost.throttleStatus ?? null,
  };
}

function codeOf(extensions: unknown): string {
  const parsed = z.object({ code: z.string() }).safeParse(extensions);
  return parsed.success ? parsed.data.code : "";
}

function meaningOf(codes: readonly string[], message: string): StorefrontError {
  if (codes.includes("ACCESS_DENIED")) {
    return new StorefrontError("rights", "Shopify did not allow this: the app lacks a permission for it.");
  }
  if (codes.includes("MAX_COST_EXCEEDED"))
    return new StorefrontError("too_expensive", "Shopify computes less than this at once.");
  const passing = ["INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE", "TIMEOUT"];
  if (codes.some((code) => passing.includes(code)))
    return unavailable("it failed while computing the answer");
  return new StorefrontError("unreadable", `Shopify refused the question: ${message.slice(0, 200)}`);
}

function refused(status: number): StorefrontError {
  if (status === 402)
    return new StorefrontError("unavailable", "Shopify has frozen this shop until its plan is paid for.");
  if (status === 403)
    return new StorefrontError("rights", "Shopify did not allow this app to use its Admin API.");
  if (status === 404)
    return new StorefrontError("unavailable", "Shopify does not know this shop, or it is closed.");
  if (status === 423) return new StorefrontError("unavailable", "Shopify has locked this shop.");
  return new StorefrontError("unreadable", `Shopify refused the request with status ${status}.`);
}

function unavailable(
  why: string,
  options?: { readonly cause?: unknown; readonly status?: number },
): StorefrontError {
  const message = `Shopify could not be read: ${why}. It will be tried again.`;
  return new StorefrontError("unavailable", message, options);
}

/** Shopify sends seconds, with a fraction at times. */
function retryAfterMs(headers: Headers): number | null {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds * 1000) : null;
}
