import type { Handoffs, OrderMessage } from "./handoffs.ts";
import type { HappeningKind, Journal } from "./journal.ts";
import type { Schedule } from "./schedule.ts";
import { fullestBin, mainBin, sellableIn, type Bin, type Cell } from "./stock.ts";

export interface FloorOptions {
  readonly journal: Journal;
  readonly schedule: Schedule;
  /** How long an order waits to be picked, in milliseconds. */
  readonly pickingTime: () => number;
  /** How long until a pick is tried again for which the shelf was too empty. */
  readonly retryTime: number;
}

/**
 * The warehouse floor: what happens to real goods, and what the WMS writes down of it. Nothing else changes a shelf, so units come
 * and go only with a line in the WMS's log; the one exception is `lose`, which no system notices until somebody counts.
 */
export interface Floor {
  connect(handoffs: Handoffs): void;
  received(cell: Cell, order: OrderMessage, now: number): void;
  /** Announces goods to the WMS and the ERP at once, as a supplier's notice does. */
  advise(cell: Cell, units: number, now: number): void;
  arrive(cell: Cell, units: number, kind: "receipt" | "transfer_in", now: number): void;
  dispatch(cell: Cell, units: number, now: number): void;
  takeBack(cell: Cell, units: number, now: number): void;
  damage(cell: Cell, units: number, now: number): void;
  lose(cell: Cell, units: number): void;
  count(cell: Cell, now: number): void;
}

export function createFloor({ journal, schedule, pickingTime, retryTime }: FloorOptions): Floor {
  const allocations = new Map<string, Bin>();
  let handoffs: Handoffs | null = null;

  const record = (
    cell: Cell,
    bin: Bin,
    kind: HappeningKind,
    delta: number,
    note: string | null,
    now: number,
  ): void => {
    bin.changedAt = now;
    const facility = bin.facility.code;
    journal.write({
      at: now,
      teller: "wms",
      kind,
      locationId: cell.place.id,
      facility,
      sku: cell.item.sku,
      delta,
      note,
    });
    handoffs?.wmsChanged(cell, now);
  };
  const move = (bin: Bin, units: number): void => {
    bin.shelf += units;
    bin.onHand += units;
  };
  const pick = (cell: Cell, bin: Bin, order: OrderMessage, now: number): void => {
    if (Math.min(bin.shelf, bin.onHand) < order.units) {
      schedule.at(now + retryTime, (later) => pick(cell, bin, order, later));
      return;
    }
    move(bin, -order.units);
    bin.allocated -= order.units;
    bin.shippedTotal += order.units;
    allocations.delete(order.number);
    record(cell, bin, "pick", -order.units, order.number, now);
  };

  return {
    connect(connected) {
      handoffs = connected;
    },
    received(cell, order, now) {
      if (order.kind === "cancellation") {
        const bin = allocations.get(order.number);
        if (!bin) return;
        bin.allocated -= order.units;
        bin.changedAt = now;
        allocations.delete(order.number);
        return;
      }
      const bin = fullestBin(cell);
      bin.allocated += order.units;
      bin.changedAt = now;
      allocations.set(order.number, bin);
      if (!order.held) schedule.at(now + pickingTime(), (later) => pick(cell, bin, order, later));
    },
    advise(cell, units, now) {
      mainBin(cell).advisedTotal += units;
      mainBin(cell).changedAt = now;
      cell.erp.advisedTotal += units;
      handoffs?.erpChanged(cell, now);
    },
    arrive(cell, units, kind, now) {
      const bin = mainBin(cell);
      move(bin, units);
      bin.receivedTotal += units;
      record(cell, bin, kind, units, null, now);
    },
    dispatch(cell, units, now) {
      const bin = fullestBin(cell);
      move(bin, -units);
      record(cell, bin, "transfer_out", -units, null, now);
    },
    takeBack(cell, units, now) {
      const bin = mainBin(cell);
      move(bin, units);
      record(cell, bin, "return", units, null, now);
    },
    damage(cell, units, now) {
      const bin = fullestBin(cell);
      if (Math.min(sellableIn(bin), bin.shelf) < units) return;
      move(bin, -units);
      bin.damaged += units;
      record(cell, bin, "adjustment", -units, "Moved to quarantine: damaged", now);
    },
    lose(cell, units) {
      const bin = fullestBin(cell);
      if (Math.min(sellableIn(bin), bin.shelf) >= units) bin.shelf -= units;
    },
    count(cell, now) {
      for (const bin of cell.bins) {
        const found = bin.shelf - bin.onHand;
        bin.onHand = bin.shelf;
        record(cell, bin, "cycle_count", found, found === 0 ? "Count confirmed" : "Count corrected", now);
      }
    },
  };
}
