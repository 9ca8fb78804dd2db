import type { Dialect } from "./dialects.ts";
import type { Fault, ValueEffect, Word } from "./faults.ts";
import { Lane } from "./lanes.ts";
import {
  minute,
  shelves,
  type Cell,
  type Movement,
  type Shop,
  type Stock,
  type SystemName,
} from "./words.ts";

/** One system of one reading, and when it is read. */
export interface ReadPoint {
  readonly reading: number;
  readonly system: SystemName;
  readonly at: number;
}

export interface SeenWord extends Word {
  readonly changedAt: number;
}

export interface Played {
  /** By reading and system, what was said of every cell. */
  readonly words: ReadonlyMap<string, ReadonlyMap<string, SeenWord>>;
  /** By cell and system, when what it says last began to be another thing than what the system before it says. */
  readonly lanes: readonly Lane[];
  /** By cell, pool and pair, the times at which the two parted and agreed again, in turn. */
  readonly partings: ReadonlyMap<string, readonly number[]>;
}

/** The value of a pool in one system, or null where it says none. */
export type PoolValue = (pool: string, system: SystemName, word: Word) => number | null;

interface Book {
  stock: Stock;
  own: number;
  changedAt: number;
  readonly struck: Map<ValueEffect, { at: number; stock: Stock; own: number; system: SystemName }>;
}

type Happening =
  | {
      readonly at: number;
      readonly what: "move";
      readonly system: SystemName;
      readonly movement: Movement;
      readonly written: boolean;
    }
  | {
      readonly at: number;
      readonly what: "strike" | "heal";
      readonly system: SystemName;
      readonly cell: Cell;
      readonly effect: ValueEffect;
    }
  | { readonly at: number; readonly what: "turn"; readonly cell: Cell; readonly effect: ValueEffect }
  | { readonly at: number; readonly what: "read"; readonly point: ReadPoint };

export function wordKey(reading: number, system: SystemName): string {
  return `${reading} ${system}`;
}

/** Lets the movements travel, faults included, and notes what each system says whenever it is read. */
export function play(
  shop: Shop,
  dialect: Dialect,
  movements: readonly Movement[],
  faults: readonly Fault[],
  points: readonly ReadPoint[],
  pools: {
    readonly names: readonly string[];
    readonly value: PoolValue;
    readonly systemsOf: (pool: string) => readonly SystemName[];
  },
): Played {
  const chain = dialect.systems;
  const queue = new Queue();
  const laneFaults = faults.flatMap(({ lane }) => (lane ? [lane] : []));
  const lanes = chain.slice(1).flatMap((into, index) => {
    const from = chain[index] as SystemName;
    const { windows } = dialect;
    const stock = (into === "storefront" ? windows.storefront : windows.erp) * minute;
    const orders = (windows.orders ?? stock / minute) * minute;
    return [
      new Lane({ from, into, flow: "stock" }, stock, dialect, shop, laneFaults),
      new Lane({ from: into, into: from, flow: "orders" }, orders, dialect, shop, laneFaults),
    ];
  });
  const books = new Map<SystemName, Map<string, Book>>(
    chain.map((system) => [
      system,
      new Map(
        shop.cells.map((cell) => [
          cell.key,
          { stock: { ...cell.opening }, own: 0, changedAt: 0, struck: new Map() },
        ]),
      ),
    ]),
  );
  for (const cell of shop.cells)
    for (const system of chain) bookOf(system, cell).changedAt = lastBefore(cell, points);
  const siblings = Map.groupBy(shop.cells, ({ item }) => item);
  const known = new Map<number, number>();
  const waitingPicks = new Map<number, Movement[]>();
  const effects = faults.flatMap(({ values }) => values);
  const words = new Map<string, Map<string, SeenWord>>();
  const partings = new Map<string, number[]>();
  const byKey = new Map(shop.cells.map((cell) => [cell.key, cell]));

  for (const movement of movements)
    queue.add({ at: movement.at, what: "move", system: movement.origin, movement, written: false });
  for (const point of points) queue.add({ at: point.at, what: "read", point });
  for (const effect of effects) {
    for (const key of effect.cells) {
      const cell = byKey.get(key);
      if (!cell) continue;
      const lane = laneInto(effect.system);
      const begin = Math.max(effect.begin, 0);
      const at = effect.strikes === "run" && lane ? lane.runAfter(begin) : begin;
      if (effect.strikes !== "write") queue.add({ at, what: "strike", system: effect.system, cell, effect });
      if (effect.end !== Infinity)
        queue.add({
          at: (lane?.runAfter(effect.end) ?? effect.end) + 1,
          what: "heal",
          system: effect.system,
          cell,
          effect,
        });
      for (const turn of effect.turns) queue.add({ at: turn, what: "turn", cell, effect });
    }
  }
  for (let next = queue.take(); next; next = queue.take()) happen(next);
  return { words, lanes, partings };

  function happen(now: Happening): void {
    switch (now.what) {
      case "move": {
        move(now);
        return;
      }
      case "strike": {
        strike(now.at, now.system, now.cell, now.effect);
        return;
      }
      case "heal": {
        const book = bookOf(now.system, now.cell);
        if (book.struck.delete(now.effect)) {
          book.changedAt = now.at;
          pass(now, "heal");
          judge(now.at, now.cell);
        }
        return;
      }
      case "turn": {
        for (const system of chain)
          if (bookOf(system, now.cell).struck.has(now.effect)) bookOf(system, now.cell).changedAt = now.at;
        judge(now.at, now.cell);
        return;
      }
      case "read": {
        read(now.point);
        return;
      }
    }
  }

  function strike(at: number, system: SystemName, cell: Cell, effect: ValueEffect): void {
    const book = bookOf(system, cell);
    if (book.struck.has(effect) || at >= effect.end) return;
    const before = JSON.stringify(say(system, cell, at));
    book.struck.set(effect, { at, stock: { ...say(system, cell, at).stock }, own: book.own, system });
    if (JSON.stringify(say(system, cell, at)) !== before) book.changedAt = at;
    pass({ at, system, cell, effect }, "strike");
    judge(at, cell);
  }

  /** What an ERP says wrongly it passes on. */
  function pass(
    { at, system, cell, effect }: { at: number; system: SystemName; cell: Cell; effect: ValueEffect },
    what: "strike" | "heal",
  ): void {
    const next = chain[chain.indexOf(system) + 1];
    const lane = next && laneInto(next);
    if (!lane || isNotPassedOn(effect, cell)) return;
    const arrives = lane.enter(at, cell, cell.item.number + Math.round(at));
    if (Number.isFinite(arrives)) queue.add({ at: arrives, what, system: lane.into, cell, effect });
  }

  function isNotPassedOn(effect: ValueEffect, cell: Cell): boolean {
    const word: Word = { stock: { ...cell.opening } };
    effect.apply(word, cell, {
      now: 0,
      ownSince: 0,
      stock: () => cell.opening,
      struckAt: { at: 0, stock: cell.opening },
    });
    return (
      word.gone === true ||
      word.alias !== undefined ||
      word.twin !== undefined ||
      word.untracked === true ||
      word.inactive === true
    );
  }

  function move({ at, system, movement, written }: Extract<Happening, { what: "move" }>): void {
    const { cell, delta, origin, after } = movement;
    if (after !== null && system === origin && !known.has(after)) {
      waitingPicks.set(after, [...(waitingPicks.get(after) ?? []), movement]);
      return;
    }
    const book = bookOf(system, cell);
    const before = JSON.stringify(say(system, cell, at).stock);
    for (const name of shelves) book.stock[name] += delta[name] ?? 0;
    if (!written && system === origin) book.own += delta.available ?? 0;
    const byStock = written && chain.indexOf(origin) < chain.indexOf(system);
    if (byStock)
      for (const effect of effects) {
        if (!effect.cells.has(cell.key) || effect.system !== system || at < effect.begin || at >= effect.end)
          continue;
        if (effect.strikes === "write") strike(at, system, cell, effect);
        if (effect.undone && book.struck.has(effect) && at > effect.begin) book.struck.delete(effect);
      }
    if (JSON.stringify(say(system, cell, at).stock) !== before) book.changedAt = at;
    if (system === "wms" || (system === "erp" && !chain.includes("wms"))) {
      known.set(movement.id, at);
      for (const pick of waitingPicks.get(movement.id) ?? [])
        queue.add({
          at: at + 10 * minute,
          what: "move",
          system: pick.origin,
          movement: pick,
          written: false,
        });
      waitingPicks.delete(movement.id);
    }
    for (const lane of lanes) {
      const step = chain.indexOf(system) - chain.indexOf(origin);
      if (lane.from !== system || (lane.flow === "stock" ? step < 0 : step > 0)) continue;
      const arrives = lane.enter(at, cell, movement.id);
      if (Number.isFinite(arrives))
        queue.add({ at: arrives, what: "move", system: lane.into, movement, written: true });
    }
    judge(at, cell);
  }

  function say(system: SystemName, cell: Cell, now: number): Word {
    const book = bookOf(system, cell);
    const word: Word = { stock: { ...book.stock } };
    for (const [effect, struckAt] of book.struck)
      effect.apply(word, cell, {
        now,
        stock: (other) => bookOf(system, other).stock,
        ownSince: book.own - struckAt.own,
        struckAt,
      });
    return word;
  }

  function read({ reading, system, at }: ReadPoint): void {
    const seen = new Map<string, SeenWord>();
    for (const cell of shop.cells)
      if (cell.place.createdAt <= at)
        seen.set(cell.key, { ...say(system, cell, at), changedAt: bookOf(system, cell).changedAt });
    words.set(wordKey(reading, system), seen);
  }

  function judge(at: number, changed: Cell): void {
    for (const cell of siblings.get(changed.item) ?? [changed]) {
      const words = new Map(chain.map((system) => [system, say(system, cell, at)]));
      for (const pool of pools.names) {
        for (const [index, into] of pools.systemsOf(pool).entries()) {
          const from = pools.systemsOf(pool)[index - 1];
          const [a, b] = [from && words.get(from), words.get(into)];
          if (from === undefined || !a || !b) continue;
          const [x, y] = [valueOf(pool, from, a), valueOf(pool, into, b)];
          const key = [cell.key, pool, into].join("|");
          const times = partings.get(key) ?? [];
          const parted = x !== y;
          if (parted === (times.length % 2 === 1)) continue;
          times.push(at);
          partings.set(key, times);
        }
      }
    }
  }

  function valueOf(pool: string, system: SystemName, word: Word): number | null | "gone" {
    return isGone(word) ? "gone" : pools.value(pool, system, word);
  }

  function bookOf(system: SystemName, cell: Cell): Book {
    const book = books.get(system)?.get(cell.key);
    if (!book) throw new RangeError(`${system} keeps no ${cell.key}`);
    return book;
  }

  function laneInto(system: SystemName): Lane | undefined {
    return lanes.find((lane) => lane.into === system && lane.flow === "stock");
  }
}

/** What lies there when the recording begins was counted days before; what a new place holds, when it opened. */
function lastBefore({ place, item }: Cell, points: readonly ReadPoint[]): number {
  const begin = points[0]?.at ?? 0;
  return place.createdAt > begin ? place.createdAt : begin - 86_400 * 3 + item.number * 61;
}

/** Whether a comparison by name finds no row. */
export function isGone({ gone, alias, inactive }: Word): boolean {
  return gone === true || alias !== undefined || inactive === true;
}

/** Happenings in order of time; those of one moment in the order in which they were added. */
class Queue {
  readonly #heap: { readonly order: number; readonly it: Happening }[] = [];
  #count = 0;

  add(it: Happening): void {
    this.#count += 1;
    this.#heap.push({ order: this.#count, it });
    let at = this.#heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  take(): Happening | null {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (!first || !last) return null;
    if (this.#heap.length === 0) return first.it;
    this.#heap[0] = last;
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < this.#heap.length && this.#before(left, least)) least = left;
      if (right < this.#heap.length && this.#before(right, least)) least = right;
      if (least === at) return first.it;
      this.#swap(at, least);
      at = least;
    }
  }

  #before(a: number, b: number): boolean {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (!x || !y) return false;
    return x.it.at - y.it.at < 0 || (x.it.at === y.it.at && x.order < y.order);
  }

  #swap(a: number, b: number): void {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (!x || !y) return;
    [this.#heap[a], this.#heap[b]] = [y, x];
  }
}
