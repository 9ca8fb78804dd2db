import { z } from "zod";
import type { Quantity } from "../../inventory/index.ts";
import type { ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { allOrNothing, readRows } from "../shared/vendor-rows.ts";
import type { TrytonConfig } from "./config.ts";
import { searchAll, type Domain } from "./search.ts";
import { amount, id } from "./values.ts";

/** Units on their way, by product, then by warehouse; null where the user may not see movements. */
export type Incoming = ReadonlyMap<string, ReadonlyMap<string, Quantity>> | null;

const warehouseOf = z.object({ warehouse: id.nullable() });
const move = z.object({
  id,
  product: id,
  internal_quantity: amount,
  "from_location.": warehouseOf,
  "to_location.": warehouseOf,
});
const fields = ["product", "internal_quantity", "from_location.warehouse", "to_location.warehouse"];
const open: Domain = [["state", "in", ["staging", "draft", "assigned"]]];

/** Tryton's own forecast forgets what is late, so open movements into a warehouse are added up instead. */
export async function readIncoming(
  domain: Domain,
  config: TrytonConfig,
  context: ConnectorContext,
): Promise<Incoming> {
  const found = new Map<string, Map<string, Quantity>>();
  const host = new URL(config.address).host;
  try {
    for await (const page of searchAll(
      "stock.move",
      { domain: [...open, ...domain], fields },
      config,
      context,
    ))
      for (const row of allOrNothing(
        readRows(page, move, (index) => `move ${index + 1}`),
        host,
      ).rows) {
        const [from, to] = [row["from_location."].warehouse, row["to_location."].warehouse];
        if (to === null || from === to || row.internal_quantity === undefined) continue;
        const ofProduct = found.get(row.product) ?? new Map<string, Quantity>();
        ofProduct.set(to, ((ofProduct.get(to) ?? 0) + row.internal_quantity) as Quantity);
        found.set(row.product, ofProduct);
      }
  } catch (error) {
    if (error instanceof ConnectorError && error.fault === "rights") return null;
    throw error;
  }
  return found;
}
