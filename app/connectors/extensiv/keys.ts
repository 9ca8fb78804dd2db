import type { ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext } from "../contract.ts";
import { batches } from "../shared/batches.ts";
import { keyFilter } from "../shared/keys.ts";
import { allOrNothing } from "../shared/vendor-rows.ts";
import type { ExtensivConfig } from "./config.ts";
import { levelPages } from "./levels.ts";

const itemsAtOnce = 20;

/** Several SKUs in one query. All requests go out together. */
export async function readKeys(
  config: ExtensivConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  const facilities = [...new Set(keys.map(({ code }) => code))];
  const items = [...new Set(keys.map(({ item }) => item))];
  const found = await Promise.all(
    batches(items, itemsAtOnce).map(async (batch) => {
      const rql = batch.map((sku) => `itemIdentifier.sku==${quoted(sku)}`).join(",");
      const levels: ReportedLevel[] = [];
      for await (const page of levelPages(config, context, { rql, facilities }))
        levels.push(...allOrNothing(page, new URL(config.address).host).levels);
      return levels;
    }),
  );
  return found.flat().filter(keyFilter(keys));
}

/** RQL gives commas, semicolons, parentheses and spaces a meaning of their own. */
function quoted(value: string): string {
  return /^[\w.-]+$/.test(value) ? value : `"${value.replaceAll(/["\\]/g, "\\$&")}"`;
}
