import type { SeedLocation, SeedRow, StockNews } from "../vendors/contract.ts";
import { erpCode } from "../world/catalogue.ts";
import type { Place } from "../world/places.ts";
import { committedIn, onOrderIn } from "../world/stock.ts";
import type { World } from "../world/world.ts";

/** Stock that lives on, for a simulated vendor to serve: what there is now, and from then on what changed since it was last asked. */
export interface VendorStock {
  readonly rows: readonly SeedRow[];
  readonly locations: readonly SeedLocation[];
  readonly news: () => StockNews;
}

/** The vendor's code of the nth location, from 1. */
type CodeOf = (number: number) => string;

/** What the ERP holds, in its own units. */
export function erpStock(world: World, codeOf: CodeOf): VendorStock {
  const locations = numbered(world, codeOf, ({ warehouse, name }) => [
    { key: warehouse, name: `${warehouse} ${name}` },
  ]);
  return following(locations, (codes) =>
    [...world.cells.values()]
      .filter(({ erp }) => erp.listed)
      .map(({ item, place, erp }) => ({
        item: erpCode(item),
        code: codes.get(place.warehouse) ?? "",
        onHand: decimal(erp.onHand / item.erpUnitsPer),
        committed: decimal(committedIn(erp) / item.erpUnitsPer),
        incoming: decimal(onOrderIn(erp) / item.erpUnitsPer),
        updatedAt: new Date(erp.changedAt).toISOString(),
      })),
  );
}

/** What the WMS holds, in pieces. This merchant's on hand is what can be picked; damaged units stand beside it. */
export function wmsStock(world: World, codeOf: CodeOf): VendorStock {
  const locations = numbered(world, codeOf, ({ facilities }) =>
    facilities.map(({ code, name }) => ({ key: code, name: `${code} ${name}` })),
  );
  return following(locations, (codes) =>
    [...world.cells.values()].flatMap(({ item, bins }) =>
      bins.map((bin) => ({
        item: item.wmsItem,
        code: codes.get(bin.facility.code) ?? "",
        onHand: decimal(bin.onHand),
        committed: decimal(bin.allocated),
        unavailable: decimal(bin.damaged),
        updatedAt: new Date(bin.changedAt).toISOString(),
      })),
    ),
  );
}

interface Numbered {
  readonly list: readonly SeedLocation[];
  /** The vendor's code by the code that the world knows the place by. */
  readonly codes: ReadonlyMap<string, string>;
}

/** Places are only ever added at the end, so a number stays a place's own. */
function numbered(
  world: World,
  codeOf: CodeOf,
  partsOf: (place: Place) => readonly { readonly key: string; readonly name: string }[],
): () => Numbered {
  let known: Numbered = { list: [], codes: new Map() };
  let places = 0;
  return () => {
    if (places === world.places.length) return known;
    places = world.places.length;
    const parts = world.places.flatMap(partsOf);
    known = {
      list: parts.map(({ name }, index) => ({ code: codeOf(index + 1), name })),
      codes: new Map(parts.map(({ key }, index) => [key, codeOf(index + 1)])),
    };
    return known;
  };
}

function following(
  locations: () => Numbered,
  rowsIn: (codes: ReadonlyMap<string, string>) => readonly SeedRow[],
): VendorStock {
  let told = new Map<string, SeedRow>();
  const news = (): StockNews => {
    const { list, codes } = locations();
    const before = told;
    told = new Map(rowsIn(codes).map((row) => [JSON.stringify([row.item, row.code]), row]));
    return {
      locations: list,
      rows: [...told].flatMap(([key, row]) => (same(before.get(key), row) ? [] : [row])),
      gone: [...before].flatMap(([key, row]) => (told.has(key) ? [] : [row])),
    };
  };
  const { rows, locations: atFirst } = news();
  return { rows, locations: atFirst, news };
}

function same(one: SeedRow | undefined, other: SeedRow): boolean {
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other);
}

/** Packs divide into short decimals; nothing here has more than three places. */
function decimal(quantity: number): string {
  return String(Number(quantity.toFixed(3)));
}
