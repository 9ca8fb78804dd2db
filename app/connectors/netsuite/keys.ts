import type { ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext } from "../contract.ts";
import { batches } from "../shared/batches.ts";
import { keyFilter } from "../shared/keys.ts";
import { allOrNothing } from "../shared/vendor-rows.ts";
import type { NetsuiteConfig } from "./config.ts";
import { restUrl } from "./hosts.ts";
import { integer, text, texts } from "./sql.ts";
import { skuColumn } from "./stock-query.ts";
import { sweep } from "./sweep.ts";

const itemsInOneQuery = 200;

/** One query for up to 200 items. */
export async function readKeys(
  config: NetsuiteConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  const wanted = keyFilter(keys);
  // A code that is no number is none of NetSuite's.
  const possible = keys.filter(({ code }) => /^-?\d{1,18}$/.test(code));
  const items = [...new Set(possible.map(({ item }) => item))];
  const locations = [...new Set(possible.map(({ code }) => code))];
  const parts = await Promise.all(
    batches(items, itemsInOneQuery).map(async (batch) => {
      const where = [skuIn(batch, config), `ail.location IN (${locations.map(integer).join(", ")})`];
      const found: ReportedLevel[] = [];
      for await (const page of sweep(config, context, { where }))
        found.push(...allOrNothing(page, restUrl(config, "").host).levels.filter(wanted));
      return found;
    }),
  );
  return parts.flat();
}

/** What matches too much is left out by the caller: in LIKE a % or _ of an item stands for more than itself. */
export function skuIn(items: readonly string[], config: NetsuiteConfig): string {
  const column = skuColumn(config);
  const same = `${column} IN (${texts(items)})`;
  if (config.sku.from !== "leaf") return same;
  return `(${[same, ...items.map((item) => `${column} LIKE ${text(`% : ${item}`)}`)].join(" OR ")})`;
}
