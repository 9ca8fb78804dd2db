import { z } from "zod";
import type { ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import type { Budget } from "../limits.ts";
import { jsonAt } from "../shared/json.ts";
import {
  callVendor,
  type Throttled,
  type VendorAnswer,
  type VendorCall,
  type VendorManners,
} from "../shared/vendor/call.ts";
import { retryAfter } from "../shared/vendor/throttle.ts";
import { readAnswer } from "../shared/vendor-rows.ts";
import type { NetsuiteConfig } from "./config.ts";
import { realmOf, restUrl } from "./hosts.ts";
import { sessionFor } from "./session.ts";

/** The most rows in a page that NetSuite gives. */
export const pageSize = 1000;

const result = z.object({ items: z.array(z.unknown()), hasMore: z.boolean() });
export type QueryResult = z.infer<typeof result>;

/** One SuiteQL query: its first rows, and whether there are more. */
export async function query(
  sql: string,
  config: NetsuiteConfig,
  context: ConnectorContext,
  limit = pageSize,
): Promise<QueryResult> {
  const url = restUrl(config, `/services/rest/query/v1/suiteql?limit=${limit}&offset=0`);
  const { json } = await callNetsuite(
    { url, method: "POST", headers: { prefer: "transient" }, json: { q: sql } },
    config,
    context,
  );
  return readAnswer(json, result, url);
}

export function callNetsuite(
  call: VendorCall,
  config: NetsuiteConfig,
  context: ConnectorContext,
): ReturnType<typeof callVendor> {
  const manners: VendorManners = {
    field: "address",
    session: sessionFor(config, context, call.url, call.method ?? "GET"),
    budget: budgetOf(config),
    throttled,
    failure,
  };
  return callVendor(context, manners, call);
}

/** NetSuite counts what an account has under way, over all integrations together; ours keeps to its share. */
function budgetOf(config: NetsuiteConfig): Budget {
  return { name: `netsuite requests ${realmOf(config)}`, slots: config.concurrency };
}

const limitCodes = new Set(["CONCURRENCY_LIMIT_EXCEEDED", "SSS_REQUEST_LIMIT_EXCEEDED"]);

/** REST says it with 429 or 400, RESTlets with 400; how long to wait it does not say. */
function throttled(answer: VendorAnswer): Throttled | null {
  const asks = answer.status === 429 || (answer.status === 400 && limitCodes.has(codeOf(answer)));
  return asks ? { waitMs: retryAfter(answer.headers) } : null;
}

function failure(answer: VendorAnswer, url: URL): ConnectorError | null {
  if (answer.status === 403 || codeOf(answer) === "INSUFFICIENT_PERMISSION") {
    return new ConnectorError(
      "rights",
      `The role may not use ${url.pathname}: ${neededRights} (${answer.status}).`,
    );
  }
  if (answer.status !== 400) return null;
  if (/record .{0,80} was not found/i.test(detailOf(answer))) {
    return new ConnectorError("rights", `The role sees no such records: ${neededRights}.`);
  }
  return new ConnectorError(
    "configuration",
    `NetSuite does not understand the query (400 ${codeOf(answer) || "without a code"}). Is the SKU field right?`,
    { field: "sku.field" },
  );
}

const neededRights =
  "it needs REST Web Services, SuiteAnalytics Workbook, and View on items, locations and transactions";

/** SuiteTalk has its errors in a list, RESTlets have one. */
function codeOf({ json }: VendorAnswer): string {
  const code = jsonAt(json ?? null, "/o:errorDetails/0/o:errorCode") ?? jsonAt(json ?? null, "error.code");
  return typeof code === "string" && /^\w{1,80}$/.test(code) ? code : "";
}

/** For judging only: the words of an answer are shown to nobody. */
function detailOf({ json }: VendorAnswer): string {
  const detail = jsonAt(json ?? null, "/o:errorDetails/0/detail");
  return typeof detail === "string" ? detail : "";
}
