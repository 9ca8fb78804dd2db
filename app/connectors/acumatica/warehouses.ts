import { z } from "zod";
import type { ConnectorContext, ReportedLocation } from "../contract.ts";
import type { Json } from "../shared/json.ts";
import { numberedPages } from "../shared/paging/pages.ts";
import { allOrNothing, readAnswer, readRows } from "../shared/vendor-rows.ts";
import { callAcumatica, entityUrl } from "./client.ts";
import type { AcumaticaConfig } from "./config.ts";
import { list } from "./items.ts";
import { wrappedName, wrappedText } from "./values.ts";

const row = z.object({ WarehouseID: wrappedName, Description: wrappedText });
const size = 500;

export async function readWarehouses(
  config: AcumaticaConfig,
  context: ConnectorContext,
): Promise<readonly ReportedLocation[]> {
  const found: ReportedLocation[] = [];
  const host = new URL(config.address).host;
  const pages = numberedPages<Json>({
    context,
    place: `The warehouses of ${host}`,
    size,
    keyOf: (record) => row.safeParse(record).data?.WarehouseID ?? null,
    async read(index) {
      const url = entityUrl(config, "Warehouse", {
        $select: "WarehouseID,Description,Active",
        $top: String(size),
        $skip: String(index * size),
      });
      return { rows: readAnswer(await callAcumatica({ url }, config, context), list, url) };
    },
  });
  for await (const { rows } of pages) {
    const page = allOrNothing(
      readRows(rows, row, (index) => `warehouse ${index + 1}`),
      host,
    );
    found.push(...page.rows.map((one) => ({ code: one.WarehouseID, name: one.Description || null })));
  }
  return found;
}
