import type { StorefrontActions } from "../contract.ts";
import type { Floor } from "./floor.ts";
import type { Handoffs } from "./handoffs.ts";
import type { Journal } from "./journal.ts";
import type { Random } from "./random.ts";
import type { Schedule } from "./schedule.ts";
import { availableIn, fullestBin, onOrderIn, sellableIn, type Cell } from "./stock.ts";

const hour = 3_600_000;

export interface TradeOptions {
  readonly random: Random;
  readonly schedule: Schedule;
  readonly journal: Journal;
  readonly floor: Floor;
  readonly handoffs: Handoffs;
  readonly storefront: () => StorefrontActions;
  readonly cells: readonly Cell[];
  /** All cells of the same item, this one included. */
  readonly siblings: (cell: Cell) => readonly Cell[];
  readonly speed: number;
}

export interface Trade {
  start(now: number): void;
  /** From now on nothing new begins; what is under way goes on. */
  stop(): void;
}

/** A world does not get busier than this many cells make it. */
const busiest = 20_000;

/** How many of each happen per hour for a thousand cells. */
const perHour = { order: 80, return: 3, damage: 2, loss: 3, count: 14, transfer: 2, purchase: 10 } as const;

/** Everything that begins somewhere: customers, suppliers, returns, mishaps and counts. */
export function createTrade(options: TradeOptions): Trade {
  const { schedule, floor, handoffs, journal, storefront, speed } = options;
  let open = true;
  let orders = 0;

  const choose = (random: Random): Cell | null => {
    // Rejection by popularity keeps the choice right when locations and items are added.
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const cell = random.pick(options.cells);
      if (random.chance(cell.item.popularity)) return cell;
    }
    return null;
  };

  const order = (cell: Cell, random: Random, now: number): void => {
    const { inventoryItemId } = cell.item;
    const units = random.chance(0.75) ? 1 : random.between(2, 4);
    const stock = storefront().stock(inventoryItemId, cell.place.id);
    if (!stock?.active || stock.available < units) return;
    orders += 1;
    const number = `#${10_000 + orders}`;
    storefront().placeOrder(inventoryItemId, cell.place.id, units, new Date(now));
    const held = random.chance(0.04);
    handoffs.ordersToErp.enqueue(cell, { kind: "order", number, units, held }, now);
    const line = {
      teller: "storefront",
      locationId: cell.place.id,
      sku: cell.item.sku,
      note: number,
    } as const;
    journal.write({ ...line, at: now, kind: "order", delta: -units });
    if (!held) return;
    schedule.at(now + (random.between(5, 90) * 60_000) / speed, (later) => {
      storefront().cancelOrder(inventoryItemId, cell.place.id, units, new Date(later));
      handoffs.ordersToErp.enqueue(cell, { kind: "cancellation", number, units, held }, later);
      journal.write({ ...line, at: later, kind: "cancellation", delta: units });
    });
  };

  const purchase = (cell: Cell, random: Random, now: number): void => {
    if (availableIn(cell.erp) + onOrderIn(cell.erp) > 120) return;
    const units = random.between(4, 14) * 6;
    floor.advise(cell, units, now);
    schedule.at(now + (random.between(4, 14) * hour) / speed, (later) =>
      floor.arrive(cell, units, "receipt", later),
    );
  };

  const transfer = (cell: Cell, random: Random, now: number): void => {
    const elsewhere = options.siblings(cell).filter((other) => other !== cell);
    const units = random.between(2, 12);
    const bin = fullestBin(cell);
    if (elsewhere.length === 0 || Math.min(sellableIn(bin), bin.shelf) < units + 20) return;
    const target = random.pick(elsewhere);
    floor.dispatch(cell, units, now);
    floor.advise(target, units, now);
    schedule.at(now + (random.between(2, 6) * hour) / speed, (later) =>
      floor.arrive(target, units, "transfer_in", later),
    );
  };

  const acts: Readonly<Record<keyof typeof perHour, (cell: Cell, random: Random, now: number) => void>> = {
    order,
    purchase,
    transfer,
    return: (cell, random, now) => floor.takeBack(cell, random.between(1, 2), now),
    damage: (cell, random, now) => floor.damage(cell, random.between(1, 2), now),
    loss: (cell, random) => floor.lose(cell, random.between(1, 2)),
    count: (cell, _, now) => floor.count(cell, now),
  };

  const repeat = (name: keyof typeof perHour, random: Random, now: number): void => {
    const rate = (perHour[name] * speed * Math.min(options.cells.length, busiest)) / 1000;
    schedule.at(now + random.wait(hour / rate), (later) => {
      if (!open) return;
      const cell = choose(random);
      if (cell) acts[name](cell, random, later);
      repeat(name, random, later);
    });
  };

  return {
    start(now) {
      for (const name of Object.keys(perHour) as (keyof typeof perHour)[])
        repeat(name, options.random.fork(name), now);
    },
    stop() {
      open = false;
    },
  };
}
