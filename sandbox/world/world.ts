import type { ShopSeed, StorefrontActions } from "../contract.ts";
import { createItems, type Item, type ItemCodes } from "./catalogue.ts";
import type { ChannelHealth } from "./channel.ts";
import type { Effect, Spot } from "./faults/contract.ts";
import { createFloor } from "./floor.ts";
import { countOf, createHandoffs, offerOf } from "./handoffs.ts";
import { createJournal, type Happening } from "./journal.ts";
import { threeWay, type ThreeWay } from "./numbers.ts";
import { rangeOf, stockPlace } from "./opening.ts";
import { createPastStorefront } from "./past-storefront.ts";
import { placeNumber, type Place } from "./places.ts";
import { createRandom } from "./random.ts";
import { createSabotage, inRoomiestOrder, type FaultRequest } from "./sabotage.ts";
import { createSchedule } from "./schedule.ts";
import { seedFromErp, seedFromStorefront, seedLocation } from "./seed.ts";
import { keyOf, type Cell } from "./stock.ts";
import { createStockroom } from "./stockroom.ts";
import { createTimetable, minute } from "./timetable.ts";
import { createTrade } from "./trade.ts";
import type { TruthEntry } from "./truth.ts";

export interface WorldOptions {
  readonly seed: number;
  readonly skus: number;
  readonly locations: number;
  /** Events happen so many times as often, and windows are so many times shorter. */
  readonly speed: number;
  /** The present: everything before it is simulated at once, and nothing that the world says is later than its last step. */
  readonly now: number;
  /** Where the world comes to stand, to be stepped on towards `now`; default `now`. The history is the same either way. */
  readonly standAt?: number;
  /** Injected one after the other in the middle part of the history. */
  readonly faults?: readonly (FaultRequest | FaultRequest["name"])[];
  /** How much is simulated before `now`, in hours at speed 1. */
  readonly historyHours?: number;
  /** Default "shared"; with "own" codes the app needs the mappings of mappings.ts. */
  readonly itemCodes?: ItemCodes;
}

export interface World {
  readonly items: readonly Item[];
  readonly places: readonly Place[];
  readonly cells: ReadonlyMap<string, Cell>;
  readonly truth: readonly TruthEntry[];
  readonly now: () => number;
  /** Advances to `to`. An earlier time changes nothing. */
  step(to: number): void;
  /** The shop as it stands, to open a stand-in Shopify with. */
  shopSeed(): ShopSeed;
  /** From now on the storefront is this one; it must have been opened with `shopSeed()`. */
  attach(storefront: StorefrontActions): void;
  storefront(): StorefrontActions;
  inject(request: FaultRequest): TruthEntry;
  heal(id: number): void;
  /** Ends all trade; what is under way still arrives. */
  quiesce(): void;
  happenings(since?: number): readonly Happening[];
  health(spot: Spot): ChannelHealth;
  /** In milliseconds. */
  windowOf(spot: Spot): number;
  /** Sends the present numbers of these keys through a handoff again. Faults hold for this as for any run. */
  pushAgain(
    handoff: Spot["handoff"],
    keys: readonly { readonly sku: string; readonly locationId: string }[],
  ): PushAnswer;
  threeWay(sku: string, locationId: string): ThreeWay;
}

export interface PushAnswer {
  readonly sent: number;
  readonly queued: number;
}

/** A merchant's small world. The same options give the same world, event for event. */
export function createWorld(options: WorldOptions): World {
  if (!(options.speed > 0) || !(options.skus >= 1) || !(options.locations >= 1))
    throw new RangeError("A world needs at least one SKU and one location, and a speed above 0");
  const { speed } = options;
  const random = createRandom(String(options.seed));
  const history = Math.round(((options.historyHours ?? 24) * 60 * minute) / speed);
  const start = options.now - history;
  const standAt = options.standAt ?? options.now;
  if (standAt < start || standAt > options.now)
    throw new RangeError("A world can only stand in its history: from its start up to now");
  let now = start;

  const schedule = createSchedule();
  const journal = createJournal();
  const effects: Effect[] = [];
  const items = createItems(options.skus, options.itemCodes ?? "shared", random.fork("items"));
  const places = Array.from({ length: options.locations }, (_, index) =>
    placeNumber(index, start - (90 + index) * 24 * 60 * minute),
  );
  const { cells, list, siblings, add } = createStockroom();
  places.forEach((place, index) => {
    const own = random.fork(place.id);
    const changedAt = (): number => start - own.between(1, 20) * 60 * minute;
    add(stockPlace(place, rangeOf(index, items, own), own, changedAt));
  });

  const past = createPastStorefront(seedFromErp(items, places, list));
  let storefront: StorefrontActions = past;
  const pickTimes = random.fork("picking");
  const floor = createFloor({
    journal,
    schedule,
    pickingTime: () => (pickTimes.between(10, 90) * minute) / speed,
    retryTime: (60 * minute) / speed,
  });
  const handoffs = createHandoffs({
    journal,
    effects,
    storefront: () => storefront,
    received: (cell, order, at) => floor.received(cell, order, at),
  });
  floor.connect(handoffs);
  const trade = createTrade({
    random: random.fork("trade"),
    schedule,
    journal,
    floor,
    handoffs,
    storefront: () => storefront,
    cells: list,
    siblings,
    speed,
  });

  const timetable = createTimetable(schedule, handoffs, speed);

  const openPlace = (): { place: Place; cells: readonly Cell[] } => {
    const place = placeNumber(places.length, now);
    const own = random.fork(place.id);
    const carried = items.filter(() => own.chance(0.3));
    const opened = stockPlace(place, carried, own, () => now);
    places.push(place);
    add(opened);
    storefront.addLocation(seedLocation(place));
    const at = new Date(now);
    for (const { item } of opened) storefront.setLevelActive(item.inventoryItemId, place.id, true, at);
    for (const teller of ["storefront", "erp", "wms"] as const)
      journal.write({
        at: now,
        teller,
        kind: "location_added",
        locationId: place.id,
        note: `${place.name} opened`,
      });
    timetable.runLocation(place.id, now);
    return { place, cells: opened };
  };

  const sabotage = createSabotage({
    random,
    schedule,
    journal,
    handoffs,
    cells,
    siblings,
    effects,
    windowOf: timetable.windowOf,
    now: () => now,
    storefront: () => storefront,
    openPlace,
  });

  // The locations' runs follow each other, as one job after the other does.
  places.forEach((place, index) => timetable.runLocation(place.id, start - ((index % 5) * minute) / speed));
  trade.start(start);
  const requests = inRoomiestOrder(
    (options.faults ?? []).map((fault) => (typeof fault === "string" ? { name: fault } : fault)),
  );
  requests.forEach((request, index) => {
    const share = 0.35 + (0.35 * (index + 1)) / (requests.length + 1);
    schedule.at(start + history * share, () => sabotage.inject(request));
  });

  const world: World = {
    items,
    places,
    cells,
    truth: sabotage.truth,
    now: () => now,
    step(to) {
      if (to <= now) return;
      schedule.runUntil(to, (at) => (now = at));
      now = to;
    },
    shopSeed: () => seedFromStorefront(items, past),
    attach(attached) {
      storefront = attached;
    },
    storefront: () => storefront,
    inject: (request) => sabotage.inject(request),
    heal: (id) => sabotage.heal(id),
    quiesce: () => trade.stop(),
    happenings: (since) => journal.read(since),
    health: timetable.health,
    windowOf: timetable.windowOf,
    pushAgain(handoff, keys) {
      const chosen = keys.flatMap(({ sku, locationId }) => cells.get(keyOf(sku, locationId)) ?? []);
      for (const cell of chosen) {
        if (handoff === "wms_erp") handoffs.counts.enqueue(cell, countOf(cell), now);
        else handoffs.offers.enqueue(cell, offerOf(cell), now);
      }
      const queued = (handoff === "wms_erp" ? handoffs.counts : handoffs.offers).hurry(chosen, now);
      return { sent: chosen.length - queued, queued };
    },
    threeWay(sku, locationId) {
      const cell = cells.get(keyOf(sku, locationId));
      if (!cell) throw new RangeError(`${sku} is not stocked at ${locationId}`);
      return threeWay(cell, storefront);
    },
  };
  world.step(standAt);
  return world;
}
