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
import { fieldOf, odataFilter, ODataError, type Entity } from "../shared/odata-filter.ts";
import type { HeldRow } from "../shared/stock-book.ts";
import type { Stage, VendorService } from "../shared/start.ts";
import { createTokens } from "../shared/tokens.ts";
import { fromWallClock } from "../shared/zone.ts";
import {
  allocation,
  inquiryRows,
  local,
  stockItem,
  summaryRow,
  warehouse,
  wrapped,
  zone,
} from "./entities.ts";

const site = "/Acumatica";
const version = "24.200.001";
const clientId = "88358B02-A48D-A50E-F710-39C1636C30F6@Company";
const inquiry = `${site}/odata/Company/StockByWarehouse`;
const perMinute = 100;
const hour = 3_600_000;

/** Acumatica's contract API and one generic inquiry by OData. A page is as long as was asked; there is no count. */
export function acumatica(stage: Stage): VendorService {
  const { book } = stage;
  const tokens = createTokens("acumatica", stage.now);
  const refreshes = createTokens("acumatica refresh", stage.now);
  const scale = stage.scale ?? 1;
  const window =
    stage.scale === null
      ? null
      : slidingWindow(Math.max(1, Math.floor(perMinute * scale)), 60_000 / stage.pace, stage.now);
  let from: readonly HeldRow[] | null = null;
  let flat: readonly Entity[] = [];

  const issue = (request: VendorRequest): Answer => {
    const form = new URLSearchParams(request.body);
    if (form.get("client_id") !== clientId || form.get("client_secret") !== "client-secret")
      return { status: 400, body: { error: "invalid_client" } };
    const account =
      form.get("grant_type") === "password"
        ? byPassword(form)
        : form.get("grant_type") === "refresh_token"
          ? byRefresh(form)
          : undefined;
    if (account === undefined) return { status: 400, body: { error: "unsupported_grant_type" } };
    if (account === null)
      return {
        status: 400,
        body: { error: "invalid_grant", error_description: "invalid_username_or_password" },
      };
    if (!/\bapi\b/.test(form.get("scope") ?? "api")) return { status: 400, body: { error: "invalid_scope" } };
    const offline =
      /\boffline_access\b/.test(form.get("scope") ?? "") || form.get("grant_type") === "refresh_token";
    return ok({
      access_token: tokens.issue(account, hour),
      expires_in: hour / 1000,
      token_type: "Bearer",
      // They rotate: each works once.
      ...(offline ? { refresh_token: refreshes.issue(account, 30 * 24 * hour) } : {}),
    });
  };

  const byRefresh = (form: URLSearchParams): string | null => {
    const token = form.get("refresh_token") ?? "";
    const state = refreshes.look(token);
    refreshes.end(token);
    return state.kind === "valid" ? state.holder : null;
  };

  const paged = (
    request: VendorRequest,
    rows: readonly Entity[],
    wrap: boolean,
  ): readonly Entity[] | Answer => {
    const { query } = request;
    const strange = strangeParameter(query, [
      "$top",
      "$skip",
      "$filter",
      "$select",
      "$expand",
      "$orderby",
      "$format",
      "$custom",
      "$inlinecount",
      "$count",
    ]);
    if (strange !== null) return failed(400, `Query parameter ${strange} is not supported`);
    const top = wholeIn(query.get("$top"), Number.MAX_SAFE_INTEGER, 0, 1_000_000);
    const skip = wholeIn(query.get("$skip"), 0, 0, 100_000_000);
    if (top === null || skip === null) return failed(400, "$top and $skip are numbers");
    const read = (row: Entity, field: string): unknown => {
      const found = fieldOf(row, field);
      return wrap && typeof found === "object" && found !== null
        ? ((found as { value?: unknown }).value ?? null)
        : found;
    };
    const known = (field: string): boolean => rows[0] === undefined || fieldOf(rows[0], field) !== undefined;
    const plain = (row: Entity): Entity =>
      Object.fromEntries(Object.keys(row).map((name) => [name, read(row, name)]));
    const test = query.has("$filter") ? odataFilter(query.get("$filter") ?? "", known) : null;
    const found = test === null ? rows : rows.filter((row) => test(wrap ? plain(row) : row));
    const order = query.get("$orderby");
    return (order === null ? found : sorted(found, order, read)).slice(
      skip,
      skip + Math.min(top, found.length),
    );
  };

  const items = (request: VendorRequest): Answer => {
    const page = paged(request, book.items.map(stockItem), true);
    if ("status" in page) return page;
    const expands = /\bWarehouseDetails\b/.test(request.query.get("$expand") ?? "");
    const shown = page.map((item) => (expands ? item : { ...item, WarehouseDetails: [] }));
    return ok(
      stage.rows<Entity>(shown, (item) => ({
        ...item,
        WarehouseDetails: (item["WarehouseDetails"] as readonly Entity[]).map((detail) => ({
          ...detail,
          QtyOnHand: { value: "a few" },
        })),
      })),
    );
  };

  const generic = (request: VendorRequest): Answer => {
    if (from !== book.rows) {
      from = book.rows;
      flat = inquiryRows(book);
    }
    const page = paged(request, flat, false);
    if ("status" in page) return page;
    const select = request.query.get("$select")?.split(",") ?? null;
    const strange = select?.find((field) => flat[0] !== undefined && !(field in flat[0]));
    if (strange !== undefined) return failed(400, `Could not find a property named '${strange}'.`);
    const shown = page.map((row) =>
      select ? Object.fromEntries(select.map((field) => [field, row[field]])) : row,
    );
    return ok({
      "odata.metadata": `${stage.origin}${site}/odata/Company/$metadata#StockByWarehouse`,
      value: stage.rows<Entity>(shown, (row) => ({ ...row, QtyOnHand: "a few" })),
    });
  };

  const asked = (body: Readonly<Record<string, unknown>>, name: string): string | null => {
    const value = (body[name] as { value?: unknown } | undefined)?.value;
    return typeof value === "string" ? value : null;
  };

  const inquire = (request: VendorRequest, name: string): Answer => {
    const body = sendsJson(request) ? jsonBody(request) : null;
    if (body === null) return failed(400, "Send JSON");
    const expands = /\bResults\b/.test(request.query.get("$expand") ?? "");
    if (name === "InventoryQuantityAvailable") {
      const text = asked(body, "LastModifiedDateTime");
      const since =
        text === null
          ? -Infinity
          : /(Z|[+-]\d\d:\d\d)$/.test(text)
            ? Date.parse(text)
            : fromWallClock(zone, text);
      const changed = book.items.filter(({ rows }) =>
        [...rows.values()].some(({ updatedAt }) => Date.parse(updatedAt) >= since),
      );
      const Results = changed.map(({ item, rows }) =>
        wrapped({
          InventoryID: item,
          QtyAvailable: [...rows.values()].reduce(
            (sum, row) => sum + Number(row.onHand) - Number(row.committed),
            0,
          ),
          LastModifiedDateTime: local(
            Math.max(...[...rows.values()].map(({ updatedAt }) => Date.parse(updatedAt))),
          ),
        }),
      );
      return ok({ ...wrapped({ LastModifiedDateTime: text }), Results: expands ? Results : [] });
    }
    const id = asked(body, "InventoryID");
    if (id === null) return failed(422, "InventoryID: 'Inventory ID' cannot be empty.");
    const item = book.item(id);
    if (item === undefined) return failed(422, `'Inventory ID' cannot be found in the system: ${id}`);
    const place = asked(body, "WarehouseID");
    const rows = [...item.rows.values()].filter(({ code }) => place === null || code === place);
    if (name === "InventoryAllocationInquiry")
      return ok({ ...wrapped({ InventoryID: id, WarehouseID: place }), ...allocation(rows) });
    const spoilt = stage.rows<Entity>(rows.map(summaryRow), (row) => ({
      ...row,
      QtyOnHand: { value: "a few" },
    }));
    return ok({ ...wrapped({ InventoryID: id, WarehouseID: place }), Results: expands ? spoilt : [] });
  };

  const route = (request: VendorRequest): Answer => {
    const { path, method } = request;
    if (path === `${site}/identity/connect/token`)
      return method === "POST" ? issue(request) : failed(405, "POST only");
    if (path === `${site}/entity` && method === "GET")
      return ok({
        version: { acumaticaBuildVersion: "24.200.0001" },
        endpoints: [{ name: "Default", version, href: `${site}/entity/Default/${version}/` }],
      });
    if (path === `${site}/entity/auth/logout`) return { status: 204, body: "" };
    const state = tokens.look(bearer(request));
    if (state.kind !== "valid")
      return {
        status: 401,
        headers: { "www-authenticate": "Bearer" },
        body: { message: "Authorization has been denied for this request." },
      };
    const wait = window?.take() ?? null;
    if (wait !== null) return busy(Math.ceil(wait / 1000));
    const name = path.startsWith(`${site}/entity/Default/${version}/`) ? path.split("/").at(-1) : undefined;
    if (state.holder === "missing_rights" && name !== "Warehouse")
      return failed(403, "You have insufficient rights to access the object (IN401000).");
    if (path === inquiry) return method === "GET" ? generic(request) : failed(405, "GET only");
    if (name === "StockItem" && method === "GET") return items(request);
    if (name === "Warehouse" && method === "GET") {
      const page = paged(request, book.locations.map(warehouse), true);
      return "status" in page ? page : ok(page);
    }
    if (
      name !== undefined &&
      /^(InventorySummaryInquiry|InventoryAllocationInquiry|InventoryQuantityAvailable)$/.test(name)
    )
      // An inquiry is asked by PUT; by GET it answers with nothing in it.
      return method === "PUT" ? inquire(request, name) : method === "GET" ? ok([]) : failed(405, "PUT only");
    return failed(404, "The endpoint or entity does not exist");
  };

  const config = (account: string) => ({
    address: stage.origin + site,
    endpointVersion: version,
    clientId,
    clientSecret: "client-secret",
    user: account === "missing_rights" ? account : "good",
    password:
      account === "wrong_credentials"
        ? "wrong"
        : `password-${account === "missing_rights" ? account : "good"}`,
    timeZone: zone,
  });

  return {
    kind: ({ path }) =>
      path.endsWith("/connect/token")
        ? "sign_in"
        : path === inquiry || /\/(StockItem|Inventory\w+)$/.test(path)
          ? "stock"
          : "other",
    answer(request) {
      try {
        return route(request);
      } catch (error) {
        if (error instanceof ODataError) return failed(400, error.message);
        throw error;
      }
    },
    slowDown: busy,
    failure: () => failed(500, "An error has occurred."),
    config: (account) => ({
      ...config(account),
      source: {
        kind: "inquiry",
        path: "odata/Company/StockByWarehouse",
        item: "InventoryID",
        location: "Warehouse",
        updatedAt: "LastModifiedOn",
        states: {
          on_hand: "QtyOnHand",
          available: "QtyHardAvail",
          committed: "QtySOBooked",
          incoming: "QtyPOOrders",
          unavailable: "QtyNotAvail",
        },
      },
    }),
    expireTokens: tokens.endAll,
    leastMilliseconds: (rows) =>
      leastThroughWindow(
        Math.ceil(rows / 1_000),
        Math.max(1, Math.floor(perMinute * scale)),
        60_000 / stage.pace,
      ),
    extras: {
      /** The same account, read by stock items instead of an inquiry. */
      itemsConfig: () => ({ ...config("good"), source: { kind: "items" } }),
    },
  };
}

function byPassword(form: URLSearchParams): string | null {
  const user = /^(good|missing_rights)$/.exec(form.get("username") ?? "")?.[1];
  return user !== undefined && form.get("password") === `password-${user}` ? user : null;
}

function sorted(
  rows: readonly Entity[],
  order: string,
  read: (row: Entity, field: string) => unknown,
): readonly Entity[] {
  const keys = order.split(",").map((part) => part.trim().split(/\s+/));
  return [...rows].sort((a, b) => {
    for (const [field = "", direction] of keys) {
      const [left, right] = [read(a, field) as string, read(b, field) as string];
      if (left !== right) return (left < right ? -1 : 1) * (direction === "desc" ? -1 : 1);
    }
    return 0;
  });
}

function failed(status: number, message: string): Answer {
  return { status, body: { message, exceptionMessage: message, exceptionType: "PX.Data.PXException" } };
}

function busy(seconds: number): Answer {
  return {
    ...failed(429, "The number of requests exceeds the limit of the licence."),
    headers: { "retry-after": String(seconds) },
    throttled: true,
  };
}
