import { systems, type System } from "../../inventory/index.ts";
import type { DiscrepancyData } from "../../use-cases/contract.ts";
import { oddOnes } from "../discrepancies/verdict-sentence.ts";
import type { Format } from "../format.ts";
import { discrepancyTexts } from "../texts/discrepancies.ts";
import { oneDiscrepancyTexts } from "../texts/discrepancy.ts";
import { systemNames } from "../texts/systems.ts";
import type { ChainLinkView } from "./view.ts";

const texts = oneDiscrepancyTexts.chain;

/** The systems that have a count here, each with the handoff into it. */
export function presentChain(
  { discrepancy, names }: DiscrepancyData,
  format: Format,
): readonly ChainLinkView[] {
  const { sides, finding } = discrepancy;
  const handoff = finding?.handoff ?? discrepancy.handoff;
  const orders = (finding?.flow ?? discrepancy.flow) === "orders";
  const odd = oddOnes(discrepancy);
  const chain = systems.filter((system) => sides[system] !== undefined);
  return chain.map((system, index): ChainLinkView => {
    const before = chain[index - 1];
    const side = sides[system];
    const broken = before !== undefined && breaks(handoff, before, system);
    const apart = before !== undefined && sides[before]?.value !== side?.value;
    return {
      system: names[system] ?? systemNames[system],
      value:
        side?.value != null
          ? format.quantity(side.value)
          : side?.missing === true
            ? discrepancyTexts.missing
            : discrepancyTexts.unknown,
      odd: odd.has(system),
      broken,
      up: broken && orders,
      handoff:
        before === undefined
          ? null
          : [
              broken ? texts.broken : apart ? texts.apart : texts.fine,
              ...(broken && orders ? [texts.orders] : []),
            ].join(", "),
    };
  });
}

/** A system without a code here is stepped over: its neighbours' handoff then spans it. */
function breaks(handoff: string, from: System, into: System): boolean {
  if (handoff === "both") return true;
  const [start, end] = handoff.split("_");
  return start === from || end === into;
}
