import type { Dialect } from "./dialects.ts";
import type { Cell, FlowName, Shop, SystemName } from "./words.ts";

/** What a fault does to the messages of its cells in one lane, from and until the given times. */
export interface LaneFault {
  readonly from: SystemName;
  readonly into: SystemName;
  readonly flow: FlowName;
  readonly cells: ReadonlySet<string>;
  readonly begin: number;
  readonly end: number;
  readonly does: "stop" | "late" | "throttle" | "drop";
  /** Windows that a late message takes; messages per window that a throttled lane lets through. */
  readonly measure: number;
}

export interface Waiting {
  readonly entered: number;
  readonly arrives: number;
}

/** One flow of one handoff: when it is entered and when what was entered comes out. Seconds. */
export class Lane {
  readonly from: SystemName;
  readonly into: SystemName;
  readonly flow: FlowName;
  readonly window: number;
  /** Seconds between runs; null where messages go on their own. */
  readonly period: number | null;
  readonly waiting: Waiting[] = [];
  readonly #offset: number;
  readonly #lastOf = new Map<string, number>();
  readonly #faults: readonly LaneFault[];
  readonly #nextSlot = new Map<LaneFault, number>();

  constructor(
    lane: Pick<LaneFault, "from" | "into" | "flow">,
    window: number,
    { pace }: Pick<Dialect, "pace">,
    shop: Shop,
    faults: readonly LaneFault[],
  ) {
    this.from = lane.from;
    this.into = lane.into;
    this.flow = lane.flow;
    this.window = window;
    const random = shop.random.fork(`lane ${lane.from} ${lane.into} ${lane.flow}`);
    this.period = pace === "runs" ? Math.round(window * (0.35 + 0.3 * random.next())) : null;
    this.#offset = random.between(0, this.period ?? 1);
    this.#faults = faults.filter(
      (fault) => fault.from === lane.from && fault.into === lane.into && fault.flow === lane.flow,
    );
  }

  /** When a message that is ready at `at` is written. */
  enter(at: number, cell: Cell, number: number): number {
    let arrives = this.#usual(at, number);
    for (const fault of this.#faults) {
      if (!fault.cells.has(cell.key) || arrives < fault.begin || at >= fault.end) continue;
      arrives = this.#delayed(fault, at, arrives, number);
    }
    arrives = Math.max(arrives, this.#lastOf.get(cell.key) ?? 0);
    this.#lastOf.set(cell.key, arrives);
    this.waiting.push({ entered: at, arrives });
    return arrives;
  }

  /** The run that writes what is ready at `at`; a lane without runs has one every few minutes. */
  runAfter(at: number): number {
    const period = this.period ?? Math.round(this.window / 2);
    const run = Math.ceil((at - this.#offset) / period);
    return run * period + this.#offset + 5 + Math.floor(40 * share(run, 7));
  }

  *runs(begin: number, end: number): Generator<number> {
    for (let at = this.runAfter(begin); at < end; at = this.runAfter(at + 1)) {
      yield at;
      at += 50;
    }
  }

  /** Whether everything that enters is stopped at that time. */
  stopped(at: number, cells: number): LaneFault | null {
    return (
      this.#faults.find(
        (fault) => fault.does === "stop" && fault.begin <= at && at < fault.end && fault.cells.size >= cells,
      ) ?? null
    );
  }

  troubled(at: number): LaneFault | null {
    return this.#faults.find((fault) => fault.begin <= at && at < fault.end) ?? null;
  }

  #usual(at: number, number: number): number {
    if (this.period !== null) return this.runAfter(at);
    return Math.round(
      at +
        3 +
        this.window * Math.min(0.85, 0.05 + 0.25 * -Math.log(1 - share(number, 13 + this.into.length))),
    );
  }

  #delayed(fault: LaneFault, at: number, arrives: number, number: number): number {
    switch (fault.does) {
      case "stop":
        return fault.end === Infinity ? Infinity : this.runAfter(fault.end);
      case "drop":
        return fault.end;
      case "late":
        return Math.round(at + this.window * fault.measure * (0.75 + 0.5 * share(number, 29)));
      case "throttle": {
        const slot = Math.max(arrives, this.#nextSlot.get(fault) ?? 0) + this.window / fault.measure;
        this.#nextSlot.set(fault, slot);
        return Math.round(slot > fault.end ? fault.end + (slot - fault.end) / 20 : slot);
      }
    }
  }
}

/** A number in [0, 1) that belongs to these two, in every play of the world. */
export function share(a: number, b: number): number {
  let mixed = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed ^= mixed >>> 12;
  return (Math.imul(mixed, 0x297a2d39) >>> 0) / 4_294_967_296;
}
