import type { Discrepancy, RecordedSides } from "../../discrepancies/discrepancy.ts";
import { systems, type Quantity, type System } from "../../inventory/index.ts";
import type { Format } from "../format.ts";
import { discrepancyTexts } from "../texts/discrepancies.ts";
import { systemsNamed, systemsInSentence } from "../texts/systems.ts";

const texts = discrepancyTexts.verdicts;

/** What the counts say, in a sentence: "WMS and ERP agree; the storefront shows 4 more." */
export function verdictSentence(discrepancy: Pick<Discrepancy, "verdict" | "sides">, format: Format): string {
  const { verdict, sides } = discrepancy;
  const compared = systems.filter((system) => amount(sides, system) !== null);
  switch (verdict) {
    case "missing": {
      const lacking = systems.filter((system) => sides[system]?.missing);
      return capital(
        texts.missing(format.list(lacking.map((system) => systemsInSentence[system])), lacking.length > 1),
      );
    }
    case "split":
      return texts.split;
    case "both":
      return compared.length === 3 ? texts.both : differ(compared, format);
    case "upstream":
      return oddAgainst(sides, "wms", compared, format);
    case "downstream":
      return oddAgainst(sides, "storefront", compared, format);
    case "erp_alone":
      return `${oddAgainst(sides, "erp", compared, format)} ${texts.bypassed}`;
  }
}

/** The system that no other agrees with; none where all differ or the verdict is not about one system. */
export function oddOnes(discrepancy: Pick<Discrepancy, "verdict" | "sides">): ReadonlySet<System> {
  const { verdict, sides } = discrepancy;
  const compared = systems.filter((system) => amount(sides, system) !== null);
  switch (verdict) {
    case "missing":
      return new Set(systems.filter((system) => sides[system]?.missing));
    case "upstream":
      return new Set(["wms"]);
    case "downstream":
      return new Set(["storefront"]);
    case "erp_alone":
      return new Set(["erp"]);
    case "both":
    case "split":
      return new Set(compared);
  }
}

function oddAgainst(sides: RecordedSides, odd: System, compared: readonly System[], format: Format): string {
  const others = compared.filter((system) => system !== odd);
  const [nearest] = others.length === 2 && odd === "storefront" ? others.slice(1) : others;
  const value = amount(sides, odd);
  const against = nearest === undefined ? null : amount(sides, nearest);
  if (nearest === undefined || value === null || against === null) return differ(compared, format);
  const units = format.quantity(Math.abs(value - against) as Quantity);
  const relation = value > against ? texts.more(units) : texts.fewer(units);
  if (others.length === 1)
    return capital(texts.two(systemsInSentence[odd], relation, systemsInSentence[nearest]));
  return texts.pairAgrees(
    format.list(others.map((system) => systemsNamed[system])),
    systemsInSentence[odd],
    relation,
  );
}

function differ(compared: readonly System[], format: Format): string {
  return capital(texts.differ(format.list(compared.map((system) => systemsNamed[system]))));
}

function amount(sides: RecordedSides, system: System): Quantity | null {
  return sides[system]?.value ?? null;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
