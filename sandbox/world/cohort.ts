import type { CohortWish } from "./faults/contract.ts";
import type { Item } from "./catalogue.ts";
import type { Random } from "./random.ts";
import type { Cell } from "./stock.ts";

/**
 * Chooses the cells of a fault among those that no other fault has: faults that overlap would have no single true answer.
 * Empty when none are left.
 */
export function chooseCohort(
  wish: CohortWish,
  cells: readonly Cell[],
  taken: ReadonlySet<string>,
  random: Random,
): readonly Cell[] {
  if (wish.spread === "none") return [];
  const free = cells.filter((cell) => !taken.has(cell.key));
  const fitting = free.filter((cell) => wish.fits?.(cell) ?? true);
  if (wish.spread === "whole_items") return wholeItems(fitting, cells, wish.items ?? 1, random);
  const spared = sparedItems(cells);
  const eligible = fitting.filter((cell) => !spared.has(cell.item));
  const places = byRoom(eligible);
  if (wish.spread === "two_locations") return inBoth(eligible, places, wish.share ?? 1);
  const here = eligible.filter((cell) => cell.place.id === places[0]);
  const count = wish.items ?? Math.ceil(here.length * (wish.share ?? 1));
  return shuffled(here, random).slice(0, count);
}

/** Every eighth item: a fault of a location leaves it alone, so that there is always a whole item to break. */
function sparedItems(cells: readonly Cell[]): ReadonlySet<Item> {
  const items = [...new Set(cells.map((cell) => cell.item))];
  return new Set(items.filter((_, index) => index % 8 === 5));
}

/** Locations, the one with the most free cells first. */
function byRoom(free: readonly Cell[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const cell of free) counts.set(cell.place.id, (counts.get(cell.place.id) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([id]) => id);
}

/** Items of which every cell is free, those at the most locations first; a part of an item cannot be renamed or untracked. */
function wholeItems(
  fitting: readonly Cell[],
  cells: readonly Cell[],
  count: number,
  random: Random,
): readonly Cell[] {
  const all = Map.groupBy(cells, (cell) => cell.item);
  const whole = [...Map.groupBy(fitting, (cell) => cell.item)].filter(
    ([item, own]) => own.length === all.get(item)?.length,
  );
  return shuffled(whole, random)
    .toSorted(([, one], [, other]) => other.length - one.length)
    .slice(0, count)
    .flatMap(([, own]) => own);
}

function inBoth(free: readonly Cell[], places: readonly string[], share: number): readonly Cell[] {
  const [one, other] = places;
  const here = new Set(free.filter((cell) => cell.place.id === one).map((cell) => cell.item.sku));
  const shared = free
    .filter((cell) => cell.place.id === other && here.has(cell.item.sku))
    .map((cell) => cell.item.sku);
  const chosen = new Set(shared.slice(0, Math.ceil(shared.length * share)));
  return free.filter(
    (cell) => (cell.place.id === one || cell.place.id === other) && chosen.has(cell.item.sku),
  );
}

function shuffled<T>(list: readonly T[], random: Random): readonly T[] {
  return list
    .map((value) => ({ value, order: random.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);
}
