import { basicCredentials } from "../../service/secrets.ts";
import {
  bearer,
  jsonBody,
  ok,
  sendsJson,
  strangeParameter,
  wholeIn,
  type Answer,
  type VendorRequest,
} from "../shared/exchange.ts";
import { leastThroughWindow, slidingWindow } from "../shared/limits.ts";
import type { HeldRow } from "../shared/stock-book.ts";
import type { Stage, VendorService } from "../shared/start.ts";
import { createTokens } from "../shared/tokens.ts";
import { customerId, details, pascal, summaries, type Row } from "./rows.ts";
import { rqlTest, RqlError } from "./rql.ts";

const halfHour = 1_800_000;
const mostRows = 500;
const perMinute = 400;
export const tpl = "{c3a1d3f0-0000-0000-0000-000000000001}";

/** Extensiv 3PL Warehouse Manager. The limit is none that the vendor publishes: what careful clients keep to. */
export function extensiv(stage: Stage): VendorService {
  const { book } = stage;
  const tokens = createTokens("extensiv", stage.now);
  const scale = stage.scale ?? 1;
  const window =
    stage.scale === null ? null : slidingWindow(perMinute * scale, 60_000 / stage.pace, stage.now);
  const summaryRows = kept(summaries);
  const detailRows = kept(details);

  const issue = (request: VendorRequest): Answer => {
    const client = basicCredentials(request.headers.authorization);
    const account = /^client-(good|missing_rights|expired)$/.exec(client?.user ?? "")?.[1];
    if (account === undefined || client?.password !== `secret-${account}` || account === "expired")
      return { status: 401, body: { error: "invalid_client" } };
    const body = sendsJson(request) ? jsonBody(request) : null;
    if (body?.["grant_type"] !== "client_credentials")
      return { status: 400, body: { error: "unsupported_grant_type" } };
    if (body["user_login_id"] !== "12")
      return { status: 400, body: { error: "invalid_grant", error_description: "User login is not valid" } };
    if (body["tpl"] !== undefined && body["tpl"] !== tpl)
      return { status: 400, body: { error: "invalid_grant", error_description: "tpl is not valid" } };
    return ok({
      access_token: tokens.issue(account, halfHour),
      token_type: "Bearer",
      expires_in: halfHour / 1000,
      refresh_token: null,
      scope: null,
    });
  };

  const paged = (
    request: VendorRequest,
    rows: readonly Row[],
    parameters: readonly string[],
    hal: (rows: readonly Row[]) => object,
  ): Answer => {
    const { query, path } = request;
    const strange = strangeParameter(query, ["pgsiz", "pgnum", ...parameters]);
    if (strange !== null) return failed(400, "Invalid", `Unknown parameter ${strange}`);
    const size = wholeIn(query.get("pgsiz"), 100, 1, mostRows);
    const number = wholeIn(query.get("pgnum"), 1, 1, 1_000_000);
    if (size === null) return failed(400, "ValueOutOfRange", `pgsiz is at most ${mostRows}`);
    if (number === null) return failed(400, "ValueOutOfRange", "pgnum begins with 1");
    const most = Math.min(size, stage.pageSize ?? size);
    const page = rows.slice((number - 1) * most, number * most);
    const link = (to: number): string => {
      const next = new URLSearchParams(query);
      next.set("pgsiz", String(most));
      next.set("pgnum", String(to));
      return `${path}?${next.toString()}`;
    };
    const spoilt = stage.rows(page, (row) => ("onHand" in row ? { ...row, onHand: "a few" } : row));
    const body = {
      totalResults: rows.length,
      ...hal(spoilt),
      _links: {
        self: { href: link(number) },
        ...(number * most < rows.length ? { next: { href: link(number + 1) } } : {}),
      },
    };
    return inAsked(request, body);
  };

  const stockSummaries = (request: VendorRequest): Answer => {
    const all = summaryRows(book.rows);
    const rql = request.query.get("rql");
    const flat = (row: Row): Row => ({
      ...row,
      "itemIdentifier.sku": (row["itemIdentifier"] as { sku: string }).sku,
      "itemIdentifier.id": (row["itemIdentifier"] as { id: number }).id,
    });
    const test = rqlTest(
      rql,
      new Set(["facilityId", "qualifier", "onHand", "available", "itemIdentifier.sku", "itemIdentifier.id"]),
    );
    const rows = rql === null ? all : all.filter((row) => test(flat(row)));
    return paged(request, rows, ["rql", "sort"], (page) => ({ summaries: page }));
  };

  const stockDetails = (request: VendorRequest): Answer => {
    const { query } = request;
    const customer = query.get("customerid");
    const facility = query.get("facilityid");
    if (customer === null || facility === null)
      return failed(400, "Required", "customerid and facilityid are required");
    const rql = query.get("rql");
    const test = rqlTest(rql, new Set(["itemIdentifier.sku", "itemIdentifier.id", "qualifier"]));
    const rows =
      customer === String(customerId)
        ? detailRows(book.rows).filter(
            (row) =>
              String(row["facilityId"] as number) === facility &&
              (rql === null ||
                test({ ...row, "itemIdentifier.sku": (row["itemIdentifier"] as { sku: string }).sku })),
          )
        : [];
    return paged(request, rows, ["customerid", "facilityid", "rql", "sort"], (page) => ({
      _embedded: { item: page },
    }));
  };

  const facilities = (request: VendorRequest): Answer =>
    paged(
      request,
      book.locations.map(({ code, name, active = true }) => ({
        facilityId: Number(code),
        name,
        deactivated: !active,
      })),
      ["rql", "sort", "detail"],
      (page) => ({ _embedded: { item: page } }),
    );

  const route = (request: VendorRequest): Answer => {
    if (request.path === "/AuthServer/api/Token")
      return request.method === "POST" ? issue(request) : failed(405, "Invalid", "POST only");
    const state = tokens.look(bearer(request));
    if (state.kind !== "valid")
      return {
        ...failed(401, "AuthenticationFailed", "The token is not valid"),
        headers: { "www-authenticate": "Bearer" },
      };
    const wait = window?.take() ?? null;
    if (wait !== null) return busy(Math.ceil(wait / 1000));
    if (request.method !== "GET") return failed(428, "PreconditionRequired", "Send If-Match");
    if (/^\/(inventory|properties)\/facilities$/.test(request.path)) return facilities(request);
    if (!request.path.startsWith("/inventory")) return failed(404, "NotFound", "No such resource");
    if (state.holder === "missing_rights") return failed(403, "AccessDenied", "The role lacks InventoryRead");
    switch (request.path) {
      case "/inventory/stocksummaries":
        return stockSummaries(request);
      case "/inventory/stockdetails":
        return stockDetails(request);
      case "/inventory/receivers":
        return paged(request, [], ["rql", "sort", "detail"], (page) => ({ _embedded: { item: page } }));
      default:
        return failed(404, "NotFound", "No such resource");
    }
  };

  return {
    kind: ({ path }) =>
      path === "/AuthServer/api/Token"
        ? "sign_in"
        : /\/stock(summaries|details)$/.test(path)
          ? "stock"
          : "other",
    answer(request) {
      try {
        return route(request);
      } catch (error) {
        if (error instanceof RqlError) return failed(400, "Invalid", error.message);
        throw error;
      }
    },
    slowDown: busy,
    failure: () => failed(500, "Unexpected", "An unexpected error occurred"),
    config(account) {
      const name = /^(missing_rights|expired)$/.test(account) ? account : "good";
      return {
        clientId: `client-${name}`,
        clientSecret: account === "wrong_credentials" ? "wrong" : `secret-${name}`,
        userLoginId: "12",
        tpl,
        address: stage.origin,
      };
    },
    expireTokens: tokens.endAll,
    leastMilliseconds: (rows) =>
      leastThroughWindow(
        Math.ceil((rows * 6) / 5 / (stage.pageSize ?? mostRows)),
        perMinute * scale,
        60_000 / stage.pace,
      ),
    extras: {
      /** The same client, reading the lines of one customer. */
      customerConfig: () => ({
        clientId: "client-good",
        clientSecret: "secret-good",
        userLoginId: "12",
        tpl,
        customerId: String(customerId),
        address: stage.origin,
      }),
    },
  };
}

/** Media type and casing go together. */
function inAsked(request: VendorRequest, body: object): Answer {
  const hal = /application\/hal\+json/i.test(request.headers.accept ?? "");
  return hal
    ? ok(body, { "content-type": "application/hal+json; charset=utf-8" })
    : ok(pascal(body), { "content-type": "application/json; charset=utf-8" });
}

function kept(make: (row: HeldRow) => readonly Row[]): (rows: readonly HeldRow[]) => readonly Row[] {
  let from: readonly HeldRow[] | null = null;
  let made: readonly Row[] = [];
  return (rows) => {
    if (from !== rows) {
      from = rows;
      made = rows.flatMap(make);
    }
    return made;
  };
}

function failed(status: number, ErrorCode: string, Hint: string): Answer {
  return { status, body: { ErrorCode, Hint, ErrorClass: "Validation", Properties: [] } };
}

function busy(seconds: number): Answer {
  return {
    ...failed(429, "TooManyRequests", "Too many requests"),
    headers: { "retry-after": String(seconds) },
    throttled: true,
  };
}
