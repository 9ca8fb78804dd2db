import type { Gap } from "../comparison/contract.ts";
import type { ComparisonOutcome } from "./ports.ts";
import type { TrustedLocations } from "./trust.ts";

/** The gaps of locations that were read whole: elsewhere nothing opens. */
export async function trustedGaps(
  outcome: ComparisonOutcome,
  trusted: TrustedLocations,
): Promise<readonly Gap[]> {
  const gaps: Gap[] = [];
  for await (const batch of outcome.gaps()) gaps.push(...batch.filter((gap) => trusted.has(gap.locationId)));
  return gaps;
}

/**
 * Gaps of keys that the comparison says nothing of, because the storefront does not track the item or several items carry the SKU.
 * An untracked item that nobody upstream has any of hurts nobody.
 */
export async function trustedGapsLeftOut(
  outcome: ComparisonOutcome,
  trusted: TrustedLocations,
): Promise<readonly Gap[]> {
  const gaps = await outcome.gapsLeftOut();
  return gaps.filter((gap) => trusted.has(gap.locationId) && holdsSomething(gap));
}

function holdsSomething({ sides }: Gap): boolean {
  return [sides.wms, sides.erp].some((side) => side?.value != null && side.value !== 0);
}
