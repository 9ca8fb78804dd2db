import type { StorefrontActions } from "../contract.ts";
import { chooseCohort } from "./cohort.ts";
import { faults } from "./faults/index.ts";
import type { Begun, Effect, Fault, FaultSite, Spot } from "./faults/contract.ts";
import type { FaultName } from "./faults/names.ts";
import { offerOf, countOf, type Handoffs } from "./handoffs.ts";
import type { Journal } from "./journal.ts";
import type { Place } from "./places.ts";
import type { Random } from "./random.ts";
import type { Schedule } from "./schedule.ts";
import { keyOf, type Cell } from "./stock.ts";
import type { TruthEntry } from "./truth.ts";

/** A wish to break something. What is left out is chosen: the fault's usual place and cells that no other fault has. */
export interface FaultRequest extends Partial<Spot> {
  readonly name: FaultName;
  readonly keys?: readonly { readonly sku: string; readonly locationId: string }[];
}

export interface SabotageOptions {
  readonly random: Random;
  readonly schedule: Schedule;
  readonly journal: Journal;
  readonly handoffs: Handoffs;
  readonly cells: ReadonlyMap<string, Cell>;
  /** All cells of the same item, this one included. */
  readonly siblings: (cell: Cell) => readonly Cell[];
  /** Read by the handoffs; the faults under way write it. */
  readonly effects: Effect[];
  readonly windowOf: (spot: Spot) => number;
  readonly now: () => number;
  readonly storefront: () => StorefrontActions;
  readonly openPlace: () => { readonly place: Place; readonly cells: readonly Cell[] };
}

export interface Sabotage {
  readonly truth: readonly TruthEntry[];
  /** Breaks it now. Throws RangeError where the fault cannot sit at that handoff, or no cells are left for it. */
  inject(request: FaultRequest): TruthEntry;
  /** Mends it now: the next run brings the right numbers. */
  heal(id: number): void;
}

export function createSabotage(options: SabotageOptions): Sabotage {
  const { handoffs, effects, cells } = options;
  const truth: TruthEntry[] = [];
  const underWay = new Map<
    number,
    { readonly begun: Begun; readonly spot: Spot; readonly hands: (() => void)[] }
  >();

  const push = (spot: Spot, chosen: readonly Cell[]): void => {
    for (const cell of chosen) {
      if (spot.handoff === "wms_erp") handoffs.counts.enqueue(cell, countOf(cell), options.now());
      else handoffs.offers.enqueue(cell, offerOf(cell), options.now());
    }
  };

  const siteOf = (spot: Spot, chosen: readonly Cell[], id: number, calledOff: (() => void)[]): FaultSite => ({
    ...spot,
    cells: chosen,
    random: options.random.fork(`fault ${id}`),
    window: options.windowOf(spot),
    now: options.now,
    storefront: options.storefront,
    openPlace: options.openPlace,
    siblings: options.siblings,
    cellAt: (cell, locationId) => cells.get(keyOf(cell.item.sku, locationId)) ?? null,
    push: (pushed) => push(spot, pushed),
    editErp(cell, onHand, note) {
      const delta = onHand - cell.erp.onHand;
      if (delta === 0) return;
      cell.erp.onHand = onHand;
      const { sku } = cell.item;
      options.journal.write({
        at: options.now(),
        teller: "erp",
        kind: "adjustment",
        locationId: cell.place.id,
        sku,
        delta,
        note,
      });
      handoffs.erpChanged(cell, options.now());
    },
    every(interval, wait, act) {
      let off = (): void => undefined;
      const again = (at: number): void => {
        off = options.schedule.at(at, () => {
          act();
          again(at + interval);
        });
      };
      again(options.now() + wait);
      calledOff.push(() => off());
    },
  });

  const takenKeys = (): ReadonlySet<string> =>
    new Set(
      truth
        .filter((entry) => entry.healedAt === null)
        .flatMap((entry) => entry.keys.map((key) => keyOf(key.sku, key.locationId))),
    );

  return {
    truth,
    inject(request) {
      const fault = faults[request.name];
      const spot = spotFor(fault, request);
      const id = truth.length + 1;
      const chosen = request.keys
        ? request.keys.map(({ sku, locationId }) => known(cells, sku, locationId))
        : chooseCohort(fault.cohort, [...cells.values()], takenKeys(), options.random.fork(`cohort ${id}`));
      if (chosen.length === 0 && fault.cohort.spread !== "none")
        throw new RangeError(`No items are left that ${request.name} could be tried on`);
      const hands: (() => void)[] = [];
      if (fault.trace) writeTrace(options, spot, chosen, fault.trace);
      const begun = fault.begin(siteOf(spot, chosen, id, hands));
      effects.push(...begun.effects);
      underWay.set(id, { begun, spot, hands });
      const entry: TruthEntry = {
        id,
        fault: fault.name,
        cause: fault.cause,
        ...spot,
        injectedAt: options.now(),
        healedAt: null,
        keys: (begun.cells ?? chosen).map((cell) => ({ sku: cell.item.sku, locationId: cell.place.id })),
      };
      truth.push(entry);
      return entry;
    },
    heal(id) {
      const entry = truth.find((candidate) => candidate.id === id);
      const broken = underWay.get(id);
      if (!entry || !broken) throw new RangeError(`No fault ${id} is under way`);
      underWay.delete(id);
      for (const off of broken.hands) off();
      for (const effect of broken.begun.effects) effects.splice(effects.indexOf(effect), 1);
      broken.begun.end?.();
      entry.healedAt = options.now();
      const mended = entry.keys.map(({ sku, locationId }) => known(cells, sku, locationId));
      if (broken.spot.flow === "stock") push(broken.spot, mended);
      else (broken.spot.handoff === "wms_erp" ? handoffs.ordersToWms : handoffs.ordersToErp).restore(mended);
    },
  };
}

function writeTrace(
  { journal, now }: SabotageOptions,
  { handoff }: Spot,
  chosen: readonly Cell[],
  trace: NonNullable<Fault["trace"]>,
): void {
  const [locationId = null, ...others] = new Set(chosen.map((cell) => cell.place.id));
  journal.write({
    at: now(),
    teller: "erp",
    system: handoff === "wms_erp" ? "erp" : "storefront",
    locationId: others.length === 0 ? locationId : null,
    ...trace,
  });
}

function spotFor(fault: Fault, request: FaultRequest): Spot {
  const spot = fault.spots.find(
    ({ handoff, flow }) =>
      (request.handoff === undefined || request.handoff === handoff) &&
      (request.flow === undefined || request.flow === flow),
  );
  if (!spot)
    throw new RangeError(
      `${fault.name} cannot be injected at ${request.handoff ?? "any handoff"}, ${request.flow ?? "any flow"}`,
    );
  return spot;
}

/** In the order in which they leave each other room: first those that need whole items, while every location is free. */
export function inRoomiestOrder(requests: readonly FaultRequest[]): readonly FaultRequest[] {
  const needsItems = ({ name }: FaultRequest): boolean => faults[name].cohort.spread === "whole_items";
  return [...requests.filter(needsItems), ...requests.filter((request) => !needsItems(request))];
}

function known(cells: ReadonlyMap<string, Cell>, sku: string, locationId: string): Cell {
  const cell = cells.get(keyOf(sku, locationId));
  if (!cell) throw new RangeError(`${sku} is not stocked at ${locationId}`);
  return cell;
}
