import { z } from "zod";
import type { Instant, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext, LevelPage } from "../contract.ts";
import { isList, jsonAt, type Json } from "../shared/json.ts";
import { numberedPages } from "../shared/paging/pages.ts";
import { readAnswer, readRows, told } from "../shared/vendor-rows.ts";
import { callAcumatica, entityUrl } from "./client.ts";
import type { AcumaticaConfig } from "./config.ts";
import { wrappedName, wrappedQuantity } from "./values.ts";

const itemsInPage = 500;

const item = z.object({ InventoryID: wrappedName, WarehouseDetails: z.array(z.unknown()).default([]) });
const detail = z.object({ WarehouseID: wrappedName, QtyOnHand: wrappedQuantity });

/** Stock items with what each warehouse has on hand; more the list does not tell. */
export async function* readItems(
  config: AcumaticaConfig,
  context: ConnectorContext,
  { from, size = itemsInPage }: { from?: string | undefined; size?: number } = {},
): AsyncGenerator<LevelPage> {
  const query = {
    $expand: "WarehouseDetails",
    $select: "InventoryID,WarehouseDetails/WarehouseID,WarehouseDetails/QtyOnHand",
  };
  const pages = numberedPages<Json>({
    context,
    place: `The stock items of ${new URL(config.address).host}`,
    size,
    keyOf: (record) => idOf(record),
    from,
    async read(index) {
      const url = entityUrl(config, "StockItem", {
        ...query,
        $top: String(size),
        $skip: String(index * size),
      });
      return { rows: readAnswer(await callAcumatica({ url }, config, context), list, url) };
    },
  });
  for await (const { rows, number, position } of pages)
    yield { ...levelsOf(rows, number, context.now()), total: null, position };
}

export const list = z.custom<readonly Json[]>((value) => isList(value as Json), "is not a list");

function idOf(record: Json): string | null {
  const id = jsonAt(record, "InventoryID.value");
  return typeof id === "string" ? id : null;
}

function levelsOf(
  records: readonly Json[],
  page: number,
  observedAt: Instant,
): Pick<LevelPage, "levels" | "rejected"> {
  const { rows, rejected } = readRows(records, item, (index) => `page ${page}, item ${index + 1}`);
  const parts = rows.map((row) => {
    const place = (index: number) => `page ${page}, item ${row.InventoryID}, row ${index + 1}`;
    const read = readRows(row.WarehouseDetails, detail, place);
    const levels = read.rows.map(({ WarehouseID, QtyOnHand }): ReportedLevel => ({
      item: row.InventoryID,
      code: WarehouseID,
      states: told({ on_hand: QtyOnHand }),
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
