import type { Instant } from "../../inventory/index.ts";

/**
 * A time as Mintsoft writes it, without a zone. Whether it reads such a time in UTC or in the account's zone is not documented, so the
 * earlier of the two is sent: some rows too many, and none too few.
 */
export function sinceText(at: Instant, timeZone: string): string {
  const [first = ""] = [clock(at, "UTC"), clock(at, timeZone)].sort();
  return first;
}

function clock(at: Instant, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return parts.format(at).replace(" ", "T");
}
