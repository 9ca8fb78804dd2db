import { momentOfClock, zoneOffset, type Instant } from "../inventory/index.ts";

const written = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/;

/**
 * The moment at which a clock in the zone shows this ("2026-11-23T09:40"); null for what is no such time. An hour that is skipped in
 * spring moves on; of one that comes twice in autumn the first is meant.
 */
export function momentIn(zone: string, text: string): Instant | null {
  if (!written.test(text)) return null;
  const wall = Date.parse(`${text}Z`);
  // Date.parse takes the 31st of any month, and midnight as the 24th hour.
  const exists = !Number.isNaN(wall) && text.startsWith(clockIn("UTC", wall));
  return exists ? momentOfClock(zone, wall) : null;
}

/** What a clock in the zone shows, as a date field wants it. */
export function clockIn(zone: string, at: Instant): string {
  return new Date(at + zoneOffset(zone, at)).toISOString().slice(0, 16);
}
