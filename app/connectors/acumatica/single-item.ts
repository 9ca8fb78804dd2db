import { z } from "zod";
import type { ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { ConnectorContext } from "../contract.ts";
import { allOrNothing, readAnswer } from "../shared/vendor-rows.ts";
import { PartSums } from "../shared/part-sums.ts";
import { told, type ToldLevel } from "../shared/vendor-rows.ts";
import { callAcumatica, entityUrl } from "./client.ts";
import type { AcumaticaConfig } from "./config.ts";
import { wrappedName, wrappedQuantity } from "./values.ts";

const row = z.object({
  WarehouseID: wrappedName,
  QtyOnHand: wrappedQuantity,
  QtyAvailable: wrappedQuantity,
  QtyAvailableForShipment: wrappedQuantity,
  QtyNotAvailable: wrappedQuantity,
});
const answer = z.object({ Results: z.array(z.unknown()).default([]) });

/**
 * One item in full: a row per warehouse, bin and lot, which are added up. The inquiry is asked with PUT, which stores nothing.
 */
export async function readItem(
  key: ReportedKey,
  config: AcumaticaConfig,
  context: ConnectorContext,
): Promise<readonly ReportedLevel[]> {
  const url = entityUrl(config, "InventorySummaryInquiry", { $expand: "Results" });
  const json = { InventoryID: { value: key.item }, WarehouseID: { value: key.code } };
  const found = await callAcumatica({ url, method: "PUT", json }, config, context);
  const { Results } = readAnswer(found, answer, url);
  const sums = new PartSums({
    schema: row,
    toLevel: (part) => levelOf(part, key.item),
    keyOf: () => key,
  });
  allOrNothing({ rejected: sums.add(Results, 1, context.now()) }, url.host);
  return [...sums.pages()].flatMap(({ levels }) => levels);
}

function levelOf(part: z.infer<typeof row>, item: string): ToldLevel {
  return {
    item,
    code: part.WarehouseID,
    states: told({
      on_hand: part.QtyOnHand,
      available: part.QtyAvailableForShipment,
      unavailable: part.QtyNotAvailable,
    }),
    updatedAt: null,
  };
}
