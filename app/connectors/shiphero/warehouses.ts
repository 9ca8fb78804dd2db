import type { z } from "zod";
import type { ConnectorContext, ReportedLocation } from "../contract.ts";
import { askShiphero } from "./client.ts";
import type { ShipheroConfig } from "./config.ts";
import { warehousesDocument } from "./documents.ts";
import { warehousesAnswer } from "./schema.ts";

export type Warehouse = z.infer<typeof warehousesAnswer>["account"]["data"]["warehouses"][number];

export async function readWarehouses(
  config: ShipheroConfig,
  context: ConnectorContext,
): Promise<readonly Warehouse[]> {
  const { account } = await askShiphero(config, context, {
    document: warehousesDocument,
    answer: warehousesAnswer,
    cost: 2,
  });
  return account.data.warehouses;
}

/** The code is ShipHero's own id; the identifier that people know may be changed at any time. */
export async function listLocations(
  config: ShipheroConfig,
  context: ConnectorContext,
): Promise<readonly ReportedLocation[]> {
  const warehouses = await readWarehouses(config, context);
  return warehouses.map(({ id, identifier, profile }) => ({ code: id, name: identifier || profile || null }));
}
