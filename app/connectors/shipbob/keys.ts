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
  const queries =
    config.item === "inventory_id"
      ? batches(items.filter(isId), idsAtOnce).map((ids) => `InventoryIds=${ids.join(",")}`)
      : items.map((sku) => `SearchBy=${encodeURIComponent(sku)}`);
  const found = await Promise.all(queries.map((query) => readQuery(query, config, context)));
  return found.flat().filter(keyFilter(keys));
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
