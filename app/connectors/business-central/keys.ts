import type { ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext } from "../contract.ts";
import { batches } from "../shared/batches.ts";
import { keyFilter } from "../shared/keys.ts";
import { allOrNothing } from "../shared/vendor-rows.ts";
import type { BusinessCentralConfig } from "./config.ts";
import { filterFor, readQuery } from "./exact.ts";
import { itemsInOneQuery, sumUp } from "./ledger.ts";

export async function readKeys(
  config: BusinessCentralConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  if (keys.length === 0) return [];
  const wanted = keyFilter(keys);
  const { source } = config;
  const items = [...new Set(keys.map(({ item }) => item))];
  const parts = await Promise.all(
    batches(items, itemsInOneQuery).map(async (batch) => {
      const among = new Set(batch);
      const pages =
        source.kind === "exact"
          ? readQuery(source, config, context, {
              filter: filterFor(
                keys.filter(({ item }) => among.has(item)),
                source,
              ),
            })
          : sumUp(config, context, batch);
      const found: ReportedLevel[] = [];
      for await (const page of pages)
        found.push(...allOrNothing(page, new URL(config.address).host).levels.filter(wanted));
      return found;
    }),
  );
  return parts.flat();
}
