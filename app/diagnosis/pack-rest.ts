import type { Case, Cohort } from "./case.ts";
import { itemKey } from "./inquiry.ts";

/** The SKU's number is divided at another location, by more than there is here: a zero is what is left of a pack. */
export function isRestOfPack({ mismatch, up, down }: Case, { scene, pair, location }: Cohort): boolean {
  if (down !== 0 || up === null) return false;
  const places = scene.inquiry.elsewhere.get(itemKey(mismatch.pool, mismatch.sku)) ?? [];
  return [...places].some(([place, sides]) => {
    const [a, b] = [sides[pair.from]?.value ?? 0, sides[pair.into]?.value ?? 0];
    return place !== location.id && b > 0 && a >= 2 * b && up < (a / b) * 1_000_000;
  });
}
