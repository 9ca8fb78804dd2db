import { z } from "zod";
import type { Quantity } from "../../inventory/index.ts";
import type { ConnectorContext, RejectedRow } from "../contract.ts";
import { readRows } from "../shared/vendor-rows.ts";
import type { TrytonConfig } from "./config.ts";
import { search, type Domain } from "./search.ts";
import { amount, id, text } from "./values.ts";
import type { Warehouse } from "./warehouses.ts";

const product = z.object({ id, code: text, quantity: amount });

/** What one warehouse has of some products. */
export interface Holding {
  readonly warehouse: Warehouse;
  readonly onHand: ReadonlyMap<string, { readonly code: string; readonly quantity: Quantity | undefined }>;
  readonly free: ReadonlyMap<string, Quantity | undefined>;
  readonly rejected: readonly RejectedRow[];
}

/** Inactive products may hold stock, and would be left out. */
export const goods: Domain = [
  ["type", "=", "goods"],
  ["active", "in", [true, false]],
];

/**
 * Quantities are for the locations that the call's context names: one per call, since several are added up. Assigned units are taken
 * off only on demand, so that makes two calls.
 */
export async function readHolding(
  warehouse: Warehouse,
  domain: Domain,
  config: TrytonConfig,
  context: ConnectorContext,
): Promise<Holding> {
  const read = async (location: string, assigned: object) => {
    const within = { locations: [Number(location)], with_childs: true, ...assigned };
    const query = { domain: [...goods, ...domain], fields: ["code", "quantity"], limit: null, within };
    return readRows(
      await search("product.product", query, config, context),
      product,
      (index) => `row ${index + 1}`,
    );
  };
  const place = config.available === "storage" ? warehouse.storage : warehouse.id;
  const [onHand, free] = await Promise.all([read(warehouse.id, {}), read(place, { stock_assign: true })]);
  return {
    warehouse,
    onHand: new Map(onHand.rows.map(({ id: number, code, quantity }) => [number, { code, quantity }])),
    free: new Map(free.rows.map(({ id: number, quantity }) => [number, quantity])),
    rejected: [...onHand.rejected, ...free.rejected].map(({ where, reason }) => ({
      where: `${warehouse.code}, ${where}`,
      reason,
    })),
  };
}
