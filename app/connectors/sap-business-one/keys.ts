import type { ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext } from "../contract.ts";
import { batches } from "../shared/batches.ts";
import { keyFilter } from "../shared/keys.ts";
import { allOrNothing } from "../shared/vendor-rows.ts";
import { getList, literal } from "./client.ts";
import type { SapBusinessOneConfig } from "./config.ts";
import { itemColumns, levelsOf } from "./schema.ts";

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
      const $filter = batch.map((item) => `ItemCode eq ${literal(item)}`).join(" or ");
      const query = { $select: itemColumns, $filter };
      const { rows } = await getList("Items", query, config, context, itemsInOneQuery);
      const page = allOrNothing(levelsOf(rows, 1, context.now()), new URL(config.address).host);
      return page.levels.filter(wanted);
    }),
  );
  return parts.flat();
}
