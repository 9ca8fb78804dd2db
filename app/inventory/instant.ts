/** A point in time: milliseconds since 1970-01-01 UTC. Zones exist only where people read or type times. */
export type Instant = number;

/** RFC 3339 in UTC without needless fractions, as files and reports show times. */
export function formatInstant(at: Instant): string {
  return new Date(at).toISOString().replace(".000Z", "Z");
}

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d))?$/;

/**
 * A time with its zone, or a day, which counts from its midnight in UTC. Null for anything else: a time without a zone would mean
 * another moment on every machine.
 */
export function parseInstant(text: string): Instant | null {
  const match = rfc3339.exec(text);
  if (!match) return null;
  const [, year, month, day, , zone = ""] = match;
  // Date.parse takes the 31st of any month.
  if (Number(day) > 28 && Number(day) > daysIn(Number(year), Number(month))) return null;
  const isColonMissing = zone.length === "+0000".length;
  const at = Date.parse(isColonMissing ? `${text.slice(0, -2)}:${text.slice(-2)}` : text);
  return Number.isNaN(at) ? null : at;
}

/** `month` from 1. */
function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
