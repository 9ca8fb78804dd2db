import type { Instant } from "./instant.ts";

const formatters = new Map<string, Intl.DateTimeFormat>();

/** How far clocks in an IANA zone are ahead of UTC at a moment, in milliseconds. Throws RangeError for a zone that nobody knows. */
export function zoneOffset(zone: string, at: Instant): number {
  if (zone === "UTC") return 0;
  const parts = Object.fromEntries(
    formatterOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/**
 * The first instant at which a clock in the zone shows this reading, given as though it were UTC. One that is skipped in spring moves
 * on by the gap.
 */
export function momentOfClock(zone: string, wall: number): Instant {
  const before = wall - zoneOffset(zone, wall - 86_400_000);
  if (before + zoneOffset(zone, before) === wall) return before;
  const after = wall - zoneOffset(zone, wall + 86_400_000);
  return after + zoneOffset(zone, after) === wall ? after : before;
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const numeric = {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  } as const;
  const formatter = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", ...numeric });
  formatters.set(zone, formatter);
  return formatter;
}
