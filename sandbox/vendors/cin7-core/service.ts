import { isZero, minus } from "../shared/decimal.ts";
import { ok, wholeIn, type Answer, type VendorRequest } from "../shared/exchange.ts";
import { leastThroughWindow, slidingWindow } from "../shared/limits.ts";
import type { HeldRow } from "../shared/stock-book.ts";
import type { Stage, VendorService } from "../shared/start.ts";

const root = "/ExternalApi/v2";
const mostRows = 1_000;
const perMinute = 60;

type Row = Readonly<Record<string, unknown>>;

/** Cin7 Core (DEAR): two headers, pages by number, errors in a list. */
export function cin7Core(stage: Stage): VendorService {
  const { book } = stage;
  const scale = stage.scale ?? 1;
  const window =
    stage.scale === null
      ? null
      : slidingWindow(Math.max(1, Math.floor(perMinute * scale)), 60_000 / stage.pace, stage.now);
  let from: readonly HeldRow[] | null = null;
  let kept: readonly Row[] = [];

  const rows = (): readonly Row[] => {
    if (from !== book.rows) {
      from = book.rows;
      kept = book.rows.flatMap(availability);
    }
    return kept;
  };

  const availabilityPage = ({ query }: VendorRequest): Answer => {
    const page = wholeIn(query.get("Page"), 1, 1, 1_000_000);
    const limit = wholeIn(query.get("Limit"), 100, 1, mostRows);
    if (page === null || limit === null)
      return failed(400, "Page and Limit are numbers; Limit is at most 1000");
    const size = Math.min(limit, stage.pageSize ?? limit);
    // A filter matches loosely: part of the text will do. What the vendor does not know (ModifiedSince) it takes no notice of.
    const loose = (name: string): string | null => query.get(name)?.toLowerCase() ?? null;
    const [sku, location, name] = [loose("Sku"), loose("Location"), loose("Name")];
    const fits = (row: Row, field: string, wanted: string | null): boolean =>
      wanted === null || (row[field] as string).toLowerCase().includes(wanted);
    const filtered =
      sku === null && location === null && name === null
        ? rows()
        : rows().filter(
            (row) => fits(row, "SKU", sku) && fits(row, "Location", location) && fits(row, "Name", name),
          );
    const shown = filtered.slice((page - 1) * size, page * size);
    return ok({
      Total: filtered.length,
      Page: page,
      ProductAvailabilityList: stage.rows(shown, (row) => ({ ...row, OnHand: "a few" })),
    });
  };

  const locations = (): Answer =>
    ok({
      Total: book.locations.length,
      Page: 1,
      LocationList: book.locations.map(({ code, active = true }, index) => ({
        ID: guid("1", index + 1),
        Name: code,
        IsDefault: index === 0,
        IsDeprecated: !active,
        Bins: [],
      })),
    });

  return {
    kind: ({ path }) => (path === `${root}/ref/productavailability` ? "stock" : "other"),
    answer(request) {
      const id = request.headers["api-auth-accountid"];
      const key = request.headers["api-auth-applicationkey"];
      const account = /^account-(good|missing_rights)$/.exec(typeof id === "string" ? id : "")?.[1];
      if (account === undefined || key !== `key-${account}`) return failed(401, "Incorrect credentials!");
      const wait = window?.take() ?? null;
      if (wait !== null) return busy();
      if (account === "missing_rights") return failed(403, "The application has no access to this endpoint.");
      if (request.method !== "GET") return failed(405, "Method is not allowed.");
      switch (request.path) {
        case `${root}/ref/productavailability`:
          return availabilityPage(request);
        case `${root}/ref/location`:
          return locations();
        case `${root}/me`:
          return ok({ Company: "Kiln and Co", Currency: "USD", TimeZone: "UTC" });
        default:
          return failed(404, "Endpoint is not found.");
      }
    },
    slowDown: busy,
    failure: () => failed(500, "An error has occurred."),
    config: (account) => ({
      accountId: `account-${account === "wrong_credentials" ? "good" : account}`,
      applicationKey: account === "wrong_credentials" ? "wrong" : `key-${account}`,
      address: stage.origin + root,
    }),
    expireTokens: () => undefined,
    leastMilliseconds: (count) =>
      leastThroughWindow(
        Math.ceil((count * 6) / 5 / Math.min(mostRows, stage.pageSize ?? mostRows)),
        Math.max(1, Math.floor(perMinute * scale)),
        60_000 / stage.pace,
      ),
  };
}

/** One row for product, location, bin and batch; every fifth stands in two bins. Nothing is said of what is not there. */
function availability(row: HeldRow): readonly Row[] {
  if ([row.onHand, row.committed, row.incoming].every(isZero)) return [];
  const line = (bin: string, onHand: string, allocated: string, onOrder: string): Row => ({
    ID: guid("2", row.itemId),
    SKU: row.item,
    Name: `Item ${row.itemId}`,
    Barcode: "",
    Location: row.code,
    Bin: bin,
    Batch: "",
    ExpiryDate: null,
    Category: "Goods",
    OnHand: Number(onHand),
    Allocated: Number(allocated),
    Available: Number(minus(onHand, allocated)),
    OnOrder: Number(onOrder),
    // Money.
    StockOnHand: Number(onHand) * 12.5,
    InTransit: 0,
    NextDeliveryDate: null,
  });
  if (row.id % 5 !== 0 || Number(row.onHand) < 2) return [line("", row.onHand, row.committed, row.incoming)];
  return [line("A1", "1", "0", "0"), line("A2", minus(row.onHand, "1"), row.committed, row.incoming)];
}

function guid(kind: string, number: number): string {
  return `${kind.padStart(8, "0")}-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
}

function failed(status: number, Exception: string): Answer {
  return { status, body: [{ ErrorCode: status, Exception }] };
}

function busy(): Answer {
  return {
    ...failed(429, "You have reached the limit of 60 calls per 60 seconds. Please try again later."),
    throttled: true,
  };
}
