import type { Instant, ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext, LevelPage } from "../contract.ts";
import { batches } from "../shared/batches.ts";
import { keyFilter } from "../shared/keys.ts";
import { allOrNothing, readPage } from "../shared/vendor-rows.ts";
import { callMintsoft } from "./client.ts";
import type { MintsoftConfig } from "./config.ts";
import { levelRow, levelsAnswer, toLevel, warehousesAnswer } from "./schema.ts";
import { sinceText } from "./since.ts";

const levelsPath = "/api/Product/StockLevels";
const changesPath = "/api/Product/StockLevelsByWarehouse";
const rowsInPage = 1_000;

export function readWarehouses(config: MintsoftConfig, context: ConnectorContext) {
  return callMintsoft(config, context, "/api/Warehouse", {}, warehousesAnswer);
}

/** Mintsoft answers for a whole warehouse at once; a sweep that was cut off goes on with the next one. */
export async function* levelPages(
  config: MintsoftConfig,
  context: ConnectorContext,
  { since, from }: { readonly since?: Instant; readonly from?: string | undefined } = {},
): AsyncGenerator<LevelPage> {
  const warehouses = await readWarehouses(config, context);
  const done = warehouses.findIndex(({ id }) => id === from);
  for (const { id } of warehouses.slice(done + 1)) {
    const query = { WarehouseId: id };
    const rows =
      since === undefined
        ? await callMintsoft(config, context, levelsPath, { ...query, Breakdown: "false" }, levelsAnswer)
        : await callMintsoft(
            config,
            context,
            changesPath,
            { ...query, LastUpdatedSince: sinceText(since, config.timeZone) },
            levelsAnswer,
          );
    const observedAt = context.now();
    const pieces = batches(rows.filter(ownedBy(config.clientId)), rowsInPage);
    for (const [index, piece] of pieces.entries()) {
      const page = readPage(piece, levelRow(config.timeZone), toLevel, { number: index + 1, observedAt });
      yield { ...page, total: null };
      context.signal.throwIfAborted();
    }
    yield { levels: [], rejected: [], total: null, position: id };
  }
}

/** A request per SKU, which answers for every warehouse; all of them together. */
export async function readKeys(
  config: MintsoftConfig,
  context: ConnectorContext,
  keys: readonly ReportedKey[],
): Promise<readonly ReportedLevel[]> {
  const { host } = new URL(config.address);
  const skus = [...new Set(keys.map(({ item }) => item))];
  const found = await Promise.all(
    skus.map(async (SKU) => {
      const rows = await callMintsoft(config, context, levelsPath, { SKU, Breakdown: "false" }, levelsAnswer);
      const at = { number: 1, observedAt: context.now() };
      const page = readPage(rows.filter(ownedBy(config.clientId)), levelRow(config.timeZone), toLevel, at);
      return allOrNothing(page, host).levels;
    }),
  );
  return found.flat().filter(keyFilter(keys));
}

/** A row that does not say whose it is may be anybody's, so it is kept. */
function ownedBy(clientId: string | undefined): (row: unknown) => boolean {
  return (row) => {
    if (clientId === undefined || typeof row !== "object" || row === null || !("clientid" in row))
      return true;
    return row.clientid === null || row.clientid === clientId;
  };
}
