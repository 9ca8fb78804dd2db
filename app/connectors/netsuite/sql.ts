import type { Instant } from "../../inventory/index.ts";
import { wallClock } from "../shared/wall-clock.ts";

/* SuiteQL over REST has no parameters: what stands in a query is a checked integer or a quoted text. */

export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

export function texts(values: readonly string[]): string {
  return values.map(text).join(", ");
}

/** Throws RangeError for what is no id; ids come back from NetSuite and go out again. */
export function integer(value: string): string {
  if (!/^-?\d{1,18}$/.test(value)) throw new RangeError(`"${value.slice(0, 40)}" is not an id`);
  return value;
}

/** A time as the account's clock shows it: `offsetMinutes` east of UTC. */
export function timestamp(at: Instant, offsetMinutes: number): string {
  return `TO_TIMESTAMP(${text(wallClock(at, offsetMinutes))}, 'YYYY-MM-DD HH24:MI:SS')`;
}

/** Without TO_CHAR a time comes as a day in the account's own format. */
export function zonedTime(column: string, alias: string): string {
  return `TO_CHAR(${column}, 'YYYY-MM-DD HH24:MI:SS TZH:TZM') AS ${alias}`;
}
