import { z } from "zod";
import { flag, instantIn, name, quantity } from "../shared/fields.ts";
import { told, type ToldLevel } from "../shared/vendor-rows.ts";

/** Rows stay as they are: each is judged alone. */
const edges = z.array(z.object({ node: z.unknown() }));
const pageOfRows = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  edges,
});

export const levelsAnswer = z.object({ levels: z.object({ data: pageOfRows }) });
export const keysAnswer = z.record(z.string(), z.object({ data: z.object({ edges }) }));
export const changesAnswer = z.object({ changes: z.object({ data: pageOfRows }) });

export const warehousesAnswer = z.object({
  account: z.object({
    data: z.object({
      warehouses: z.array(
        z.object({
          id: name,
          legacy_id: z.string().nullish(),
          identifier: z.string().nullish(),
          profile: z.string().nullish(),
        }),
      ),
    }),
  }),
});

export const generatedAnswer = z.object({
  generated: z.object({ snapshot: z.object({ snapshot_id: name }) }),
});

export const snapshotAnswer = z.object({
  found: z.object({
    snapshot: z.object({
      status: z.string().nullish(),
      error: z.string().nullish(),
      snapshot_url: z.string().nullish(),
    }),
  }),
});

/** A row of warehouse_products. */
export const levelRow = z.object({
  sku: name,
  warehouse_id: name,
  on_hand: quantity,
  allocated: quantity,
  available: quantity,
  reserve_inventory: quantity,
  non_sellable_quantity: quantity,
  updated_at: instantIn("UTC"),
});

export function toLevel(row: z.infer<typeof levelRow>): ToldLevel {
  return {
    item: row.sku,
    code: row.warehouse_id,
    states: told({
      on_hand: row.on_hand,
      available: row.available,
      committed: row.allocated,
      safety_stock: row.reserve_inventory,
      unavailable: row.non_sellable_quantity,
    }),
    updatedAt: row.updated_at,
  };
}

/** A product's row for one warehouse in a snapshot file, whose names differ from those of the query. */
export const snapshotRow = z.object({
  sku: name,
  warehouse_id: name,
  on_hand: quantity,
  allocated: quantity,
  available: quantity,
  reserve: quantity,
  non_sellable: quantity,
  updated_at: instantIn("UTC"),
});

export function toSnapshotLevel({ reserve, non_sellable, ...row }: z.infer<typeof snapshotRow>): ToldLevel {
  return toLevel({ ...row, reserve_inventory: reserve, non_sellable_quantity: non_sellable });
}

export const snapshotProduct = z.object({
  sku: z.string().nullish(),
  warehouse_products: z.record(z.string(), z.record(z.string(), z.unknown())),
});

export const changeRow = z.object({
  id: name,
  sku: name,
  warehouse_id: name,
  change_in_on_hand: quantity,
  reason: z.string().nullish(),
  cycle_counted: flag,
  created_at: instantIn("UTC"),
});
