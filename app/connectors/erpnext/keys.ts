import type { ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext } from "../contract.ts";
import { batches } from "../shared/batches.ts";
import { keyFilter } from "../shared/keys.ts";
import { allOrNothing } from "../shared/vendor-rows.ts";
import type { Filter } from "./client.ts";
import type { ErpnextConfig } from "./config.ts";
import { sweep } from "./sweep.ts";

/** Filters stand in the address, which has an end. */
const mostInAddress = 40;

export async function readKeys(
  config: ErpnextConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  const wanted = keyFilter(keys);
  const codes = [...new Set(keys.map(({ code }) => code))];
  const among: readonly Filter[] = codes.length > mostInAddress ? [] : [["warehouse", "in", codes]];
  const items = [...new Set(keys.map(({ item }) => item))];
  const parts = await Promise.all(
    batches(items, mostInAddress).map(async (batch) => {
      const filters: readonly Filter[] = [["item_code", "in", batch], ...among];
      const found: ReportedLevel[] = [];
      for await (const page of sweep(config, context, { filters }))
        found.push(...allOrNothing(page, new URL(config.address).host).levels.filter(wanted));
      return found;
    }),
  );
  return parts.flat();
}
