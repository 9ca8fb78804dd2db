import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "../world/random.ts";
import type { Dialect } from "./dialects.ts";
import { makeFault, type Fault } from "./faults.ts";
import { iso, writeSnapshot, type Reading } from "./feeds.ts";
import { eventLines, healthLines } from "./logs.ts";
import { play } from "./play.ts";
import { openShop } from "./shop.ts";
import { poolsOf, poolValue, systemsOf } from "./sums.ts";
import { draw } from "./trade.ts";
import { truthOf, type Truth } from "./truth.ts";
import { hour, minute, type WishName, type LogLine, type Shop, type SystemName } from "./words.ts";

export interface Wish {
  readonly dialect: Dialect;
  readonly seed: number;
  readonly causes: readonly WishName[];
  /** Emptied first. */
  readonly folder: string;
  /** Share of the dialect's SKUs; all where it is left out. */
  readonly size?: number;
}

const START = Date.parse("2026-04-03T06:00:00Z") / 1000;

/** Records a store in the format of docs/recorded-store.md and returns what was broken in it. The same wish gives the same store. */
export function record({ dialect: told, seed, causes, folder, size = 1 }: Wish): Truth {
  const [low, high] = told.skus;
  const dialect: Dialect = { ...told, skus: [Math.ceil(low * size), Math.ceil(high * size)] };
  const random = createRandom(`${dialect.name} ${seed} ${causes.join()}`);
  const begin = START + (seed % 7) * 24 * hour;
  const end = begin + dialect.readings.hours * hour;
  const newPlaceAt = causes.includes("topology_change")
    ? begin + Math.round((0.3 + 0.2 * random.next()) * (end - begin))
    : null;
  const shop = openShop(dialect, random, begin, newPlaceAt);
  const movements = draw(shop, dialect, begin - 3 * hour, end);
  const free = new Set(shop.cells.map(({ key }) => key));
  const faults = causes.flatMap((cause, id): Fault[] => {
    const fault = makeFault(id, cause, {
      shop,
      dialect,
      random: random.fork(`${cause} ${id}`),
      begin,
      end,
      free,
    });
    return fault ? [fault] : [];
  });
  const readings = readingsOf(dialect, shop, begin, end);
  const points = readings.flatMap((reading) => reading.points);
  const pools = poolsOf(dialect);
  const value = poolValue(dialect, pools);
  const names = {
    names: pools.map(({ name }) => name),
    value,
    systemsOf: (pool: string) => systemsOf(dialect, pools, pool),
  };
  const real = play(shop, dialect, movements, faults, points, names);
  const calm = play(shop, dialect, movements, [], points, names);

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "snapshots"), { recursive: true });
  for (const [index, reading] of readings.entries())
    writeSnapshot(folder, reading, index, { shop, dialect, played: real, half: (begin + end) / 2 });
  const logs = { shop, dialect, faults, lanes: real.lanes, begin, end };
  const logged = new Map<number, LogLine>();
  writeFileSync(join(folder, "store.json"), JSON.stringify(storeOf(shop, dialect, pools), null, 1));
  writeFileSync(join(folder, "items.csv"), itemRows(shop));
  writeFileSync(join(folder, "events.jsonl"), eventLines(movements, logs, logged).join("\n"));
  const health = healthLines(readings, logs);
  if (health.length > 0) writeFileSync(join(folder, "health.jsonl"), health.join("\n"));
  return truthOf({ seed, shop, dialect, pools, value, readings, faults, real, calm, movements, logged });
}

function readingsOf(
  { readings, systems }: Dialect,
  shop: Shop,
  begin: number,
  end: number,
): readonly Reading[] {
  const random = shop.random.fork("readings");
  const found: Reading[] = [];
  let number = 0;
  for (let at = begin; at < end; at += random.between(...readings.every) * minute) {
    if (number > 0 && random.chance(readings.skipped)) continue;
    const unread = random.chance(readings.unread) ? random.pick(systems) : null;
    const points = systems
      .filter((system: SystemName) => system !== unread)
      .map((system) => ({
        reading: number,
        system,
        at: at + (readings.pulled ? random.between(0, readings.spread) : random.between(0, 5)),
      }));
    found.push({ at, points, until: at + readings.spread });
    number += 1;
  }
  return found;
}

function storeOf(shop: Shop, dialect: Dialect, pools: ReturnType<typeof poolsOf>): object {
  const { windows, systems, sparse } = dialect;
  const names: Readonly<Record<SystemName, string>> = {
    wms: "ShipHero",
    erp: "NetSuite",
    storefront: "Shopify",
  };
  const own = (system: SystemName): object => {
    const minutes = system === "storefront" ? windows.storefront : windows.erp;
    return {
      name: names[system],
      ...(system !== systems[0] && {
        syncWindowMinutes: minutes,
        ...(windows.orders !== null && { orderWindowMinutes: windows.orders }),
      }),
      ...(sparse.includes(system) && { sparse: true }),
    };
  };
  return {
    format: 1,
    shop: `${dialect.name}.myshopify.com`,
    timezone: "America/New_York",
    locations: shop.places.map(({ id, name, warehouse, facility, createdAt, online }) => ({
      ...{ id, name, active: true, fulfillsOnlineOrders: online, createdAt: iso(createdAt) },
      ...(systems.includes("erp") && { erp: [warehouse] }),
      ...(systems.includes("wms") && { wms: [facility] }),
    })),
    systems: Object.fromEntries(systems.map((system) => [system, own(system)])),
    ...(dialect.pools && {
      pools: pools.map((pool) => ({ ...pool, tolerance: pool.tolerance ?? { units: 0, percent: 0 } })),
    }),
  };
}

function itemRows({ items }: Shop): string {
  const rows = items.map(({ sku, erpItem, erpUnitsPer, price }) =>
    [sku, erpItem, sku, erpUnitsPer, 1, price].join(","),
  );
  return ["sku,erp_item,wms_item,erp_units_per,wms_units_per,price", ...rows].join("\n");
}
