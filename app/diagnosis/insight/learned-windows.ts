import type { System } from "../../inventory/index.ts";
import type { Flow } from "../cause.ts";
import type { Arrival, Inquiry } from "../inquiry.ts";

/** How long numbers take through one flow of one handoff at one location. Times in milliseconds. */
export interface LearnedWindow {
  readonly locationId: string;
  readonly flow: Flow;
  /** Stock travels `from` → `into`; orders the other way. */
  readonly from: System;
  readonly into: System;
  readonly samples: number;
  readonly p50: number;
  readonly p95: number;
  readonly declared: number;
  /** The 95th percentile within bounds of the declared window; null where too few numbers were seen. */
  readonly learned: number | null;
  /** Orders that come in within the window in force, by the location's pace; null where nobody knows it. */
  readonly ordersPerWindow: number | null;
}

export interface WindowQuestion {
  readonly chain: readonly System[];
  readonly arrivals: readonly Arrival[];
  readonly windows: Inquiry["windows"];
  /** Orders per hour by location. */
  readonly velocity?: ReadonlyMap<string, number>;
}

const LEAST_SAMPLES = 20;
/** A handoff that is twice as slow as declared is late, and no longer usual. */
const BOUNDS = [0.5, 2] as const;
const HOUR = 3_600_000;
const DEFAULT_WINDOW = 15 * 60_000;

/** Per location, flow and handoff: percentiles, and the window that they suggest. In the order of locations and chain. */
export function learnWindows({
  chain,
  arrivals,
  windows,
  velocity,
}: WindowQuestion): readonly LearnedWindow[] {
  const lanes = Map.groupBy(arrivals, ({ locationId, from, into }) => [locationId, from, into].join(" "));
  return [...lanes.values()]
    .flatMap((lane) => {
      const [first] = lane;
      if (!first) return [];
      const flow: Flow = chain.indexOf(first.from) < chain.indexOf(first.into) ? "stock" : "orders";
      const [from, into] = flow === "stock" ? [first.from, first.into] : [first.into, first.from];
      const declared = windows[flow][into] ?? DEFAULT_WINDOW;
      const delays = lane.map(({ delay }) => delay).sort((a, b) => a - b);
      const p95 = percentile(delays, 0.95);
      const learned = delays.length < LEAST_SAMPLES ? null : within(p95, declared);
      const pace = velocity?.get(first.locationId);
      return [
        {
          ...{ locationId: first.locationId, flow, from, into, samples: delays.length },
          ...{ p50: percentile(delays, 0.5), p95, declared, learned },
          ordersPerWindow: pace === undefined ? null : (pace * (learned ?? declared)) / HOUR,
        },
      ];
    })
    .sort((a, b) => compareText(a.locationId, b.locationId) || chain.indexOf(a.into) - chain.indexOf(b.into));
}

/** The value that the given share of the sorted values does not exceed. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0;
}

function within(value: number, declared: number): number {
  return Math.min(BOUNDS[1] * declared, Math.max(BOUNDS[0] * declared, value));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
