import { systems } from "../inventory/index.ts";
import { looseForm } from "./normalise.ts";
import type { Samples } from "./samples.ts";
import { STOREFRONT } from "./setup.ts";
import { NO_SKU } from "./store/items.ts";
import type { Readings } from "./store/readings.ts";

/** Beyond this many unmatched names only the counts say more. */
const MOST = 10_000;

/** Names what stayed unmatched, and the known SKU beside it that differs in case, spaces or zero padding only. */
export function noteUnmatched(readings: Readings, isKnown: (sku: number) => boolean, samples: Samples): void {
  noteItems(readings, samples);
  const strangers = unmatchedNames(readings, isKnown);
  const near = nearMatches(readings, isKnown, [...strangers.keys()]);
  for (const [name, system] of strangers) {
    const match = near.get(name);
    const text = readings.names.text(name);
    if (match === undefined)
      samples.note(systems[system] ?? "storefront", "unmatched", () => `${text} is no SKU of the storefront`);
    else
      samples.note(
        systems[system] ?? "storefront",
        "near_match",
        () => `${text} is no SKU of the storefront, but ${readings.names.text(match)} is`,
      );
  }
}

function noteItems({ items }: Readings, samples: Samples): void {
  for (let item = 0; item < items.size; item += 1) {
    const sku = items.skuOf(item);
    if (sku >= 0) continue;
    const reason = sku === NO_SKU ? "has no SKU" : "has levels but no line of its own";
    samples.note("storefront", "unmatched", () => `${items.id(item)} ${reason}`);
  }
}

/** Unknown names with rows, each with the first system that has one. */
function unmatchedNames(readings: Readings, isKnown: (sku: number) => boolean): ReadonlyMap<number, number> {
  const { names, shelves, locationIds } = readings;
  const found = new Map<number, number>();
  for (let name = 0; name < names.size && found.size < MOST; name += 1) {
    if (isKnown(name)) continue;
    for (let location = 0; location < locationIds.length && !found.has(name); location += 1) {
      const system = shelves.findIndex(
        (shelf, number) => number < STOREFRONT && shelf.head(shelf.grid.find(name, location)) !== 0,
      );
      if (system >= 0) found.set(name, system);
    }
  }
  return found;
}

function nearMatches(
  { names }: Readings,
  isKnown: (sku: number) => boolean,
  strangers: readonly number[],
): ReadonlyMap<number, number> {
  const matches = new Map<number, number>();
  if (strangers.length === 0) return matches;
  const byHash = new Map<number, number[]>();
  for (const name of strangers) {
    const hash = names.looseHash(name);
    byHash.set(hash, [...(byHash.get(hash) ?? []), name]);
  }
  for (let sku = 0; sku < names.size; sku += 1) {
    const alike = isKnown(sku) ? byHash.get(names.looseHash(sku)) : undefined;
    for (const name of alike ?? []) {
      if (looseForm(names.text(name)) !== looseForm(names.text(sku))) continue;
      // Of several the first in the alphabet, so that the order of the lines says nothing.
      const before = matches.get(name);
      if (before === undefined || names.compare(sku, before) < 0) matches.set(name, sku);
    }
  }
  return matches;
}
