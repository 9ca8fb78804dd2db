import type { z } from "zod";
import type { ConnectorContext, ReportedLocation } from "../contract.ts";
import { uniqueCodes } from "../shared/unique-codes.ts";
import { allOrNothing, readRows } from "../shared/vendor-rows.ts";
import type { OdooConfig } from "./config.ts";
import { location, warehouse } from "./schema.ts";
import { searchAll } from "./search.ts";

/** Where stock can be, by the id of Odoo's location. */
export type Places = ReadonlyMap<string, Place>;

export interface Place {
  /** internal, supplier, customer, inventory, production, transit or view. */
  readonly usage: string;
  /** The code that its stock is reported under; null where it counts nowhere. */
  readonly code: string | null;
  readonly name: string;
  readonly sold: boolean;
}

export async function readPlaces(config: OdooConfig, context: ConnectorContext): Promise<Places> {
  const [warehouses, locations] = await Promise.all([
    readWarehouses(config, context),
    readAll("stock.location", location, config, context),
  ]);
  const unsold = (config.unsellable ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return new Map(
    locations.map(({ id, complete_name, usage, warehouse_id }) => {
      const own = { code: id, name: complete_name };
      // A location outside of every warehouse stands for itself.
      const place = (config.locations === "warehouse" && warehouses.get(warehouse_id ?? "")) || own;
      const sold = !unsold.some((name) => complete_name === name || complete_name.startsWith(`${name}/`));
      const code = usage === "internal" ? place.code : null;
      return [id, { usage, code, name: place.name ?? complete_name, sold }];
    }),
  );
}

/** The places with stock, once each. */
export function reportedLocations(places: Places): readonly ReportedLocation[] {
  const found = new Map<string, ReportedLocation>();
  for (const { code, name } of places.values()) if (code !== null) found.set(code, { code, name });
  return [...found.values()];
}

/** Two companies may use the same short name. */
async function readWarehouses(
  config: OdooConfig,
  context: ConnectorContext,
): Promise<ReadonlyMap<string, ReportedLocation>> {
  const all = await readAll("stock.warehouse", warehouse, config, context);
  const codes = uniqueCodes(all);
  return new Map(all.map(({ id, name }) => [id, { code: codes.get(id) ?? id, name }]));
}

async function readAll<Shape extends z.core.$ZodShape>(
  model: string,
  schema: z.ZodObject<Shape>,
  config: OdooConfig,
  context: ConnectorContext,
): Promise<readonly z.infer<z.ZodObject<Shape>>[]> {
  const fields = Object.keys(schema.shape);
  const records = await searchAll(model, { domain: [], fields }, config, context);
  const host = new URL(config.address).host;
  return allOrNothing(
    readRows(records, schema, (index) => `${model}, row ${index + 1}`),
    host,
  ).rows;
}
