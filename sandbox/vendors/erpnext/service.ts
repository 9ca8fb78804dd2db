import { ok, wholeIn, type Answer, type VendorRequest } from "../shared/exchange.ts";
import { slidingWindow } from "../shared/limits.ts";
import type { Stage, VendorService } from "../shared/start.ts";
import { createDoctypes, zone, type Doc } from "./doctypes.ts";
import { filterOf, FrappeError, readJson, sorted } from "./filters.ts";

const listParameters = [
  "fields",
  "filters",
  "or_filters",
  "order_by",
  "limit_start",
  "limit_page_length",
  "limit",
  "as_dict",
];
const ratePerMinute = 600;

/** A Frappe site with ERPNext. Its limit is one that an operator may set; without `limits` there is none. */
export function erpnext(stage: Stage): VendorService {
  const documents = createDoctypes(stage.book);
  const window =
    stage.scale === null ? null : slidingWindow(ratePerMinute * stage.scale, 60_000 / stage.pace, stage.now);

  const list = (doctype: string, query: URLSearchParams): Answer => {
    const docs = documents(doctype);
    if (docs === null) throw new FrappeError(404, "DoesNotExistError", `DocType ${doctype} not found`);
    for (const name of query.keys())
      if (!listParameters.includes(name))
        throw new FrappeError(417, "TypeError", `get_list() got an unexpected keyword argument '${name}'`);
    // What fields a kind has is known here from its documents.
    if (docs.length === 0) return ok({ data: [] });
    const known = new Set(["name", "modified", "creation", ...Object.keys(docs[0] ?? {})]);
    const fields =
      query.get("fields") === null
        ? ["name"]
        : (readJson(query.get("fields") ?? "", "fields") as readonly string[]);
    if (!fields.includes("*"))
      for (const field of fields)
        if (!known.has(field))
          throw new FrappeError(417, "DataError", `Field not permitted in query: ${field}`);
    const start = wholeIn(query.get("limit_start"), 0, 0, 100_000_000);
    const length = wholeIn(query.get("limit_page_length") ?? query.get("limit"), 20, 0, 100_000_000);
    if (start === null || length === null)
      throw new FrappeError(417, "ValidationError", "limit_start and limit_page_length are numbers");
    // Without an order Frappe gives the newest first, and rows that change move.
    const ordered = sorted(docs, query.get("order_by") ?? "modified desc", known);
    const filters = query.get("filters");
    const test = filterOf(filters, known);
    const page: Doc[] = [];
    let skipped = 0;
    for (let at = startingAt(ordered, filters, query.get("order_by")); at < ordered.length; at += 1) {
      const doc = ordered[at];
      if (doc === undefined || !test(doc)) continue;
      if (skipped < start) {
        skipped += 1;
        continue;
      }
      page.push(doc);
      // Nought is no limit.
      if (page.length === length) break;
    }
    const shown = page.map((doc) =>
      fields.includes("*") ? doc : Object.fromEntries(fields.map((field) => [field, doc[field] ?? null])),
    );
    return ok({
      data: stage.rows(shown, (doc) => ("actual_qty" in doc ? { ...doc, actual_qty: "a few" } : doc)),
    });
  };

  const route = (request: VendorRequest): Answer => {
    const account = accountOf(request.headers.authorization);
    if (account === null) throw new FrappeError(401, "AuthenticationError", "Invalid authentication token");
    const wait = window?.take() ?? null;
    if (wait !== null) return busy(Math.ceil(wait / 1000));
    if (request.path === "/api/method/frappe.auth.get_logged_user")
      return ok({ message: `${account}@example.com` });
    const [, resource, name] = /^\/api\/resource\/([^/]+)(?:\/(.+))?$/.exec(request.path) ?? [];
    if (resource === undefined) throw new FrappeError(404, "DoesNotExistError", "Not found");
    if (request.method !== "GET") throw new FrappeError(403, "PermissionError", "Insufficient Permission");
    const doctype = decodeURIComponent(resource);
    if (account === "missing_rights")
      throw new FrappeError(
        403,
        "PermissionError",
        `User does not have doctype access via role permission for document ${doctype}`,
      );
    if (doctype === "User" && name !== undefined)
      return ok({
        data: { name: `${account}@example.com`, roles: rolesOf(account).map((role) => ({ role })) },
      });
    if (name === undefined) return list(doctype, request.query);
    const doc = documents(doctype)?.find((found) => found["name"] === decodeURIComponent(name));
    if (doc === undefined)
      throw new FrappeError(404, "DoesNotExistError", `${doctype} ${decodeURIComponent(name)} not found`);
    return ok({ data: doc });
  };

  return {
    kind: ({ path }) => (path.startsWith("/api/resource/Bin") ? "stock" : "other"),
    answer(request) {
      try {
        return route(request);
      } catch (error) {
        if (!(error instanceof FrappeError)) throw error;
        return {
          status: error.status,
          body: {
            exc_type: error.type,
            exception: `frappe.exceptions.${error.type}: ${error.message}`,
            _server_messages: JSON.stringify([JSON.stringify({ message: error.message })]),
          },
        };
      }
    },
    slowDown: busy,
    failure: () => ({
      status: 500,
      body: {
        exc_type: "OperationalError",
        exception: "pymysql.err.OperationalError: (2013, 'Lost connection')",
      },
    }),
    config: (account) => ({
      address: stage.origin,
      apiKey: `key-${account === "wrong_credentials" ? "good" : account}`,
      apiSecret: account === "wrong_credentials" ? "wrong" : `secret-${account}`,
      timeZone: zone,
    }),
    expireTokens: () => undefined,
    leastMilliseconds: () => 0,
  };
}

/** Where a keyset on the name may begin, so that a sweep of 100,000 does not walk the list again for every page. */
function startingAt(docs: readonly Doc[], filters: string | null, orderBy: string | null): number {
  const after = /\["name"\s*,\s*">"\s*,\s*"([^"\\]*)"\]/.exec(filters ?? "")?.[1];
  if (after === undefined || !/^\s*name(\s+asc)?\s*$/i.test(orderBy ?? "")) return 0;
  let low = 0;
  let high = docs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (String(docs[middle]?.["name"]) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}

function rolesOf(account: string): readonly string[] {
  return account === "wide_rights" ? ["Stock Reader", "Stock User"] : ["Stock Reader"];
}

function accountOf(header: string | undefined): string | null {
  const [, account, secret] = /^token key-(\w+):secret-(\w+)$/.exec(header ?? "") ?? [];
  return account !== undefined && account === secret ? account : null;
}

function busy(seconds: number): Answer {
  return {
    status: 429,
    headers: {
      "retry-after": String(seconds),
      "x-ratelimit-limit": String(ratePerMinute),
      "x-ratelimit-remaining": "0",
    },
    body: { exc_type: "TooManyRequestsError", exception: "frappe.exceptions.TooManyRequestsError" },
    throttled: true,
  };
}
