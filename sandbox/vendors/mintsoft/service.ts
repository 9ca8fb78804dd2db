import { isZero, minus } from "../shared/decimal.ts";
import {
  jsonBody,
  ok,
  sendsJson,
  strangeParameter,
  type Answer,
  type VendorRequest,
} from "../shared/exchange.ts";
import type { HeldItem, HeldRow } from "../shared/stock-book.ts";
import type { Stage, VendorService } from "../shared/start.ts";
import { createTokens } from "../shared/tokens.ts";
import { fromWallClock, wallClock } from "../shared/zone.ts";

export const zone = "Europe/London";
const client = 5;
const day = 86_400_000;

type Row = Readonly<Record<string, unknown>>;

/** Mintsoft: a key for a day, whole lists without pages, times on the clock in London. Another client has the same SKUs. */
export function mintsoft(stage: Stage): VendorService {
  const { book } = stage;
  const keys = createTokens("mintsoft", stage.now);

  const sign = (request: VendorRequest): Answer => {
    const body = sendsJson(request) ? jsonBody(request) : null;
    const account = /^(good|missing_rights)$/.exec(String(body?.["Username"]))?.[1];
    return account !== undefined && body?.["Password"] === `password-${account}`
      ? ok(JSON.stringify(keys.issue(account, day)), { "content-type": "application/json; charset=utf-8" })
      : failed(401, "Authorization has been denied for this request.");
  };

  const spoilt = (rows: readonly Row[]): readonly Row[] =>
    stage.rows(rows, (row) => ({ ...row, TotalStockLevel: "a few" }));

  const levels = ({ query }: VendorRequest): Answer => {
    const warehouse = query.get("WarehouseId");
    const sku = query.get("SKU");
    const clientId = query.get("ClientId");
    const items = sku === null ? book.items : [book.item(sku)].filter((item) => item !== undefined);
    const own = items.flatMap((item) => {
      if (warehouse === "0") return [merged(item)];
      return [...item.rows.values()]
        .filter(({ code }) => warehouse === null || warehouse === "" || code === warehouse)
        .map(stockLevel);
    });
    const [first] = own;
    const rows =
      first === undefined
        ? own
        : [...own, { ...first, ClientId: client + 1, Level: 999, TotalStockLevel: 999 }];
    return ok(
      spoilt(
        clientId === null ? rows : rows.filter(({ ClientId }) => String(ClientId as number) === clientId),
      ),
    );
  };

  const raw = ({ query }: VendorRequest): Answer => {
    const warehouse = query.get("WarehouseId");
    if (warehouse === null || !/^\d+$/.test(warehouse)) return failed(400, "WarehouseId is required");
    const text = query.get("LastUpdatedSince");
    const since = text === null ? -Infinity : sinceOf(text);
    if (Number.isNaN(since)) return failed(400, "LastUpdatedSince is not a date");
    const rows = book.rows.filter(
      (row) =>
        row.code === warehouse &&
        Date.parse(row.updatedAt) >= since &&
        !(isZero(row.onHand) && isZero(row.committed)),
    );
    return ok(spoilt(rows.map(stockLevel)));
  };

  const inventory = (item: HeldItem | undefined): Answer =>
    item === undefined
      ? failed(404, "Product not found")
      : ok(
          [...item.rows.values()].map((row) => ({
            ProductId: item.id,
            SKU: item.item,
            StockLevel: available(row),
            Allocated: Number(row.committed),
            OnHand: Number(row.onHand),
            OffHand: 0,
            AwaitingReplen: 0,
            OnOrder: Number(row.incoming),
            RequiredByBackOrder: 0,
            InQuarantine: Number(row.unavailable),
            InTransit: 0,
            InTransition: 0,
            Scrapped: 0,
            WarehouseId: Number(row.code),
            LocationId: 1,
            Breakdown: null,
            ID: row.id,
            LastUpdated: local(Date.parse(row.updatedAt)),
            LastUpdatedByUser: "floor",
          })),
        );

  const flow = ({ query }: VendorRequest, itemId: number): Answer => {
    const [from, to] = [query.get("FromDate"), query.get("ToDate")].map((text) =>
      text === null ? NaN : sinceOf(text),
    );
    if (from === undefined || to === undefined || Number.isNaN(from) || Number.isNaN(to))
      return failed(400, "FromDate and ToDate are required");
    return ok(
      book.changes
        .filter(
          ({ at, code, itemId: id }) =>
            id === itemId && at >= from && at <= to && (query.get("WarehouseId") ?? code) === code,
        )
        .map((change) => ({
          ID: change.id,
          ProductId: itemId,
          WarehouseId: Number(change.code),
          Flow: change.delta.startsWith("-") ? "OUT" : "IN",
          Reason: "Manual adjustment",
          Quantity: Math.abs(Number(change.delta)),
          OnHand: Number(change.after),
          Allocated: 0,
          LastUpdated: local(change.at),
          OrderId: null,
          SKU: change.item,
        })),
    );
  };

  const route = (request: VendorRequest): Answer => {
    const { path, query } = request;
    if (path === "/api/Auth") return request.method === "POST" ? sign(request) : failed(405, "POST only");
    const header = request.headers["ms-apikey"];
    const state = keys.look(typeof header === "string" ? header : query.get("APIKey"));
    if (state.kind !== "valid") return failed(401, "Authorization has been denied for this request.");
    if (request.method !== "GET") return failed(405, "GET only");
    if (path === "/api/Warehouse")
      return ok(
        book.locations.map(({ code, name, active = true }) => ({
          ID: Number(code),
          Name: name,
          Code: name.slice(0, 3).toUpperCase(),
          Active: active,
          ClientId: null,
          LastUpdated: local(0),
        })),
      );
    if (state.holder === "missing_rights") return failed(403, "You do not have permission to view stock.");
    const one = /^\/api\/Product\/(\d+)\/(Inventory|StockFlow\/Filtered)$/.exec(path);
    if (one !== null)
      return one[2] === "Inventory"
        ? inventory(book.items[Number(one[1]) - 1])
        : flow(request, Number(one[1]));
    const strange = strangeParameter(query, [
      "WarehouseId",
      "ClientId",
      "SKU",
      "Breakdown",
      "LastUpdatedSince",
      "UpdatedSince",
      "APIKey",
      "SinceLastUpdated",
    ]);
    if (strange !== null) return failed(400, `${strange} is not known`);
    if (path === "/api/Product/StockLevelsByWarehouse") return raw(request);
    if (path === "/api/Product/StockLevels") return levels(request);
    if (path === "/api/Product/StockLevels/UpdatedSince") {
      const since = sinceOf(
        query.get("UpdatedSince") ?? query.get("LastUpdatedSince") ?? query.get("SinceLastUpdated") ?? "",
      );
      if (Number.isNaN(since)) return failed(400, "The date is missing");
      return ok([
        ...new Set(
          book.rows.filter(({ updatedAt }) => Date.parse(updatedAt) >= since).map(({ itemId }) => itemId),
        ),
      ]);
    }
    return failed(404, "No HTTP resource was found");
  };

  const stockLevel = (row: HeldRow): Row => ({
    ProductId: row.itemId,
    WarehouseId: Number(row.code),
    ClientId: client,
    SKU: row.item,
    Level: available(row),
    TotalStockLevel: Number(row.onHand),
    PreOrderable: false,
    Bundle: false,
    LowStockLevel: 0,
    LastUpdated: local(Date.parse(row.updatedAt)),
    Breakdown: null,
  });

  const merged = (item: HeldItem): Row => {
    const rows = [...item.rows.values()];
    const [first] = rows;
    return {
      ...(first ? stockLevel(first) : {}),
      WarehouseId: 0,
      Level: rows.reduce((sum, row) => sum + available(row), 0),
      TotalStockLevel: rows.reduce((sum, row) => sum + Number(row.onHand), 0),
    };
  };

  return {
    kind: ({ path }) =>
      path === "/api/Auth" ? "sign_in" : /StockLevels|\/Inventory$/.test(path) ? "stock" : "other",
    answer: route,
    slowDown: (seconds) => ({
      ...failed(429, "Too many requests"),
      headers: { "retry-after": String(seconds) },
    }),
    failure: () => failed(500, "An error has occurred."),
    config(account) {
      const name = account === "missing_rights" ? account : "good";
      return {
        username: name,
        password: account === "wrong_credentials" ? "wrong" : `password-${name}`,
        clientId: String(client),
        timeZone: zone,
        address: stage.origin,
      };
    },
    expireTokens: keys.endAll,
    leastMilliseconds: () => 0,
  };
}

function available(row: HeldRow): number {
  return Number(minus(row.onHand, row.committed, row.unavailable));
}

function local(at: number): string {
  return wallClock(zone, at);
}

/** A time without an offset is London's. */
function sinceOf(text: string): number {
  return /(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : fromWallClock(zone, text);
}

function failed(status: number, Message: string): Answer {
  return { status, body: { Message } };
}
