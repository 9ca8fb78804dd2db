import type { Instant } from "../inventory/index.ts";

const written = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/;

/**
 * The moment at which a clock in the zone shows this ("2026-11-23T09:40"); null for what is no such time. An hour that is skipped in
 * spring moves on; of one that comes twice in autumn the first is meant.
 */
export function momentIn(zone: string, text: string): Instant | null {
  const [, year, month, day, hour, minute, second = "0"] = written.exec(text) ?? [];
  if (year === undefined) return null;
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  if (Number.isNaN(wall) || new Date(wall).getUTCDate() !== Number(day)) return null;
  const first = wall - offsetAt(zone, wall - 86_400_000);
  return offsetAt(zone, first) === wall - first ? first : wall - offsetAt(zone, wall + 86_400_000);
}

/** What a clock in the zone shows, as a date field wants it. */
export function clockIn(zone: string, at: Instant): string {
  return new Date(at + offsetAt(zone, at)).toISOString().slice(0, 16);
}

function offsetAt(zone: string, at: Instant): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const shown = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return shown - Math.floor(at / 1_000) * 1_000;
}
