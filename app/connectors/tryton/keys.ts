import type { ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext } from "../contract.ts";
import { keyFilter } from "../shared/keys.ts";
import { allOrNothing } from "../shared/vendor-rows.ts";
import type { TrytonConfig } from "./config.ts";
import { stockIn } from "./sweep.ts";
import { readWarehouses } from "./warehouses.ts";

export async function readKeys(
  config: TrytonConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  if (keys.length === 0) return [];
  const items = [...new Set(keys.map(({ item }) => item))];
  const codes = new Set(keys.map(({ code }) => code));
  const warehouses = (await readWarehouses(config, context)).filter(({ code }) => codes.has(code));
  const page = await stockIn(
    [["code", "in", items]],
    [["product.code", "in", items]],
    warehouses,
    config,
    context,
  );
  return allOrNothing(page, new URL(config.address).host).levels.filter(keyFilter(keys));
}
