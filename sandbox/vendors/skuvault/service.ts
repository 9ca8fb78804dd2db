import { jsonBody, ok, sendsJson, type Answer, type VendorRequest } from "../shared/exchange.ts";
import { leastThroughWindow, slidingWindow, type Window } from "../shared/limits.ts";
import { minus, sum } from "../shared/decimal.ts";
import type { HeldRow } from "../shared/stock-book.ts";
import type { Stage, VendorService } from "../shared/start.ts";

type Body = Readonly<Record<string, unknown>>;

interface Call {
  /** Calls per minute and name, for all who share the user. */
  readonly perMinute: number;
  /** Parameters beyond the two tokens, from the vendor's pages (dbankscard/skuvault-mcp-server @ d86b8ba5c9dd). */
  readonly parameters: readonly string[];
  readonly sizes?: readonly [number, number];
  run(body: Body, page: number, size: number): Answer;
}

const week = 7 * 86_400_000;
const window = ["ModifiedAfterDateTimeUtc", "ModifiedBeforeDateTimeUtc", "PageNumber", "PageSize"];
export const heavy = 5;

/** SkuVault: everything by POST, tokens in the body, limits by the name of the call. */
export function skuvault(stage: Stage): VendorService {
  const { book } = stage;
  const windows = new Map<string, Window>();
  let expired = false;

  const between = (body: Body) => {
    const from = timeOf(body["ModifiedAfterDateTimeUtc"], -Infinity);
    const to = timeOf(body["ModifiedBeforeDateTimeUtc"], Infinity);
    return (row: HeldRow): boolean => {
      const at = Date.parse(row.updatedAt);
      return at >= from && at <= to;
    };
  };

  const warehouse = (body: Body): string | null => {
    const id = String(body["WarehouseId"]);
    return book.locations.some(({ code }) => code === id) ? id : null;
  };

  const calls: Readonly<Record<string, Call>> = {
    "/inventory/getWarehouses": {
      perMinute: 10,
      parameters: ["PageNumber"],
      run: (_, page) =>
        ok({
          Warehouses:
            page > 0 ? [] : book.locations.map(({ code, name }) => ({ Id: Number(code), Code: name })),
          Errors: [],
        }),
    },
    "/inventory/getWarehouseItemQuantities": {
      perMinute: heavy,
      parameters: ["WarehouseId", ...window],
      sizes: [1_000, 10_000],
      run(body, page, size) {
        const id = warehouse(body);
        if (id === null) return failed(400, "BadRequest", "WarehouseId is not valid");
        const test = between(body);
        const rows = book.rows
          .filter((row) => row.code === id && test(row))
          .slice(page * size, (page + 1) * size);
        const quantities: readonly { readonly Sku: string; readonly Quantity: number | string }[] = rows.map(
          (row) => ({
            Sku: row.item,
            Quantity: Number(row.onHand),
          }),
        );
        return ok({
          ItemQuantities: stage.rows(quantities, (row) => ({ ...row, Quantity: "a few" })),
          Errors: [],
          Status: "OK",
        });
      },
    },
    "/inventory/getWarehouseItemQuantity": {
      perMinute: 20,
      parameters: ["Sku", "WarehouseId"],
      run(body) {
        const id = warehouse(body);
        const row = id === null ? undefined : book.row(String(body["Sku"]), id);
        if (id === null) return failed(400, "BadRequest", "WarehouseId is not valid");
        return row === undefined
          ? failed(404, "NotFound", "Sku was not found")
          : ok({ TotalQuantityOnHand: Number(row.onHand), Errors: [], Status: "OK" });
      },
    },
    "/inventory/getItemQuantities": {
      perMinute: heavy,
      parameters: ["ProductCodes", ...window],
      sizes: [1_000, 10_000],
      run(body, page, size) {
        const test = between(body);
        const codes =
          Array.isArray(body["ProductCodes"]) && body["ProductCodes"].length > 0
            ? new Set(body["ProductCodes"])
            : null;
        const items = book.items.filter(
          ({ item, rows }) => (codes === null || codes.has(item)) && [...rows.values()].some(test),
        );
        const shown = items
          .slice(page * size, (page + 1) * size)
          .map(({ item, rows }) => companyTotals(item, [...rows.values()]));
        return ok({
          Items: stage.rows(shown, (row) => ({ ...row, TotalOnHand: "a few" })),
          Errors: [],
          Status: "OK",
        });
      },
    },
    "/inventory/getInventoryByLocation": {
      perMinute: heavy,
      parameters: ["IsReturnByCodes", "PageNumber", "PageSize", "ProductCodes", "ProductSKUs"],
      sizes: [1_000, 10_000],
      run(body, page, size) {
        const skus =
          Array.isArray(body["ProductSKUs"]) && body["ProductSKUs"].length > 0
            ? new Set(body["ProductSKUs"])
            : null;
        const items = book.items
          .filter(({ item }) => skus === null || skus.has(item))
          .slice(page * size, (page + 1) * size);
        const names = new Map(book.locations.map(({ code, name }) => [code, name]));
        // An object by SKU, not a list.
        const Items = Object.fromEntries(
          items.map(({ item, rows }) => [item, [...rows.values()].flatMap((row) => bins(row, names))]),
        );
        return ok({ Items, Errors: [], Status: "OK" });
      },
    },
    "/inventory/getTransactions": {
      perMinute: 10,
      parameters: [
        "FromDate",
        "ToDate",
        "PageNumber",
        "PageSize",
        "MinimumPageSize",
        "UserEmail",
        "WarehouseId",
        "TransactionType",
        "TransactionReasons",
        "ExcludeTransactionReasons",
        "SaleId",
      ],
      sizes: [1_000, 10_000],
      run(body, page, size) {
        const from = timeOf(body["FromDate"], NaN);
        const to = timeOf(body["ToDate"], NaN);
        if (Number.isNaN(from) || Number.isNaN(to))
          return failed(400, "BadRequest", "FromDate and ToDate are required");
        if (to - from > week) return failed(400, "BadRequest", "The range is at most one week");
        const Transactions = book.changes
          .filter(
            ({ at, code }) =>
              at >= from && at <= to && (body["WarehouseId"] == null || code === textOf(body["WarehouseId"])),
          )
          .slice(page * size, (page + 1) * size)
          .map((change) => ({
            User: "floor@example.com",
            Sku: change.item,
            Quantity: Math.abs(Number(change.delta)),
            QuantityBefore: Number(change.before),
            QuantityAfter: Number(change.after),
            TransactionType: change.delta.startsWith("-") ? "Remove" : "Add",
            TransactionReason: "Adjustment",
            TransactionDate: new Date(change.at).toISOString(),
            Location: `${book.locations.find(({ code }) => code === change.code)?.name ?? ""}--A1`,
            WarehouseId: Number(change.code),
            Context: { Type: "Adjustment", ID: String(change.id) },
          }));
        return ok({ Transactions, Errors: [], Status: "OK" });
      },
    },
  };

  const run = (request: VendorRequest, name: string, call: Call): Answer => {
    if (request.method !== "POST" || !sendsJson(request))
      return failed(415, "UnsupportedMediaType", "POST JSON");
    const body = jsonBody(request);
    if (body === null) return failed(400, "BadRequest", "The body is not JSON");
    const account = /^tenant-(\w+)$/.exec(String(body["TenantToken"]))?.[1];
    if (
      account === undefined ||
      body["UserToken"] !== `user-${account}` ||
      !/^(good|missing_rights)$/.test(account) ||
      expired
    )
      return failed(401, "Unauthorized", "The tokens are not valid");
    const limit = windowOf(name, call.perMinute);
    const wait = limit?.take() ?? null;
    if (wait !== null) return busy(Math.ceil(wait), call.perMinute);
    const headers =
      limit === null
        ? {}
        : { "x-ratelimit-limit": String(call.perMinute), "x-ratelimit-remaining": String(limit.left) };
    if (account === "missing_rights") return failed(403, "Forbidden", "The user may not see the inventory");
    const strange = Object.keys(body).find(
      (field) => !["TenantToken", "UserToken", ...call.parameters].includes(field),
    );
    if (strange !== undefined) return failed(400, "BadRequest", `${strange} is not a parameter of this call`);
    const [low, high] = call.sizes ?? [1, 10_000];
    const size = body["PageSize"] === undefined ? high : Number(body["PageSize"]);
    const page = Number(body["PageNumber"] ?? 0);
    if (!Number.isInteger(size) || size < low || size > high)
      return failed(400, "BadRequest", `PageSize must be between ${low} and ${high}`);
    if (!Number.isInteger(page) || page < 0) return failed(400, "BadRequest", "PageNumber starts with 0");
    const answer = call.run(body, page, size);
    return { ...answer, headers: { ...headers, ...answer.headers } };
  };

  const windowOf = (name: string, perMinute: number): Window | null => {
    if (stage.scale === null) return null;
    const found =
      windows.get(name) ??
      slidingWindow(Math.max(1, Math.floor(perMinute * stage.scale)), 60_000 / stage.pace, stage.now);
    windows.set(name, found);
    return found;
  };

  return {
    kind: ({ path }) =>
      /\/getTokens$/i.test(path) ? "sign_in" : /Quantit|InventoryByLocation/.test(path) ? "stock" : "other",
    answer(request) {
      const name = request.path.replace(/^\/api/, "");
      if (/^\/getTokens$/i.test(name)) {
        const body = jsonBody(request);
        const account = /^(\w+)@example\.com$/.exec(String(body?.["Email"]))?.[1];
        return account !== undefined && body?.["Password"] === `password-${account}`
          ? ok({ TenantToken: `tenant-${account}`, UserToken: `user-${account}` })
          : failed(401, "Unauthorized", "E-mail or password is wrong");
      }
      const call = request.path.startsWith("/api/") ? calls[name] : undefined;
      return call === undefined ? failed(404, "NotFound", `There is no ${name}`) : run(request, name, call);
    },
    slowDown: (seconds) => busy(seconds * 1000, heavy),
    failure: () => failed(500, "InternalServerError", "An error has occurred."),
    config: (account) => ({
      tenantToken: `tenant-${account}`,
      userToken: `user-${account}`,
      scope: "warehouses",
      address: `${stage.origin}/api`,
    }),
    expireTokens() {
      expired = true;
    },
    leastMilliseconds(rows) {
      const places = Math.max(1, book.locations.length);
      return leastThroughWindow(
        places * Math.ceil(rows / places / 10_000),
        heavy * (stage.scale ?? 1),
        60_000 / stage.pace,
      );
    },
    extras: {
      companyConfig: () => ({
        tenantToken: "tenant-good",
        userToken: "user-good",
        scope: "company",
        address: `${stage.origin}/api`,
      }),
      renewTokens: () => {
        expired = false;
      },
    },
  };
}

function companyTotals(item: string, rows: readonly HeldRow[]): Readonly<Record<string, unknown>> {
  const onHand = sum("0", ...rows.map((row) => row.onHand));
  const held = sum("0", ...rows.map((row) => row.unavailable));
  const pending = sum("0", ...rows.map((row) => row.committed));
  return {
    Sku: item,
    Code: item,
    TotalOnHand: Number(onHand),
    AvailableQuantity: Number(minus(onHand, held, pending)),
    HeldQuantity: Number(held),
    PendingQuantity: Number(pending),
    PickedQuantity: 0,
    LastModifiedDateTimeUtc: rows
      .map(({ updatedAt }) => updatedAt)
      .sort()
      .at(-1),
  };
}

function bins(row: HeldRow, names: ReadonlyMap<string, string>): readonly object[] {
  const bin = (LocationCode: string, Quantity: string, Reserve: boolean): object => ({
    WarehouseCode: names.get(row.code),
    LocationCode,
    Quantity: Number(Quantity),
    Reserve,
  });
  const free = minus(row.onHand, row.safetyStock);
  return row.safetyStock === "0"
    ? [bin("A1", free, false)]
    : [bin("A1", free, false), bin("RSV", row.safetyStock, true)];
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function timeOf(value: unknown, none: number): number {
  if (typeof value !== "string") return none;
  return Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}Z`);
}

function failed(status: number, Status: string, message: string): Answer {
  return { status, body: { Status, Errors: [message] } };
}

/** `X-RateLimit-Reset` is the milliseconds to wait. */
function busy(milliseconds: number, perMinute: number): Answer {
  return {
    ...failed(429, "TooManyRequests", "Too many requests"),
    headers: {
      "x-ratelimit-limit": String(perMinute),
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String(milliseconds),
    },
    throttled: true,
  };
}
