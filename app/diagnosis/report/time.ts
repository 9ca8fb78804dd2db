import type { Instant } from "../../inventory/index.ts";

/** "2026-04-03 06:30:02 America/New_York": the same moment in the reader's zone, the zone named. */
export function timeIn(zone: string, at: Instant | null): string {
  if (at === null) return "unknown";
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  return `${parts.format(at)} ${zone}`;
}
