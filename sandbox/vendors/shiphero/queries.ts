import { createHash } from "node:crypto";
import { GraphQLError } from "graphql";
import type { HeldRow, StockChange } from "../shared/stock-book.ts";
import type { Stage } from "../shared/start.ts";
import {
  accountId,
  inventoryChange,
  snapshotNumbers,
  stamp,
  warehouseProduct,
  type SnapshotNumbers,
} from "./rows.ts";

export interface Snapshot {
  readonly id: string;
  readonly warehouse: string | null;
  readonly rows: readonly SnapshotNumbers[];
  readonly createdAt: number;
}

interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

type Filters = Readonly<Record<string, string | boolean | readonly string[] | null | undefined>>;

const day = 86_400_000;

/** What the queries resolve to. A cursor names the last row that was given, so rows that go do not shift the others. */
export function createQueries(stage: Stage, snapshots: Map<string, Snapshot>, readyAfter: number) {
  const { book } = stage;
  const warehouses = () =>
    book.locations.map(({ code, name, active }, index) => ({
      id: code,
      legacy_id: Number(/:(\d+)$/.exec(Buffer.from(code, "base64").toString())?.[1] ?? index),
      account_id: accountId,
      identifier: name,
      profile: "default",
      active: active ?? true,
      address: { name, city: name, country: "US" },
    }));

  const time = (filters: Filters, name: string): number | null => {
    const text = filters[name];
    if (typeof text !== "string") return null;
    // Times without an offset are UTC here.
    const at = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) || text.length <= 10 ? text : `${text}Z`);
    if (Number.isNaN(at)) throw new GraphQLError(`${name} is not a date`);
    return at;
  };

  const connection = <Row extends { readonly id: number }>(
    rows: readonly Row[],
    shape: (row: Row) => Readonly<Record<string, unknown>>,
    { first, after }: PageArguments,
    spoil: (node: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
  ): unknown => {
    const last =
      after == null || after === ""
        ? 0
        : Number(/^row:(\d+)$/.exec(Buffer.from(after, "base64").toString())?.[1] ?? NaN);
    if (Number.isNaN(last)) throw new GraphQLError("The cursor is not valid");
    const from = last === 0 ? 0 : firstAfter(rows, last);
    const size = Math.min(first ?? 100, stage.pageSize ?? Infinity);
    const page = rows.slice(from, from + size);
    const cursor = (row: Row): string => Buffer.from(`row:${row.id}`).toString("base64");
    const end = page.at(-1);
    const begin = page[0];
    const nodes = stage.rows(page.map(shape), spoil);
    return {
      pageInfo: {
        hasNextPage: from + page.length < rows.length,
        hasPreviousPage: from > 0,
        startCursor: begin ? cursor(begin) : null,
        endCursor: end ? cursor(end) : null,
      },
      edges: page.map((row, index) => ({ cursor: cursor(row), node: nodes[index] })),
    };
  };

  const stock = (filters: Filters): readonly HeldRow[] => {
    const { sku, warehouse_id: warehouse, active } = filters;
    const from = time(filters, "updated_from");
    const to = time(filters, "updated_to");
    if (active === false) return [];
    const ids = filters["ids"] as readonly string[] | null | undefined;
    const listed = typeof sku === "string" ? [...(book.item(sku)?.rows.values() ?? [])] : book.rows;
    if (warehouse == null && from === null && to === null && ids == null) return listed;
    return listed.filter(
      (row) =>
        (warehouse == null || row.code === warehouse) &&
        (ids == null || ids.includes(Buffer.from(`WarehouseProduct:${row.id}`).toString("base64"))) &&
        (from === null || Date.parse(row.updatedAt) >= from) &&
        (to === null || Date.parse(row.updatedAt) <= to),
    );
  };

  const changes = (filters: Filters): readonly StockChange[] => {
    const to = time(filters, "date_to") ?? stage.now();
    const from = time(filters, "date_from");
    if (filters["reason"] != null && (from === null || to - from > 60 * day))
      throw new GraphQLError("A search by reason needs a range of at most 60 days");
    return book.changes.filter(
      (change) =>
        (filters["sku"] == null || change.item === filters["sku"]) &&
        (filters["warehouse_id"] == null || change.code === filters["warehouse_id"]) &&
        change.at >= (from ?? 0) &&
        change.at <= to,
    );
  };

  const described = (snapshot: Snapshot) => {
    const done = stage.now() >= snapshot.createdAt + readyAfter;
    return {
      snapshot_id: snapshot.id,
      job_account_id: accountId,
      warehouse_id: snapshot.warehouse,
      status: done ? "success" : "processing",
      error: null,
      created_at: stamp(snapshot.createdAt),
      snapshot_url: done ? `${stage.origin}/snapshots/${snapshot.id}.json` : null,
      snapshot_expiration: done ? stamp(snapshot.createdAt + day) : null,
      new_format: true,
    };
  };

  return (request_id: string, complexity: number) => {
    const result = (filters: Filters, data: () => unknown) => ({
      request_id,
      complexity,
      data: filters["analyze"] === true ? null : data,
    });
    return {
      account: (filters: Filters) =>
        result(filters, () => ({
          id: accountId,
          legacy_id: 7556,
          email: "owner@example.com",
          username: "owner",
          status: "active",
          is_3pl: false,
          warehouses: warehouses(),
        })),
      warehouse_products: (filters: Filters) => ({
        ...result(filters, () => null),
        data: (page: PageArguments) =>
          filters["analyze"] === true
            ? null
            : connection(
                stock(filters),
                (row) => warehouseProduct(row, book),
                page,
                (node) => ({ ...node, on_hand: "a few" }),
              ),
      }),
      inventory_changes: (filters: Filters) => ({
        ...result(filters, () => null),
        data: (page: PageArguments) =>
          filters["analyze"] === true
            ? null
            : connection(changes(filters), inventoryChange, page, (node) => node),
      }),
      inventory_snapshot: ({ snapshot_id }: { readonly snapshot_id: string }) => {
        const found = snapshots.get(snapshot_id);
        if (found === undefined) throw new GraphQLError("Snapshot not found");
        return { request_id, complexity, data: described(found), snapshot: described(found) };
      },
      inventory_generate_snapshot: ({ data }: { readonly data: Filters }) => {
        const id = createHash("sha256").update(`snapshot ${snapshots.size}`).digest("hex").slice(0, 24);
        const rows = stock({ warehouse_id: data["warehouse_id"], updated_from: data["updated_from"] }).filter(
          (row) => data["has_inventory"] !== true || Number(row.onHand) !== 0,
        );
        const warehouse = typeof data["warehouse_id"] === "string" ? data["warehouse_id"] : null;
        const snapshot = {
          id,
          warehouse,
          rows: rows.map(snapshotNumbers),
          createdAt: stage.now(),
        };
        snapshots.set(id, snapshot);
        return { request_id, complexity, snapshot: described(snapshot) };
      },
    };
  };
}

/** Ids rise along the list. */
function firstAfter(rows: readonly { readonly id: number }[], id: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.id ?? 0) <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}
