import type { Instant } from "../../inventory/index.ts";

/** Minutes east of UTC that a time such as "2026-11-23 07:08:19 -08:00" is written with; null where it names none. */
export function offsetIn(text: unknown): number | null {
  const match = typeof text === "string" ? /([+-])(\d{2}):?(\d{2})$/.exec(text.trim()) : null;
  if (!match) return null;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

/** Minutes east of UTC that clocks in a zone show at a moment. */
export function offsetOfZone(zone: string, at: Instant): number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const shown = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  // "GMT-08:00", and plain "GMT" for none.
  return offsetIn(shown) ?? 0;
}
