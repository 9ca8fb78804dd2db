import type { ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext } from "../contract.ts";
import { batches } from "../shared/batches.ts";
import { keyFilter } from "../shared/keys.ts";
import { allOrNothing } from "../shared/vendor-rows.ts";
import { literal } from "./client.ts";
import type { SapBusinessOneConfig } from "./config.ts";
import { sweep } from "./sweep.ts";

/** A filter stands in the address, which has an end. */
const itemsInOneQuery = 20;

export async function readKeys(
  config: SapBusinessOneConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  const wanted = keyFilter(keys);
  const items = [...new Set(keys.map(({ item }) => item))];
  const parts = await Promise.all(
    batches(items, itemsInOneQuery).map(async (batch) => {
      const among = `(${batch.map((item) => `ItemCode eq ${literal(item)}`).join(" or ")})`;
      const found: ReportedLevel[] = [];
      for await (const page of sweep(config, context, { among, size: itemsInOneQuery }))
        found.push(...allOrNothing(page, new URL(config.address).host).levels.filter(wanted));
      return found;
    }),
  );
  return parts.flat();
}
