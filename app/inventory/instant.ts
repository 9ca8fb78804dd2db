/** A point in time: milliseconds since 1970-01-01 UTC. Zones exist only where people read or type times. */
export type Instant = number;

/** RFC 3339 in UTC without needless fractions, as files and reports show times. */
export function formatInstant(at: Instant): string {
  return new Date(at).toISOString().replace(".000Z", "Z");
}
