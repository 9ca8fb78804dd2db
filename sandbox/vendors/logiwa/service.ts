import { isZero, minus, sum } from "../shared/decimal.ts";
import { bearer, jsonBody, ok, sendsJson, type Answer, type VendorRequest } from "../shared/exchange.ts";
import { leastThroughWindow, slidingWindow } from "../shared/limits.ts";
import type { HeldRow } from "../shared/stock-book.ts";
import type { Stage, VendorService } from "../shared/start.ts";
import { createTokens } from "../shared/tokens.ts";

const root = "/v3.1";
const mostRows = 200;
const perMinute = 60;
const gap = 1_000;
const hour = 3_600_000;

type Row = Readonly<Record<string, unknown>>;

/** Logiwa IO, version 3.1: pages in the path, and 403 with the wait inside a sentence for who is too fast. */
export function logiwa(stage: Stage): VendorService {
  const { book } = stage;
  const tokens = createTokens("logiwa", stage.now);
  const scale = stage.scale ?? 1;
  const window =
    stage.scale === null
      ? null
      : slidingWindow(Math.max(1, Math.floor(perMinute * scale)), 60_000 / stage.pace, stage.now);
  let last = -Infinity;

  const sign = (request: VendorRequest): Answer => {
    const body = sendsJson(request) ? jsonBody(request) : null;
    const account = /^(good|missing_rights)@example\.com$/.exec(String(body?.["email"]))?.[1];
    return account !== undefined && body?.["password"] === `password-${account}`
      ? ok({ token: tokens.issue(account, hour), tokenType: "Bearer", expiresIn: hour / 1000 })
      : failed(401, "E-mail or password is wrong.");
  };

  /** Milliseconds to wait, or null. */
  const tooFast = (): number | null => {
    if (window === null) return null;
    const early = Math.ceil(last + gap / scale / stage.pace - stage.now());
    if (early > 0) return early;
    const wait = window.take();
    if (wait === null) last = stage.now();
    return wait;
  };

  const page = (index: number, size: number, rows: readonly Row[], spoil: (row: Row) => Row): Answer => {
    if (size < 1 || size > mostRows) return failed(400, `The page size is at most ${mostRows}.`);
    const most = Math.min(size, stage.pageSize ?? size);
    return ok({
      totalCount: rows.length,
      data: stage.rows(rows.slice(index * most, (index + 1) * most), spoil),
    });
  };

  const inWarehouse = ({ query }: VendorRequest): readonly HeldRow[] | null => {
    const place = query.get("WarehouseIdentifier.eq");
    if (place === null) return null;
    const skus = query.has("Sku.eq") ? [query.get("Sku.eq")] : (query.get("Sku.in")?.split(",") ?? null);
    return book.rows.filter(({ code, item }) => code === place && (skus === null || skus.includes(item)));
  };

  const route = (request: VendorRequest): Answer => {
    const { path, method, query } = request;
    if (path === `${root}/Authorize/token`)
      return method === "POST" ? sign(request) : failed(405, "POST only.");
    const state = tokens.look(bearer(request));
    if (state.kind !== "valid") return failed(401, "The token is not valid.");
    const wait = tooFast();
    if (wait !== null) return busy(wait);
    if (state.holder === "missing_rights") return failed(403, "You are not authorized for this resource.");
    if (method !== "GET") return failed(405, "GET only.");
    const [, name, index = "", size = ""] =
      /^\/v3\.1\/(Report\/AvailableToPromise|Inventory\/list)\/i\/(\d+)\/s\/(\d+)$/.exec(path) ?? [];
    if (name === undefined) return failed(404, "Not found.");
    const known = [
      "WarehouseIdentifier.eq",
      "Sku.eq",
      "Sku.in",
      "InventoryStatusId.eq",
      "ClientIdentifier.eq",
    ];
    const strange = [...query.keys()].find((filter) => !known.includes(filter));
    if (strange !== undefined) return failed(400, `${strange} is no filter of this list.`);
    const rows = inWarehouse(request);
    if (rows === null) return failed(400, "WarehouseIdentifier.eq is required.");
    return name === "Inventory/list"
      ? page(Number(index), Number(size), rows.flatMap(bins), (row) => ({ ...row, uomQuantity: "a few" }))
      : page(Number(index), Number(size), rows.map(promise), (row) => ({
          ...row,
          totalStockQuantity: "a few",
        }));
  };

  return {
    kind: ({ path }) => (path.endsWith("/Authorize/token") ? "sign_in" : "stock"),
    answer: route,
    slowDown: (seconds) => busy(seconds * 1000),
    failure: () => failed(500, "An error has occurred."),
    config(account) {
      const name = account === "missing_rights" ? account : "good";
      return {
        email: `${name}@example.com`,
        password: account === "wrong_credentials" ? "wrong" : `password-${name}`,
        warehouses: Object.fromEntries(book.locations.map(({ code, name: title }) => [code, title])),
        address: stage.origin + root,
      };
    },
    expireTokens: tokens.endAll,
    leastMilliseconds(rows) {
      const places = Math.max(1, book.locations.length);
      const calls = places * Math.ceil(rows / places / Math.min(mostRows, stage.pageSize ?? mostRows));
      return Math.max(
        (calls - 1) * (gap / scale / stage.pace),
        leastThroughWindow(calls, Math.max(1, Math.floor(perMinute * scale)), 60_000 / stage.pace),
      );
    },
  };
}

/** Damaged goods are in the stock and not in what may be promised. */
function promise(row: HeldRow): Row {
  const sound = minus(row.onHand, row.unavailable);
  const free = minus(sound, row.committed);
  return {
    sku: row.item,
    warehouseIdentifier: row.code,
    totalStockQuantity: Number(row.onHand),
    inventoryATPQuantity: Number(free),
    plannedATPQuantity: Number(sum(free, row.incoming)),
    totalOpenPurchaseOrderItemQuantity: Number(row.incoming),
  };
}

/** Lines by bin: packs and pieces side by side, damaged ones apart. */
function bins(row: HeldRow): readonly Row[] {
  const line = (quantity: string, free: string, damageReasonName: string | null): Row => ({
    sku: row.item,
    warehouseIdentifier: row.code,
    warehouseLocationGroupName: "PICK",
    damageReasonName,
    packQuantity: Number(quantity) / 6,
    uomQuantity: Number(quantity),
    freeQuantity: Number(free) / 6,
    freeUOMQuantity: Number(free),
  });
  const sound = minus(row.onHand, row.unavailable);
  const lines = [line(sound, minus(sound, row.committed), null)];
  return isZero(row.unavailable) ? lines : [...lines, line(row.unavailable, "0", "Damaged")];
}

function failed(status: number, message: string): Answer {
  return { status, body: { statusCode: status, message } };
}

function busy(milliseconds: number): Answer {
  return {
    ...failed(403, `API calls quota exceeded! Please wait ${milliseconds} ms before the next request.`),
    throttled: true,
  };
}
