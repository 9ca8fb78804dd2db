import type { SeedLocation, SeedRow } from "../contract.ts";
import { isZero, minus } from "./decimal.ts";

/** A row with every quantity said. Ids rise in the order in which rows first came, and stay. */
export interface HeldRow extends Required<SeedRow> {
  readonly id: number;
  readonly itemId: number;
}

export interface HeldItem {
  readonly id: number;
  readonly item: string;
  readonly rows: ReadonlyMap<string, HeldRow>;
}

/** What happened to `onHand` of a row, in the order of its happening. */
export interface StockChange {
  readonly id: number;
  readonly at: number;
  readonly itemId: number;
  readonly item: string;
  readonly code: string;
  readonly before: string;
  readonly after: string;
  readonly delta: string;
}

/** What the vendor holds. Lists are snapshots, kept until something changes, so that paging through 100,000 rows copies nothing. */
export interface StockBook {
  readonly rows: readonly HeldRow[];
  readonly items: readonly HeldItem[];
  readonly changes: readonly StockChange[];
  readonly locations: readonly SeedLocation[];
  item(item: string): HeldItem | undefined;
  row(item: string, code: string): HeldRow | undefined;
  /** Writes or replaces rows as of then. */
  put(rows: Iterable<SeedRow>, at: number): void;
  /** Writes or replaces rows as of the times that they say. */
  follow(rows: Iterable<SeedRow>): void;
  remove(item: string, code: string, at: number): void;
  setLocations(locations: readonly SeedLocation[]): void;
}

export function complete(row: SeedRow): Required<SeedRow> {
  return {
    item: row.item,
    code: row.code,
    onHand: row.onHand,
    committed: row.committed ?? "0",
    incoming: row.incoming ?? "0",
    safetyStock: row.safetyStock ?? "0",
    unavailable: row.unavailable ?? "0",
    updatedAt: row.updatedAt,
  };
}

export function createStockBook(seed: Iterable<SeedRow>, places: readonly SeedLocation[]): StockBook {
  const items = new Map<string, { readonly id: number; readonly item: string; rows: Map<string, HeldRow> }>();
  const held = new Map<number, HeldRow>();
  const changes: StockChange[] = [];
  let locations = places;
  let lastRow = 0;
  let rowList: readonly HeldRow[] | null = null;
  let itemList: readonly HeldItem[] | null = null;

  const record = (row: HeldRow, before: string, after: string, at: number): void => {
    const delta = minus(after, before);
    if (isZero(delta)) return;
    const { itemId, item, code } = row;
    changes.push({ id: changes.length + 1, at, itemId, item, code, before, after, delta });
  };

  const write = (row: SeedRow): { readonly now: HeldRow; readonly before: string } => {
    let item = items.get(row.item);
    if (item === undefined) {
      item = { id: items.size + 1, item: row.item, rows: new Map() };
      items.set(row.item, item);
      itemList = null;
    }
    const old = item.rows.get(row.code);
    const now = { ...complete(row), id: old?.id ?? (lastRow += 1), itemId: item.id };
    item.rows.set(row.code, now);
    held.set(now.id, now);
    rowList = null;
    return { now, before: old?.onHand ?? "0" };
  };

  const follow = (row: SeedRow): void => {
    const { now, before } = write(row);
    record(now, before, now.onHand, Date.parse(row.updatedAt));
  };

  for (const row of seed) write(row);

  return {
    get rows() {
      return (rowList ??= [...held.values()]);
    },
    get items() {
      return (itemList ??= [...items.values()]);
    },
    changes,
    get locations() {
      return locations;
    },
    item: (item) => items.get(item),
    row: (item, code) => items.get(item)?.rows.get(code),
    put(rows, at) {
      const updatedAt = new Date(at).toISOString();
      for (const row of rows) follow({ ...row, updatedAt });
    },
    follow(rows) {
      for (const row of rows) follow(row);
    },
    remove(item, code, at) {
      const row = items.get(item)?.rows.get(code);
      if (row === undefined) return;
      items.get(item)?.rows.delete(code);
      held.delete(row.id);
      rowList = null;
      record(row, row.onHand, "0", at);
    },
    setLocations(next) {
      locations = next;
    },
  };
}
