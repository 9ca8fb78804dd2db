/**
 * Why a resync is not done. Each has a sentence for the person and the way on; one that is `insistable` is advice, which a person
 * may overrule with a reason.
 */
export const refusalNames = [
  "stale_evidence",
  "already_agrees",
  "unknown_location",
  "closed_location",
  "fulfillment_service_location",
  "untracked",
  "not_stocked",
  "identity",
  "upstream_gap",
  "would_be_undone",
  "unknown_quantity",
  "negative_quantity",
  "fractional_quantity",
  "too_large",
  "not_writable_pool",
  "no_route",
  "under_way",
  "too_many_keys",
  "keeps_changing",
  "not_undoable",
] as const;
export type RefusalName = (typeof refusalNames)[number];

export interface Refusal {
  readonly name: RefusalName;
  readonly sentence: string;
  readonly wayOn: string;
  /** Where in the app the way on begins; null where it is outside. */
  readonly href: string | null;
  readonly insistable: boolean;
}

export function refusal(
  name: RefusalName,
  sentence: string,
  wayOn: string,
  { href = null, insistable = false }: { href?: string | null; insistable?: boolean } = {},
): Refusal {
  return { name, sentence, wayOn, href, insistable };
}
