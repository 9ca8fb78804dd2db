import { bearer, ok, type Answer, type VendorRequest } from "../shared/exchange.ts";
import { leastThroughWindow, slidingWindow } from "../shared/limits.ts";
import { fieldOf, odataFilter, ODataError, type Entity } from "../shared/odata-filter.ts";
import type { HeldRow } from "../shared/stock-book.ts";
import { isZero } from "../shared/decimal.ts";
import type { Stage, VendorService } from "../shared/start.ts";
import { createTokens } from "../shared/tokens.ts";
import {
  dated,
  guid,
  items,
  ledgerEntries,
  location,
  movement,
  purchaseLine,
  salesLine,
} from "./entities.ts";

const tenant = "contoso.example";
const environment = "Production";
const company = { id: guid(1), name: "CRONUS International Ltd." };
const scope = "https://api.businesscentral.dynamics.com/.default";
const mostRows = 20_000;
const fiveMinutes = 300_000;
const options = ["$filter", "$select", "$orderby", "$top", "$skip", "$skiptoken", "$count", "$expand", "aid"];

/** Entra's token endpoint and one environment of Business Central: API v2.0 and the read-only analytics API. */
export function businessCentral(stage: Stage): VendorService {
  const { book } = stage;
  const tokens = createTokens("business-central", stage.now);
  const scale = stage.scale ?? 1;
  const window =
    stage.scale === null ? null : slidingWindow(6_000 * scale, fiveMinutes / stage.pace, stage.now);
  const slots = stage.scale === null ? Infinity : Math.max(1, Math.floor(5 * scale));
  const sets = createSets(
    () => book.rows,
    () => book.changes,
  );

  const issue = (request: VendorRequest, asked: string): Answer => {
    const form = new URLSearchParams(request.body);
    if (asked !== tenant) return entra(400, "invalid_request", `AADSTS90002: Tenant '${asked}' not found.`);
    if (form.get("grant_type") !== "client_credentials")
      return entra(
        400,
        "unsupported_grant_type",
        "AADSTS70003: The app requested an unsupported grant type.",
      );
    if (form.get("scope") !== scope)
      return entra(
        400,
        "invalid_scope",
        "AADSTS70011: The provided value for the input parameter 'scope' is not valid.",
      );
    const account = /^client-(good|missing_rights|expired)$/.exec(form.get("client_id") ?? "")?.[1];
    if (account === undefined)
      return entra(400, "unauthorized_client", "AADSTS700016: Application was not found in the directory.");
    if (account === "expired")
      return entra(401, "invalid_client", "AADSTS7000222: The provided client secret keys are expired.");
    if (form.get("client_secret") !== `secret-${account}`)
      return entra(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.");
    return ok({
      token_type: "Bearer",
      expires_in: 3599,
      ext_expires_in: 3599,
      access_token: tokens.issue(account, 3_599_000),
    });
  };

  const collection = (request: VendorRequest, name: string, rows: readonly Entity[], key: string): Answer => {
    const { query } = request;
    for (const option of query.keys())
      if (!options.includes(option))
        return failed(400, "BadRequest", `The query parameter '${option}' is not supported.`);
    const properties = new Set(Object.keys(rows[0] ?? {}));
    const known = (field: string): boolean => rows.length === 0 || properties.has(field);
    const select = query.get("$select")?.split(",") ?? null;
    const strange = select?.find((field) => !known(field));
    if (strange !== undefined)
      return failed(
        400,
        "BadRequest",
        `Could not find a property named '${strange}' on type 'Microsoft.NAV.${name}'.`,
      );
    const test = query.has("$filter") ? odataFilter(query.get("$filter") ?? "", known) : () => true;
    const order = query.get("$orderby") ?? key;
    if (query.has("$skip") && query.has("$skiptoken"))
      return failed(400, "BadRequest", "$skip and $skiptoken do not go together.");
    const wanted = Number(
      /odata\.maxpagesize=(\d+)/.exec(String(request.headers["prefer"] ?? ""))?.[1] ?? mostRows,
    );
    const size = Math.max(1, Math.min(wanted, mostRows, stage.pageSize ?? mostRows));
    const top = query.has("$top") ? Number(query.get("$top")) : Infinity;
    const found = order === key ? rows : sorted(rows, order);
    const page: Entity[] = [];
    let more = false;
    for (let at = positionOf(query, found, key); at < found.length; at += 1) {
      const row = found[at];
      if (row === undefined || !test(row)) continue;
      if (page.length === Math.min(size, top)) {
        more = page.length < top;
        break;
      }
      page.push(row);
    }
    const shown = page.map((row) =>
      select ? Object.fromEntries(select.map((field) => [field, row[field]])) : row,
    );
    const value = stage.rows(shown, (row) =>
      "remainingQuantity" in row ? { ...row, remainingQuantity: "a few" } : row,
    );
    return ok(
      {
        "@odata.context": `${stage.origin}${request.path.replace(/[^/]+$/, "$metadata")}#${name}`,
        value,
        ...(more
          ? {
              "@odata.nextLink": nextLink(
                request,
                String(fieldOf(page.at(-1) ?? {}, key)),
                found.indexOf(page.at(-1) ?? {}),
                order === key,
                top - page.length,
              ),
            }
          : {}),
      },
      {
        "content-type": "application/json; odata.metadata=minimal; odata.streaming=true",
        "odata-version": "4.0",
      },
    );
  };

  const nextLink = (
    request: VendorRequest,
    last: string,
    at: number,
    keyed: boolean,
    top: number,
  ): string => {
    const url = new URL(request.target, stage.origin);
    url.searchParams.delete("$skip");
    if (Number.isFinite(top)) url.searchParams.set("$top", String(top));
    url.searchParams.set("$skiptoken", keyed ? `key:${last}` : `at:${at + 1}`);
    return url.href;
  };

  const api = (request: VendorRequest, path: string): Answer => {
    if (path === "/api/v2.0/companies") return collection(request, "companies", [company], "id");
    const [, root, id, set] =
      /^\/api\/(v2\.0|microsoft\/analytics\/v1\.0)\/companies\(([\w-]+)\)\/([\w$]+)$/.exec(path) ?? [];
    if (root === undefined || set === undefined)
      return failed(404, "BadRequest_NotFound", "No HTTP resource was found that matches the request URI.");
    if (id !== company.id)
      return failed(404, "Internal_CompanyNotFound", `The company "${id ?? ""}" does not exist.`);
    if (root === "v2.0") {
      if (set === "locations")
        return collection(request, set, sorted(book.locations.map(location), "code"), "code");
      if (set === "itemLedgerEntries") return collection(request, set, sets.dated(), "entryNumber");
      if (set === "items") return collection(request, set, items(book), "number");
    } else {
      if (set === "itemLedgerEntries") return collection(request, set, sets.ledger(), "entryNo");
      if (set === "itemOutstandingSalesLines") return collection(request, set, sets.sales(), "documentNo");
      if (set === "itemOutstandingPurchaseLines")
        return collection(request, set, sets.purchases(), "documentNo");
      if (set === "locations")
        return collection(
          request,
          set,
          sorted(
            book.locations.map(({ code, name }) => ({ locationCode: code, locationName: name })),
            "locationCode",
          ),
          "locationCode",
        );
    }
    return failed(404, "BadRequest_NotFound", `Resource not found for the segment '${set}'.`);
  };

  const route = (request: VendorRequest): Answer => {
    const asked = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(request.path)?.[1];
    if (asked !== undefined) return issue(request, asked);
    const state = tokens.look(bearer(request));
    if (state.kind !== "valid")
      return failed(
        401,
        "Authentication_InvalidCredentials",
        "The server has rejected the client credentials.",
      );
    if (request.atOnce > slots) return busy(null);
    const wait = window?.take() ?? null;
    if (wait !== null) return busy(Math.ceil(wait / 1000));
    const prefix = `/v2.0/${tenant}/${environment}`;
    if (!request.path.startsWith(`${prefix}/`))
      return failed(404, "NoEnvironment", "The environment does not exist.");
    if (request.method !== "GET")
      return failed(405, "BadRequest_MethodNotAllowed", "Only GET is allowed here.");
    const path = decodeURIComponent(request.path.slice(prefix.length));
    if (state.holder === "missing_rights" && !path.endsWith("/companies"))
      return failed(
        403,
        "Internal_ServerError",
        "Sorry, the current permissions prevented the action. (TableData 32 Item Ledger Entry Read)",
      );
    return api(request, path);
  };

  return {
    kind: ({ path }) =>
      path.endsWith("/oauth2/v2.0/token") ? "sign_in" : /\/itemLedgerEntries$/.test(path) ? "stock" : "other",
    answer(request) {
      try {
        return route(request);
      } catch (error) {
        if (error instanceof ODataError) return failed(400, "BadRequest", error.message);
        throw error;
      }
    },
    slowDown: (seconds) => busy(seconds),
    failure: () => failed(503, "Application_Unavailable", "The service is temporarily unavailable."),
    config(account) {
      const name = /^(missing_rights|expired)$/.test(account) ? account : "good";
      return {
        tenant: account === "wrong_account" ? "fabrikam.example" : tenant,
        environment,
        company: company.name,
        clientId: `client-${name}`,
        clientSecret: account === "wrong_credentials" ? "wrong" : `secret-${name}`,
        address: stage.origin,
        signInAddress: stage.origin,
      };
    },
    expireTokens: tokens.endAll,
    leastMilliseconds: (rows) =>
      leastThroughWindow(
        3 * Math.max(1, Math.ceil(rows / (stage.pageSize ?? mostRows))),
        6_000 * scale,
        fiveMinutes / stage.pace,
      ),
  };
}

/** The sets that the stock makes, kept until the stock changes. */
function createSets(
  rows: () => readonly HeldRow[],
  changes: () => Parameters<typeof movement>[0][] | readonly Parameters<typeof movement>[0][],
) {
  const kept = <T>(make: (from: readonly HeldRow[]) => T): (() => T) => {
    let from: readonly HeldRow[] | null = null;
    let made: T;
    return () => {
      if (from !== rows()) {
        from = rows();
        made = make(from);
      }
      return made;
    };
  };
  const byDocument = (list: readonly Entity[]) => sorted(list, "documentNo");
  return {
    ledger: kept((from) => [...from.flatMap(ledgerEntries), ...changes().map(movement)]),
    dated: kept((from) => [
      ...from.flatMap((row) => ledgerEntries(row).map((entry) => dated(entry, row.updatedAt))),
      ...changes().map((change) => dated(movement(change), new Date(change.at).toISOString())),
    ]),
    sales: kept((from) => byDocument(from.filter(({ committed }) => !isZero(committed)).map(salesLine))),
    purchases: kept((from) => byDocument(from.filter(({ incoming }) => !isZero(incoming)).map(purchaseLine))),
  };
}

/** Where a page begins. A token names the last key, so entries that come or go shift nothing. */
function positionOf(query: URLSearchParams, rows: readonly Entity[], key: string): number {
  const token = query.get("$skiptoken");
  if (token === null) return Number(query.get("$skip") ?? 0);
  if (token.startsWith("at:")) return Number(token.slice(3));
  const last = token.slice(4);
  const wanted = typeof rows[0]?.[key] === "number" ? Number(last) : last;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.[key] as string | number) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sorted(rows: readonly Entity[], order: string): readonly Entity[] {
  const keys = order.split(",").map((part) => part.trim().split(/\s+/));
  return [...rows].sort((a, b) => {
    for (const [field = "", direction] of keys) {
      const [left, right] = [a[field] as string, b[field] as string];
      if (left !== right) return (left < right ? -1 : 1) * (direction === "desc" ? -1 : 1);
    }
    return 0;
  });
}

function entra(status: number, error: string, error_description: string): Answer {
  return {
    status,
    body: {
      error,
      error_description,
      error_codes: [Number(/\d+/.exec(error_description)?.[0])],
      trace_id: guid(0),
    },
  };
}

function failed(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}

function busy(seconds: number | null): Answer {
  return {
    ...failed(
      429,
      "Application_TooManyRequests",
      "Too many requests reached. Actual (6001). Maximum (6000).",
    ),
    ...(seconds === null ? {} : { headers: { "retry-after": String(seconds) } }),
    throttled: true,
  };
}
