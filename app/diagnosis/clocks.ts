import { systems, type Instant, type System } from "../inventory/index.ts";
import type { Mismatch, Sides } from "./inquiry.ts";

/** What a system's own times of change are worth. */
export interface Clock {
  /** They move when numbers do, and say more than a day. */
  readonly trusted: boolean;
  /** Milliseconds by which they lie before what the readings allow: such a clock makes numbers look older than they are. */
  readonly behind: number;
}
export type Clocks = Readonly<Partial<Record<System, Clock>>>;

const DAY = 86_400_000;
const SKEW = 300_000;
const LEAST_MOVES = 3;
const LEAST_SHARE = 0.7;
const SAMPLE = 50;

/** A system's own time, unless it is only a day: that says nothing of when. */
export function momentOf(stamp: Instant | null): Instant | null {
  return stamp === null || stamp % DAY === 0 ? null : stamp;
}

/** Learns from readings what the systems' times are worth. A time that stays when the number
 * moves, or is only a day, is worth nothing. */
export class ClockWatch {
  readonly #told = new Map<System, Told>(systems.map((system) => [system, new Told()]));

  saw(system: System, stamp: Instant | null): void {
    if (stamp !== null) this.#told.get(system)?.saw(stamp);
  }

  /** A number changed between two readings, and this is the time that the system gives for it. */
  moved(system: System, stamp: Instant | null, since: Instant, at: Instant): void {
    this.#told.get(system)?.moved(stamp, since, at);
  }

  get clocks(): Clocks {
    return Object.fromEntries([...this.#told].map(([system, told]) => [system, told.clock]));
  }
}

class Told {
  readonly #stamps = new Set<Instant>();
  #moves = 0;
  #dated = 0;
  #behind = 0;

  saw(stamp: Instant): void {
    if (this.#stamps.size < SAMPLE) this.#stamps.add(stamp);
  }

  moved(stamp: Instant | null, since: Instant, at: Instant): void {
    this.#moves += 1;
    if (stamp === null || stamp <= since - SKEW || stamp > at + SKEW) return;
    this.#dated += 1;
    this.#behind = Math.max(this.#behind, since - stamp);
  }

  get clock(): Clock {
    const onlyDays = this.#stamps.size > 1 && [...this.#stamps].every((stamp) => stamp % DAY === 0);
    const kept = this.#moves < LEAST_MOVES || this.#dated >= LEAST_SHARE * this.#moves;
    return { trusted: kept && !onlyDays, behind: this.#behind };
  }
}

/** From what is known of the keys that differ, where nobody kept watch. */
export function clocksOf(mismatches: readonly Mismatch[]): Clocks {
  const watch = new ClockWatch();
  const look = (sides: Sides): void => {
    for (const system of systems) watch.saw(system, sides[system]?.updatedAt ?? null);
  };
  for (const { past } of mismatches) {
    for (const [index, moment] of past.entries()) {
      look(moment.sides);
      const before = past[index - 1];
      if (!before) continue;
      for (const system of systems) {
        const [was, is] = [before.sides[system], moment.sides[system]];
        if (was && is && !was.missing && !is.missing && was.value !== is.value)
          watch.moved(system, is.updatedAt, before.until, is.observedAt ?? moment.at);
      }
    }
  }
  return watch.clocks;
}
