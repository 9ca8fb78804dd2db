import type { System } from "../../inventory/index.ts";
import type { DiscrepancyRow } from "../../use-cases/contract.ts";
import { oddOnes, verdictSentence } from "../discrepancies/verdict-sentence.ts";
import type { Format } from "../format.ts";
import { discrepancyTexts } from "../texts/discrepancies.ts";
import { productStockTexts as texts } from "../texts/product-stock.ts";
import { countName } from "../texts/states.ts";
import { placeOf } from "./variant-names.ts";
import type { StockCellView, StockRowView } from "./view.ts";

/** One pool at one location, as a row of the block. */
export function presentStockRow(
  { discrepancy, locationName }: DiscrepancyRow,
  variant: string | undefined,
  columns: readonly System[],
  format: Format,
): StockRowView {
  const odd = oddOnes(discrepancy);
  const { direction, firstSeenAt, lastAgreedAt } = discrepancy;
  return {
    id: discrepancy.id,
    place: placeOf(locationName, variant),
    count: countName(discrepancy.pool),
    cells: columns.map((system): StockCellView => {
      const side = discrepancy.sides[system];
      const word = odd.size > 1 ? discrepancyTexts.allDiffer : discrepancyTexts.odd;
      return { text: textOf(side, format), odd: side && odd.has(system) ? word : null };
    }),
    sentence: verdictSentence(discrepancy, format),
    since: [
      texts.firstSeen(format.ago(firstSeenAt)),
      lastAgreedAt === null ? texts.neverAgreed : texts.lastAgreed(format.clock(lastAgreedAt)),
    ].join(" · "),
    direction: direction === null ? discrepancyTexts.undecided : discrepancyTexts.directions[direction],
    critical: direction === "can_oversell",
    link: { label: texts.open, url: `app/discrepancies/${discrepancy.id}` },
  };
}

function textOf(side: DiscrepancyRow["discrepancy"]["sides"][System], format: Format): string {
  if (!side) return discrepancyTexts.absent;
  if (side.value !== null) return format.quantity(side.value);
  return side.missing ? discrepancyTexts.missing : discrepancyTexts.unknown;
}
