import type { ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext } from "../contract.ts";
import { batches } from "../shared/batches.ts";
import { keyFilter } from "../shared/keys.ts";
import { allOrNothing, readRows } from "../shared/vendor-rows.ts";
import type { OdooConfig } from "./config.ts";
import { levelsOf } from "./levels.ts";
import { readPlaces } from "./places.ts";
import { product, quantFields } from "./schema.ts";
import { searchAll } from "./search.ts";
import { stored } from "./sweep.ts";

/** Products, quants and locations are asked for at once, so that a probe is one round. */
export async function readKeys(
  config: OdooConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  if (keys.length === 0) return [];
  const items = [...new Set(keys.map(({ item }) => item))];
  const wanted = keyFilter(keys);
  const [places, parts] = await Promise.all([
    readPlaces(config, context),
    Promise.all(batches(items, 200).map((batch) => stockOf(batch, config, context))),
  ]);
  const host = new URL(config.address).host;
  return parts.flatMap(({ skus, quants }) => {
    // Only what was asked for can have no SKU by mistake.
    const page = levelsOf(quants, skus, places, config, context.now());
    return allOrNothing(page, host).levels.filter(wanted);
  });
}

async function stockOf(
  items: readonly string[],
  config: OdooConfig,
  context: ConnectorContext,
): Promise<{ skus: ReadonlyMap<string, string>; quants: readonly unknown[] }> {
  const [products, quants] = await Promise.all([
    searchAll(
      "product.product",
      { domain: [["default_code", "in", items]], fields: Object.keys(product.shape) },
      config,
      context,
    ),
    searchAll(
      "stock.quant",
      { domain: [...stored, ["product_id.default_code", "in", items]], fields: quantFields },
      config,
      context,
    ),
  ]);
  const { rows } = allOrNothing(readRows(products, product, String), new URL(config.address).host);
  return { skus: new Map(rows.map(({ id, default_code }) => [id, default_code])), quants };
}
