import { zoneOffset, type Instant } from "../../inventory/index.ts";

/** Minutes east of UTC that a text such as "2026-11-23 07:08:19 -08:00" ends with; null where it names none. */
export function offsetIn(text: unknown): number | null {
  const match = typeof text === "string" ? /([+-])(\d{2}):?(\d{2})$/.exec(text.trim()) : null;
  if (!match) return null;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

/** Minutes east of UTC that clocks in a zone show at a moment. */
export function offsetOfZone(zone: string, at: Instant): number {
  return zoneOffset(zone, at) / 60_000;
}

/** "2026-11-23 07:08:19" as clocks show it that are so many minutes east of UTC. */
export function wallClock(at: Instant, offsetMinutes: number): string {
  return new Date(at + offsetMinutes * 60_000).toISOString().slice(0, 19).replace("T", " ");
}

const hour = 3_600_000;

/**
 * The reading from which on local times are at or after `since`, for a query over times without a zone. An hour early: in autumn
 * clocks show the same hour twice, and what was written in the second must not look older than what was written in the first.
 */
export function localSince(since: Instant, zone: string): string {
  return wallClock(since - hour, offsetOfZone(zone, since - hour));
}
