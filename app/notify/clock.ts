import { momentOfClock, zoneOffset, type Instant } from "../inventory/index.ts";
import type { Rules } from "../channels/channel.ts";

const DAY = 86_400_000;

/** The first moment from `at` on that lies outside of the quiet hours. */
export function afterQuiet(quiet: Rules["quiet"], zone: string, at: Instant): Instant {
  if (!quiet || quiet.from === quiet.to) return at;
  const [now, from, to] = [timeOfDay(zone, at), minutes(quiet.from), minutes(quiet.to)];
  const inside = from < to ? now >= from && now < to : now >= from || now < to;
  return inside ? nextTime(quiet.to, zone, at) : at;
}

/** The next moment after `at` at which a clock in the zone shows this time of day. */
export function nextTime(time: string, zone: string, at: Instant): Instant {
  const wall = at + zoneOffset(zone, at);
  const midnight = Math.floor(wall / DAY) * DAY;
  for (const day of [0, 1, 2]) {
    const moment = momentOfClock(zone, midnight + day * DAY + minutes(time) * 60_000);
    if (moment > at) return moment;
  }
  throw new RangeError(`${time} never comes in ${zone}`);
}

/** What a calendar in the zone shows, as "2026-11-27". */
export function dayIn(zone: string, at: Instant): string {
  return new Date(at + zoneOffset(zone, at)).toISOString().slice(0, 10);
}

function timeOfDay(zone: string, at: Instant): number {
  const wall = at + zoneOffset(zone, at);
  return Math.floor((((wall % DAY) + DAY) % DAY) / 60_000);
}

/** "07:30" as minutes after midnight. */
function minutes(time: string): number {
  const [hours = "0", rest = "0"] = time.split(":");
  return Number(hours) * 60 + Number(rest);
}
