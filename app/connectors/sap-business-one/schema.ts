import { z } from "zod";
import type { Instant, ReportedLevel } from "../../inventory/index.ts";
import type { LevelPage } from "../contract.ts";
import { name, quantity } from "../shared/fields.ts";
import { difference } from "../shared/sums.ts";
import { readRows, told } from "../shared/vendor-rows.ts";

/** Items hold their stock by warehouse. */
export const item = z.object({
  ItemCode: name,
  ItemWarehouseInfoCollection: z.array(z.unknown()),
});
export const itemColumns = "ItemCode,ItemWarehouseInfoCollection";

const stock = z.object({
  WarehouseCode: name,
  InStock: quantity,
  Committed: quantity,
  Ordered: quantity,
});

/** A page's items as levels; a warehouse's row that cannot be read leaves the item's others in. */
export function levelsOf(
  records: readonly unknown[],
  page: number,
  observedAt: Instant,
): Pick<LevelPage, "levels" | "rejected"> {
  const { rows, rejected } = readRows(records, item, (index) => `page ${page}, item ${index + 1}`);
  const parts = rows.map(({ ItemCode, ItemWarehouseInfoCollection: inner }) => {
    const place = (index: number) => `page ${page}, item ${ItemCode}, row ${index + 1}`;
    const read = readRows(inner, stock, place);
    const levels = read.rows.map((row): ReportedLevel => ({
      item: ItemCode,
      code: row.WarehouseCode,
      states: told({
        on_hand: row.InStock,
        available: difference(row.InStock, row.Committed),
        committed: row.Committed,
        incoming: row.Ordered,
      }),
      updatedAt: null,
      observedAt,
    }));
    return { levels, rejected: read.rejected };
  });
  return {
    levels: parts.flatMap(({ levels }) => levels),
    rejected: [...rejected, ...parts.flatMap((part) => part.rejected)],
  };
}

export const warehouse = z.object({
  WarehouseCode: name,
  WarehouseName: z.string().nullish(),
  Inactive: z.string().nullish(),
});
