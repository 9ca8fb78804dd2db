/**
 * Named quantities. Shopify's names are the common vocabulary:
 * on_hand = available + committed + reserved + damaged + safety_stock + quality_control; `incoming` is not in on_hand.
 * `unavailable` is for systems that report damaged, quality control, safety stock and reserved as one lump.
 */
export const states = [
  "on_hand",
  "available",
  "committed",
  "reserved",
  "incoming",
  "safety_stock",
  "damaged",
  "quality_control",
  "unavailable",
] as const;
export type State = (typeof states)[number];

const known: ReadonlySet<string> = new Set(states);

export function isState(name: string): name is State {
  return known.has(name);
}
