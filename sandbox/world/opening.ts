import type { Item } from "./catalogue.ts";
import type { Place } from "./places.ts";
import type { Random } from "./random.ts";
import { keyOf, type Bin, type Cell } from "./stock.ts";

/** The stock of some items at one location at the start, on which the shelf, the WMS and the ERP agree. */
export function stockPlace(
  place: Place,
  items: readonly Item[],
  random: Random,
  changedAt: () => number,
): Cell[] {
  return items.map((item) => stockCell(place, item, random, changedAt()));
}

/** The items that a location carries: most, and every one is carried somewhere. */
export function rangeOf(place: number, items: readonly Item[], random: Random): readonly Item[] {
  return items.filter((_, index) => place === 0 || index % 7 === 0 || random.chance(0.85));
}

function stockCell(place: Place, item: Item, random: Random, changedAt: number): Cell {
  const total = random.between(25, 180);
  const overflow = place.facilities.length > 1 && random.chance(0.5) ? Math.floor(total * 0.4) : 0;
  const damaged = random.chance(0.3) ? random.between(1, 6) : 0;
  const advised = random.chance(0.35) ? random.between(2, 12) * 6 : 0;
  const bins = place.facilities.map((facility, index): Bin => {
    const units = index === 0 ? total - overflow : overflow;
    return {
      facility,
      shelf: units,
      onHand: units,
      allocated: 0,
      damaged: index === 0 ? damaged : 0,
      advisedTotal: index === 0 ? advised : 0,
      receivedTotal: 0,
      shippedTotal: 0,
      changedAt,
    };
  });
  return {
    key: keyOf(item.sku, place.id),
    item,
    place,
    bins,
    erp: {
      listed: true,
      onHand: total,
      orderedTotal: 0,
      cancelledTotal: 0,
      shippedTotal: 0,
      advisedTotal: advised,
      receivedTotal: 0,
      changedAt,
    },
    fulfilled: 0,
  };
}
