import type { ConnectorContext, ReportedLocation } from "../contract.ts";
import { allOrNothing, readRows } from "../shared/vendor-rows.ts";
import { getList, literal } from "./client.ts";
import type { SapBusinessOneConfig } from "./config.ts";
import { warehouse } from "./schema.ts";

export async function readWarehouses(
  config: SapBusinessOneConfig,
  context: ConnectorContext,
): Promise<readonly ReportedLocation[]> {
  const found: ReportedLocation[] = [];
  const host = new URL(config.address).host;
  for (let last: string | null = null; ;) {
    const query = {
      $select: "WarehouseCode,WarehouseName,Inactive",
      $orderby: "WarehouseCode",
      ...(last === null ? {} : { $filter: `WarehouseCode gt ${literal(last)}` }),
    };
    const { rows, more } = await getList("Warehouses", query, config, context, 500);
    const page = allOrNothing(
      readRows(rows, warehouse, (index) => `warehouse ${index + 1}`),
      host,
    ).rows;
    const open = page.filter(({ Inactive }) => Inactive !== "tYES");
    found.push(...open.map((row) => ({ code: row.WarehouseCode, name: row.WarehouseName ?? null })));
    const end = page.at(-1)?.WarehouseCode ?? null;
    if (!more || end === null || end === last) return found;
    last = end;
  }
}
