import type { ConnectorContext, ReportedLocation } from "../contract.ts";
import { allOrNothing, readRows } from "../shared/vendor-rows.ts";
import { listAll, type Filter } from "./client.ts";
import type { ErpnextConfig } from "./config.ts";
import { warehouse } from "./schema.ts";

/** Groups hold no stock themselves. */
export async function readWarehouses(
  config: ErpnextConfig,
  context: ConnectorContext,
): Promise<readonly ReportedLocation[]> {
  return warehousesWith([["is_group", "=", 0], ["disabled", "=", 0], ...ofCompany(config)], config, context);
}

/** The codes that a company's stock can stand under, closed warehouses included; null where all count. */
export async function codesOfCompany(
  config: ErpnextConfig,
  context: ConnectorContext,
): Promise<ReadonlySet<string> | null> {
  if (config.company === undefined) return null;
  return new Set((await warehousesWith(ofCompany(config), config, context)).map(({ code }) => code));
}

function ofCompany({ company }: ErpnextConfig): readonly Filter[] {
  return company === undefined ? [] : [["company", "=", company]];
}

async function warehousesWith(
  filters: readonly Filter[],
  config: ErpnextConfig,
  context: ConnectorContext,
): Promise<readonly ReportedLocation[]> {
  const found: ReportedLocation[] = [];
  const query = { fields: ["name", "warehouse_name"], filters };
  const host = new URL(config.address).host;
  for await (const page of listAll("Warehouse", query, config, context)) {
    const { rows } = allOrNothing(
      readRows(page, warehouse, (index) => `warehouse ${index + 1}`),
      host,
    );
    found.push(...rows.map((row) => ({ code: row.name, name: row.warehouse_name ?? null })));
  }
  return found;
}
