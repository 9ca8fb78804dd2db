import type { Dialect, PoolSetting } from "./dialects.ts";
import type { Fault } from "./faults.ts";
import type { Reading } from "./feeds.ts";
import { isGone, wordKey, type Played } from "./play.ts";
import { systemsOf } from "./sums.ts";
import type { PoolValue } from "./play.ts";
import { minute, type Cell, type LogLine, type Movement, type Shop, type SystemName } from "./words.ts";

/** One stretch of readings in which a key differed, as anybody can see who reads all files, and the fault that it is owed to. */
export interface TrueEpisode {
  readonly sku: string;
  readonly location: string;
  readonly pool: string;
  readonly firstSeen: number;
  readonly resolved: number | null;
  readonly lastAgreed: number | null;
  /** Null: nothing is broken, numbers are on their way. */
  readonly fault: number | null;
  /** The reading by which it must be open; null where it healed too early to demand that. */
  readonly deadline: number | null;
  /** Where the numbers part; a fault further up may show in a pool at the next handoff only. */
  readonly handoffs: readonly string[];
  /** The first reading after the window. */
  readonly due: number | null;
  /** Times of logged events that may have started it. */
  readonly triggers: readonly number[];
}

export interface Truth {
  readonly dialect: string;
  readonly seed: number;
  readonly faults: readonly {
    readonly id: number;
    readonly cause: string;
    readonly handoff: string;
    readonly flow: string;
    readonly what: string;
  }[];
  readonly episodes: readonly TrueEpisode[];
}

interface Told {
  readonly seed: number;
  readonly shop: Shop;
  readonly dialect: Dialect;
  readonly pools: readonly PoolSetting[];
  readonly value: PoolValue;
  readonly readings: readonly Reading[];
  readonly faults: readonly Fault[];
  readonly real: Played;
  readonly calm: Played;
  readonly movements: readonly Movement[];
  readonly logged: ReadonlyMap<number, LogLine>;
}

interface Sight {
  readonly state: "agrees" | "differs" | "unknown";
  /** Systems whose handoff differs, though in a world without faults it would not, or by other numbers. */
  readonly faulty: readonly SystemName[];
}

/** Follows every key through the readings of a world and of the same world without faults. */
export function truthOf(told: Told): Truth {
  const { faults, dialect, seed, shop, pools } = told;
  const faultOf = new Map(faults.flatMap((fault) => fault.cells.map((cell) => [cell.key, fault] as const)));
  const moves = Map.groupBy(told.movements, ({ cell }) => cell.key);
  return {
    dialect: dialect.name,
    seed,
    faults: faults.map(({ id, cause, handoff, flow, what }) => ({ id, cause, handoff, flow, what })),
    episodes: shop.cells.flatMap((cell) =>
      pools.flatMap(({ name }) =>
        episodesOf(cell, name, faultOf.get(cell.key) ?? null, told, moves.get(cell.key) ?? []),
      ),
    ),
  };
}

function episodesOf(
  cell: Cell,
  pool: string,
  fault: Fault | null,
  told: Told,
  moves: readonly Movement[],
): TrueEpisode[] {
  const found: TrueEpisode[] = [];
  let open: { first: number; lastAgreed: number | null; sights: { at: number; sight: Sight }[] } | null =
    null;
  let lastAgreed: number | null = null;
  for (const [index, reading] of told.readings.entries()) {
    const sight = sightOf(cell, pool, index, reading, told);
    if (sight.state === "unknown") continue;
    if (sight.state === "differs") {
      open ??= { first: reading.at, lastAgreed, sights: [] };
      open.sights.push({ at: reading.at, sight });
      continue;
    }
    if (open) found.push(close(open, reading.at));
    open = null;
    lastAgreed = reading.at;
  }
  if (open) found.push(close(open, null));
  return found;

  function close(
    { first, lastAgreed: before, sights }: NonNullable<typeof open>,
    resolved: number | null,
  ): TrueEpisode {
    const own = fault !== null && sights.some(({ sight }) => sight.faulty.length > 0);
    const late = own ? sights.filter(({ at, sight }) => isOverdue(at, sight)) : [];
    return {
      sku: cell.item.sku,
      location: cell.place.id,
      pool,
      firstSeen: first,
      resolved,
      lastAgreed: before,
      fault: own ? fault.id : null,
      handoffs: own ? [fault.handoff, ...handoffsOf(sights, told.dialect)] : [],
      due: late[0]?.at ?? null,
      deadline: late[1]?.at ?? null,
      triggers: own ? triggersOf(fault, before, first) : [],
    };
  }

  function isOverdue(at: number, { faulty }: Sight): boolean {
    if (!fault) return false;
    return faulty.some((into) => {
      const times = told.real.partings.get([cell.key, pool, into].join("|")) ?? [];
      const before = times.filter((time) => time <= at);
      const since = before.length % 2 === 1 ? before.at(-1) : undefined;
      return (
        since !== undefined &&
        at - Math.max(since, cell.place.createdAt) > windowOf(into, told.dialect, fault) + 30
      );
    });
  }

  function triggersOf(
    { trigger, lane, cause }: Fault,
    before: number | null,
    first: number,
  ): readonly number[] {
    const lines = [
      trigger?.at,
      ...(cause === "manual_override"
        ? (told.faults
            .find(({ id }) => id === fault?.id)
            ?.lines.filter(({ sku, location }) => sku === cell.item.sku && location !== undefined)
            .map(({ at }) => at) ?? [])
        : []),
    ];
    const known = lines.filter((at) => at !== undefined);
    if (!lane || lane.does === "drop") return known;
    const moved = moves.flatMap(({ id, at }) => {
      const line = told.logged.get(id);
      return line && (before === null || at > before - 45 * minute) && at <= first + 300 ? [line.at] : [];
    });
    return [...known, ...moved];
  }
}

function handoffsOf(sights: readonly { readonly sight: Sight }[], { systems }: Dialect): readonly string[] {
  const found = sights.map(({ sight }) =>
    sight.faulty.map((into) => `${systems[systems.indexOf(into) - 1] ?? ""}_${into}`),
  );
  return found.every((each) => each.length === 1 && each[0] === found[0]?.[0]) ? (found[0] ?? []) : [];
}

function windowOf(into: SystemName, { windows }: Dialect, { flow }: Fault): number {
  const stock = into === "storefront" ? windows.storefront : windows.erp;
  return (flow === "orders" ? (windows.orders ?? stock) : stock) * minute;
}

function sightOf(cell: Cell, pool: string, index: number, { points }: Reading, told: Told): Sight {
  const chain = systemsOf(told.dialect, told.pools, pool);
  if (points.length < told.dialect.systems.length) return { state: "unknown", faulty: [] };
  const [real, calm] = [told.real, told.calm].map((played) =>
    chain.map((system) => {
      const word = played.words.get(wordKey(index, system))?.get(cell.key);
      return word && !isGone(word) ? told.value(pool, system, word) : "gone";
    }),
  ) as [(number | null | "gone")[], (number | null | "gone")[]];
  if (real.every((value) => value === "gone") || real.includes(null)) return { state: "unknown", faulty: [] };
  const parted = chain.slice(1).filter((_, at) => real[at] !== real[at + 1]);
  const faulty = parted.filter((into) => {
    const at = chain.indexOf(into);
    return calm[at] === calm[at - 1] || real[at] !== calm[at] || real[at - 1] !== calm[at - 1];
  });
  return { state: parted.length > 0 ? "differs" : "agrees", faulty };
}
