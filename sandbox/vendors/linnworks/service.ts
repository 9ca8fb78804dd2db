import { minus } from "../shared/decimal.ts";
import { jsonBody, ok, sendsJson, wholeIn, type Answer, type VendorRequest } from "../shared/exchange.ts";
import { leastThroughWindow, slidingWindow, type Window } from "../shared/limits.ts";
import type { HeldItem, HeldRow } from "../shared/stock-book.ts";
import type { Stage, VendorService } from "../shared/start.ts";
import { createTokens } from "../shared/tokens.ts";

const mostItems = 200;
const pagesPerMinute = 250;
const halfHour = 1_800_000;
/** Where the account lives: the answer to signing in says so, and only there is the rest. */
const server = "/eu-ext";

/** Linnworks: a token without "Bearer", items with their levels inside, 250 pages of stock a minute and 150 other calls. */
export function linnworks(stage: Stage): VendorService {
  const { book } = stage;
  const tokens = createTokens("linnworks", stage.now);
  const scale = stage.scale ?? 1;
  const limit = (perMinute: number): Window | null =>
    stage.scale === null
      ? null
      : slidingWindow(Math.max(1, Math.floor(perMinute * scale)), 60_000 / stage.pace, stage.now);
  const pages = limit(pagesPerMinute);
  const others = limit(150);

  const authorize = (request: VendorRequest): Answer => {
    const body = sendsJson(request) ? jsonBody(request) : null;
    const account = /^app-(good|missing_rights)$/.exec(String(body?.["ApplicationId"]))?.[1];
    if (
      account === undefined ||
      body?.["ApplicationSecret"] !== `secret-${account}` ||
      body["Token"] !== `install-${account}`
    )
      return failed(401, "Invalid application credentials");
    return ok({
      Id: "00000000-0000-4000-8000-000000000001",
      Token: tokens.issue(account, halfHour),
      Server: stage.origin + server,
      TTL: 1_800,
      Locality: "EU",
      Email: "owner@example.com",
      EntityId: "00000000-0000-4000-8000-000000000002",
      ExpirationDate: new Date(stage.now() + halfHour).toISOString(),
    });
  };

  const level = (row: HeldRow): Readonly<Record<string, unknown>> => ({
    Location: {
      StockLocationId: row.code,
      StockLocationIntId: 0,
      LocationName: book.locations.find(({ code }) => code === row.code)?.name ?? "",
    },
    StockLevel: Number(row.onHand),
    StockValue: 0,
    MinimumLevel: Number(row.safetyStock),
    InOrderBook: 0,
    InOrders: Number(row.committed),
    Due: Number(row.incoming),
    Available: Number(minus(row.onHand, row.committed)),
    UnitCost: 0,
    JIT: false,
    AutoAdjust: true,
    LastUpdateDate: row.updatedAt,
    LastUpdateOperation: "DIRECT",
    PendingUpdate: false,
    SKU: row.item,
    StockItemId: itemGuid(row.itemId),
  });

  const shape = (items: readonly HeldItem[], levels: boolean): readonly object[] => {
    const rows = items.flatMap(({ rows }) => [...rows.values()].map(level));
    const spoilt = stage.rows(rows, (row) => ({ ...row, StockLevel: "a few" }));
    let at = 0;
    return items.map(({ id, item, rows }) => ({
      ItemNumber: item,
      ItemTitle: `Item ${id}`,
      BarcodeNumber: "",
      IsCompositeParent: false,
      StockItemId: itemGuid(id),
      StockLevels: levels ? spoilt.slice(at, (at += rows.size)) : null,
    }));
  };

  const full = (body: Readonly<Record<string, unknown>>): Answer => {
    const size = Number(body["entriesPerPage"] ?? mostItems);
    const page = Number(body["pageNumber"] ?? 1);
    if (!Number.isInteger(size) || size < 1 || size > mostItems)
      return failed(400, `entriesPerPage is at most ${mostItems}`);
    if (!Number.isInteger(page) || page < 1) return failed(400, "pageNumber begins with 1");
    const wanted = Array.isArray(body["dataRequirements"])
      ? (body["dataRequirements"] as readonly string[])
      : [];
    const keyword = typeof body["keyword"] === "string" ? body["keyword"].toLowerCase() : "";
    const types = Array.isArray(body["searchTypes"]) ? (body["searchTypes"] as readonly string[]) : [];
    if (keyword !== "" && types.length === 0) return failed(400, "searchTypes is empty");
    const found =
      keyword === "" ? book.items : book.items.filter(({ item }) => item.toLowerCase().includes(keyword));
    const most = Math.min(size, stage.pageSize ?? size);
    const items = found.slice((page - 1) * most, page * most);
    // Past the end there is no empty page but an error.
    if (items.length === 0) return failed(400, "No items found with given filter.");
    return ok(shape(items, wanted.includes("StockLevels")));
  };

  const batch = (body: Readonly<Record<string, unknown>>): Answer => {
    const ids = (body["request"] as { StockItemIds?: unknown } | undefined)?.StockItemIds;
    if (!Array.isArray(ids)) return failed(400, "request is missing");
    const items = ids.flatMap((id) => book.items[Number.parseInt(String(id).slice(-12), 16) - 1] ?? []);
    return ok(
      items.map(({ id, rows }) => ({
        pkStockItemId: itemGuid(id),
        StockItemId: itemGuid(id),
        StockItemLevels: [...rows.values()].map(level),
      })),
    );
  };

  const history = ({ query }: VendorRequest): Answer => {
    const size = wholeIn(query.get("entriesPerPage"), 50, 1, 500);
    const page = wholeIn(query.get("pageNumber"), 1, 1, 1_000_000);
    if (size === null || page === null) return failed(400, "entriesPerPage and pageNumber are numbers");
    const all = book.changes
      .filter(
        ({ itemId, code }) =>
          itemGuid(itemId) === query.get("stockItemId") && code === query.get("locationId"),
      )
      .reverse();
    const Data = all.slice((page - 1) * size, page * size).map(({ at, after, delta }) => ({
      Date: new Date(at).toISOString(),
      Level: Number(after),
      ChangeQty: Number(delta),
      Note: "Direct adjustment",
    }));
    return ok({
      PageNumber: page,
      EntriesPerPage: size,
      TotalEntries: all.length,
      TotalPages: Math.ceil(all.length / size),
      Data,
    });
  };

  const locations = (): Answer =>
    ok(
      book.locations.map(({ code, name }) => ({
        StockLocationId: code,
        LocationName: name,
        IsFulfillmentCenter: false,
        IsWarehouseManaged: false,
        IsNotTrackable: false,
        CountInOrderUntilAcknowledgement: false,
      })),
    );

  const route = (request: VendorRequest): Answer => {
    if (request.path === "/api/Auth/AuthorizeByApplication")
      return request.method === "POST" ? authorize(request) : failed(405, "POST only");
    if (!request.path.startsWith(`${server}/api/`)) return failed(404, "No HTTP resource was found");
    const state = tokens.look(request.headers.authorization ?? null);
    if (state.kind !== "valid") return failed(401, "Token is not valid");
    const name = request.path.slice(`${server}/api/`.length);
    const isPage = name === "Stock/GetStockItemsFull";
    const wait = (isPage ? pages : others)?.take() ?? null;
    if (wait !== null) return busy(Math.ceil(wait / 1000));
    if (state.holder === "missing_rights")
      return failed(403, "The application has no permission for this call");
    if (request.method === "GET") {
      if (name === "Inventory/GetStockLocations") return locations();
      if (name === "Stock/GetItemChangesHistory") return history(request);
      return failed(404, "No HTTP resource was found");
    }
    const body = sendsJson(request) ? jsonBody(request) : null;
    if (body === null) return failed(400, "Send JSON");
    if (isPage) return full(body);
    return name === "Stock/GetStockLevel_Batch" ? batch(body) : failed(404, "No HTTP resource was found");
  };

  return {
    kind: ({ path }) =>
      /AuthorizeByApplication$/.test(path)
        ? "sign_in"
        : /GetStockItemsFull|GetStockLevel/.test(path)
          ? "stock"
          : "other",
    answer: route,
    slowDown: busy,
    failure: () => failed(500, "An error has occurred."),
    config(account) {
      const name = account === "missing_rights" ? account : "good";
      return {
        applicationId: `app-${name}`,
        applicationSecret: account === "wrong_credentials" ? "wrong" : `secret-${name}`,
        token: `install-${name}`,
        address: stage.origin,
      };
    },
    expireTokens: tokens.endAll,
    leastMilliseconds(rows) {
      const items = Math.ceil(rows / Math.max(1, book.locations.length));
      const calls = Math.ceil(items / Math.min(mostItems, stage.pageSize ?? mostItems));
      return leastThroughWindow(calls, Math.max(1, Math.floor(pagesPerMinute * scale)), 60_000 / stage.pace);
    },
  };
}

function itemGuid(id: number): string {
  return `00000003-0000-4000-8000-${id.toString(16).padStart(12, "0")}`;
}

function failed(status: number, Message: string): Answer {
  return { status, body: { Code: null, Message } };
}

function busy(seconds: number): Answer {
  return {
    ...failed(429, "API calls quota exceeded!"),
    headers: { "retry-after": String(seconds) },
    throttled: true,
  };
}
