import type { ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext } from "../contract.ts";
import { batches } from "../shared/batches.ts";
import { keyFilter } from "../shared/keys.ts";
import { allOrNothing } from "../shared/vendor-rows.ts";
import type { ShipbobConfig } from "./config.ts";
import { levelPages } from "./levels.ts";

const idsAtOnce = 50;

/** Many inventory ids in one request; SKUs can only be searched for one by one. All requests go out together. */
export async function readKeys(
  config: ShipbobConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  const items = [...new Set(keys.map(({ item }) => item))];
  const found = await Promise.all(
    config.item === "inventory_id"
      ? batches(items.filter(isId), idsAtOnce).map((ids) =>
          readQuery(`InventoryIds=${ids.join(",")}`, config, context),
        )
      : items.map((sku) => readSku(sku, config, context)),
  );
  return found.flat().filter(keyFilter(keys));
}

/** A search finds what resembles the SKU as well. */
async function readSku(
  sku: string,
  config: ShipbobConfig,
  context: ConnectorContext,
): Promise<readonly ReportedLevel[]> {
  const levels = await readQuery(`SearchBy=${encodeURIComponent(sku)}`, config, context);
  return levels.filter(({ item }) => item === sku);
}

async function readQuery(
  query: string,
  config: ShipbobConfig,
  context: ConnectorContext,
): Promise<readonly ReportedLevel[]> {
  const levels: ReportedLevel[] = [];
  const { host } = new URL(config.address);
  for await (const page of levelPages(config, context, { query }))
    levels.push(...allOrNothing(page, host).levels);
  return levels;
}

function isId(item: string): boolean {
  return /^\d+$/.test(item);
}
