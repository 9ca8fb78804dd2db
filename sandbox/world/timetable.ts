import type { Channel, ChannelHealth } from "./channel.ts";
import type { Spot } from "./faults/contract.ts";
import type { Handoffs } from "./handoffs.ts";
import type { Schedule } from "./schedule.ts";

export const minute = 60_000;

/** Usual windows in minutes at speed 1. Orders travel oftener than stock. */
const windows = {
  wms_erp: { stock: 15, orders: 5 },
  erp_storefront: { stock: 10, orders: 5 },
} as const;

/** When the handoffs run. */
export interface Timetable {
  /** The time from one run to the next, in milliseconds. */
  readonly windowOf: (spot: Spot) => number;
  /** All flows of a location run in their windows from now on; the first ends one window after `from`. */
  runLocation(locationId: string, from: number): void;
  readonly health: (spot: Spot) => ChannelHealth;
}

type Runnable = Pick<Channel<never>, "handoff" | "flow" | "run" | "health">;

export function createTimetable(schedule: Schedule, handoffs: Handoffs, speed: number): Timetable {
  // Orders first: a push that goes before the orders it should know of would oversell for a window. Each channel keeps its place
  // by a millisecond, because of runs at the same time the one that was planned earlier, with the longer window, would go first.
  const channels: readonly Runnable[] = [
    handoffs.ordersToErp,
    handoffs.ordersToWms,
    handoffs.counts,
    handoffs.offers,
  ];
  const windowOf = ({ handoff, flow }: Spot): number => (windows[handoff][flow] * minute) / speed;
  const runAt = (channel: Runnable, locationId: string, time: number): void => {
    schedule.at(time, (now) => {
      channel.run(locationId, now);
      runAt(channel, locationId, now + windowOf(channel));
    });
  };
  return {
    windowOf,
    runLocation(locationId, from) {
      channels.forEach((channel, place) => runAt(channel, locationId, from + windowOf(channel) + place));
    },
    health({ handoff, flow }) {
      const channel = channels.find((candidate) => candidate.handoff === handoff && candidate.flow === flow);
      if (!channel) throw new RangeError(`There is no flow of ${flow} through ${handoff}`);
      return channel.health();
    },
  };
}
