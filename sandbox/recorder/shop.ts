import type { Random } from "../world/random.ts";
import type { Dialect } from "./dialects.ts";
import { cellKey, hour, type Cell, type Item, type Place, type Shop, type Stock } from "./words.ts";

const towns = ["Brooklyn", "Austin", "Leeds", "Lyon", "Porto", "Gent"] as const;

/** Items, places and what lies where when the recording begins. The last place may be one that opens later: `newPlaceAt`. */
export function openShop(dialect: Dialect, random: Random, begin: number, newPlaceAt: number | null): Shop {
  const count = random.between(...dialect.places);
  const places = Array.from({ length: count + (newPlaceAt === null ? 0 : 1) }, (_, index): Place => {
    const isNew = index === count;
    const town = towns[index] ?? `Town ${index}`;
    return {
      id: `gid://shopify/Location/${101 + index}`,
      name: town,
      warehouse: `WH-${town.slice(0, 2).toUpperCase()}${index}`,
      facility: `${town.slice(0, 3).toUpperCase()}${index}`,
      createdAt: isNew && newPlaceAt !== null ? newPlaceAt : begin - 9000 * hour,
      online: true,
    };
  });
  const items = Array.from({ length: random.between(...dialect.skus) }, (_, index): Item => {
    const sku = dialect.names(index + 1);
    const pack = random.chance(dialect.packs);
    return {
      sku,
      number: 700 + index,
      erpItem: random.chance(0.05) ? `ITM${index}` : sku,
      erpUnitsPer: pack ? random.pick([4, 5, 10]) : 1,
      price: random.chance(dialect.priced) ? (random.between(300, 9000) / 100).toFixed(2) : "",
      pace: dialect.ordersPerDay * random.wait(1),
    };
  });
  const cells = items.flatMap((item) =>
    places.flatMap((place): Cell[] => {
      const always = places.length === 1 || place.createdAt > begin;
      if (!always && random.chance(0.12)) return [];
      return [{ key: cellKey(item, place), item, place, opening: openingStock(dialect, random) }];
    }),
  );
  return { items, places, cells, random };
}

function openingStock({ stock: [low, high], commits }: Dialect, random: Random): Stock {
  return {
    available: random.chance(0.06) ? 0 : random.between(low, high),
    committed: commits && random.chance(0.5) ? random.between(1, 5) : 0,
    incoming: random.chance(0.35) ? random.between(4, 60) : 0,
    damaged: random.chance(0.2) ? random.between(1, 4) : 0,
    safety_stock: random.chance(0.25) ? random.between(1, 6) : 0,
  };
}
