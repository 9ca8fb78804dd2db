import {
  systems,
  type ConnectedRole,
  type Instant,
  type ReportedLevel,
  type System,
} from "../inventory/index.ts";
import type { Comparison, ComparisonResult, ComparisonSetup, Sample, StorefrontLevel } from "./contract.ts";
import { GapList } from "./gap-list.ts";
import { Join } from "./join.ts";
import type { TakingPart } from "./key-states.ts";
import { Intake } from "./lines/intake.ts";
import { BulkFeed, type OnFault } from "./lines/bulk-feed.ts";
import { LineCutter } from "./lines/line-cutter.ts";
import { noteUnmatched } from "./near-matches.ts";
import { Participation } from "./participation.ts";
import { countsOf, coverageOf } from "./report.ts";
import { Samples } from "./samples.ts";
import { compilePools, numberOf, type CompiledPool } from "./setup.ts";
import { Readings, type StorefrontParts } from "./store/readings.ts";
import { Row } from "./store/row.ts";

/** Enough to keep the memory busy, few enough to stay in the cache until they are needed. */
const ROWS_TOGETHER = 64;

/** The join. Throws ExpressionError for a pool whose expression does not parse. */
export function createComparison(setup: ComparisonSetup, onFault: OnFault = () => undefined): Engine {
  return new Engine(setup, onFault);
}

/** The storefront's reading between two threads. */
export interface StorefrontReading extends StorefrontParts {
  readonly samples: readonly Sample[];
  readonly brokeOff: boolean;
}

export class Engine implements Comparison {
  readonly samples = new Samples();
  readonly readings: Readings;
  readonly #setup: ComparisonSetup;
  readonly #pools: readonly CompiledPool[];
  readonly #participation = new Participation();
  readonly #bulk: BulkFeed;
  readonly #lines: LineCutter;
  readonly #row = new Row();

  constructor(setup: ComparisonSetup, onFault: OnFault) {
    this.#setup = setup;
    this.#pools = compilePools(setup);
    this.readings = new Readings(setup, this.samples);
    this.#bulk = new BulkFeed(this.readings, this.samples, onFault);
    this.#lines = new LineCutter(this.#bulk);
  }

  accept(role: ConnectedRole, connectionId: string, levels: readonly ReportedLevel[]): void {
    const system = numberOf(role);
    const codes = this.readings.codesOf(system, connectionId);
    const row = this.#row;
    for (const { item, code, states, updatedAt, observedAt } of levels) {
      if (!item.isWellFormed()) {
        this.reject(role, JSON.stringify(item.slice(0, 60)), "the item's name is not valid Unicode");
        continue;
      }
      const place = codes?.findText(code) ?? null;
      if (place === null) this.samples.note(role, "unmapped_code", () => `${code} belongs to no location`);
      row.clear();
      row.setStates(states);
      row.updatedAt = updatedAt ?? NaN;
      row.moment = this.readings.connected.moments.numberOf(observedAt);
      this.readings.addConnected(system, this.readings.names.internText(item), place, row);
    }
  }

  reject(system: System, where: string, reason: string): void {
    this.readings.tallies.reject(numberOf(system));
    this.samples.note(system, "rejected", () => `${where}: ${reason}`);
  }

  /** How the rows of a connection get in from bytes; see recorded/. */
  intake(role: ConnectedRole, connectionId: string, together: number = ROWS_TOGETHER): Intake {
    const codes = this.readings.codesOf(numberOf(role), connectionId);
    return new Intake(this.readings, this.samples, role, codes, together);
  }

  acceptBulk(chunk: Uint8Array, observedAt: Instant): void {
    this.#bulk.observe(observedAt);
    this.#lines.push(chunk);
  }

  acceptStorefront(levels: readonly StorefrontLevel[]): void {
    for (const level of levels) this.#bulk.accept(level);
  }

  /** What the bulk feed said up to its end, to be taken in by an engine in another thread. This one is of no use any more. */
  handOverStorefront(): StorefrontReading {
    this.#lines.end();
    const { brokeOff } = this.#bulk;
    return { ...this.readings.handOverStorefront(), samples: this.samples.all(), brokeOff };
  }

  /** In place of `acceptBulk`: the same engine in another thread has read the feed, with the same setup. */
  takeOverStorefront(reading: StorefrontReading): void {
    this.readings.takeOverStorefront(reading);
    this.samples.takeOver(reading.samples);
    this.#bulk.brokeOff = reading.brokeOff;
  }

  complete(system: System, connectionId: string | null, options?: { readonly cutShort: boolean }): void {
    this.#participation.complete(system, connectionId, options?.cutShort ?? false);
  }

  /** By location the systems that were read and have a code there. */
  takingPart(): TakingPart {
    const parts = this.#participation.parts(this.#setup);
    return new Map(
      this.#setup.locations.map(({ id }, location) => [
        id,
        new Set(systems.filter((_, system) => parts[location]?.[system] != null)),
      ]),
    );
  }

  finish(): ComparisonResult {
    this.#lines.end();
    if (this.#bulk.brokeOff) this.#participation.storefrontBrokeOff();
    const join = new Join(this.#setup, this.#pools, this.readings, this.#participation);
    const found = new GapList();
    const passed = join.pass((sku, location, pool) => found.add(sku, location, pool));
    const coverage = coverageOf(this.#setup, this.#pools, this.readings, passed);
    const counts = countsOf(coverage, passed, this.readings.inactive, found.size);
    if (Object.values(counts.unmatched).some((rows) => rows > 0)) {
      noteUnmatched(this.readings, (sku) => join.isKnown(sku), this.samples);
    }
    return {
      gaps: { [Symbol.iterator]: () => found.each((...key) => join.gap(...key)) },
      differences: { [Symbol.iterator]: () => found.each((...key) => join.difference(...key)) },
      report: { coverage, counts, samples: this.samples.all() },
      standing: (sku, locationId, pool, involved) => join.standing(sku, locationId, pool, involved),
      has: (sku, locationId) => join.has(sku, locationId),
      reading: (system, locationId) => ({ [Symbol.iterator]: () => join.reading(system, locationId) }),
      isSplit: (sku, pool) => join.isSplit(sku, pool),
    };
  }
}
