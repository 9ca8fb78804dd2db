import { wholeUnits, type ReportedKey, type ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext } from "../contract.ts";
import { batches } from "../shared/batches.ts";
import { keyFilter } from "../shared/keys.ts";
import { sumOf } from "../shared/sums.ts";
import { allOrNothing, readRows, told } from "../shared/vendor-rows.ts";
import { callSkuvault } from "./client.ts";
import type { SkuvaultConfig } from "./config.ts";
import { levelPages } from "./levels.ts";
import { binRow, binsAnswer } from "./schema.ts";
import { readWarehouses } from "./warehouses.ts";

const skusAtOnce = 1_000;

/** Many SKUs at once, from their bins. The company's totals cannot be asked for by SKU, so that all of them are read. */
export async function readKeys(
  config: SkuvaultConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  if (keys.length === 0) return [];
  if (config.scope === "warehouses") return readFromBins(config, context, keys);
  const wanted = keyFilter(keys);
  const found: ReportedLevel[] = [];
  for await (const { levels } of levelPages(config, context)) found.push(...levels.filter(wanted));
  return found;
}

async function readFromBins(
  config: SkuvaultConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  const skus = [...new Set(keys.map(({ item }) => item))];
  const [warehouses, ...answers] = await Promise.all([
    readWarehouses(config, context),
    ...batches(skus, skusAtOnce).map((batch) =>
      callSkuvault(
        config,
        context,
        "/inventory/getInventoryByLocation",
        { ProductSKUs: batch, IsReturnByCodes: false, PageNumber: 0, PageSize: 10_000 },
        binsAnswer,
      ),
    ),
  ]);
  // Bins name their warehouse by its code.
  const codes = new Map(warehouses.map(({ Id, Code }) => [Id, Code]));
  const bins = new Map(answers.flatMap(({ Items }) => Object.entries(Items)));
  const { host } = new URL(config.address);
  return keys.flatMap((key) => {
    const records = bins.get(key.item);
    // A SKU that is not in the answer is not known; one without a bin in the warehouse has nothing there.
    if (records === undefined || !codes.has(key.code)) return [];
    const { rows } = allOrNothing(readRows(records ?? [], binRow, String), host);
    const here = rows.filter(({ WarehouseCode }) => WarehouseCode === codes.get(key.code));
    const on_hand = sumOf(wholeUnits(0), ...here.map(({ Quantity }) => Quantity));
    return [{ ...key, states: told({ on_hand }), updatedAt: null, observedAt: context.now() }];
  });
}
