import type { Instant } from "../inventory/index.ts";

/** One fix of a key and whether the gap returned afterwards. */
export interface Fix {
  readonly sku: string;
  readonly locationId: string;
  readonly cause: string | null;
  /** Null: somebody outside the app. */
  readonly by: string | null;
  readonly at: Instant;
  readonly returnedAt: Instant | null;
}

/** What keeps being mended and keeps coming back. */
export interface TreadmillLine {
  readonly sku: string;
  readonly locationId: string;
  readonly cause: string | null;
  readonly fixes: number;
  readonly returns: number;
  /** Milliseconds from a fix to the return; null while none returned. */
  readonly meanTimeToReturn: number | null;
  /** Who fixes it, most often first. */
  readonly people: readonly { readonly person: string | null; readonly fixes: number }[];
  /** An estimate: fixes × what one costs. */
  readonly minutes: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

/** Per key and cause, worst first. A key that was mended once and stayed is no treadmill. */
export function treadmill(fixes: readonly Fix[], minutesPerFix: number): readonly TreadmillLine[] {
  const groups = Map.groupBy(fixes, ({ sku, locationId, cause }) => JSON.stringify([sku, locationId, cause]));
  return [...groups.values()]
    .flatMap((group) => lineOf(group, minutesPerFix) ?? [])
    .sort((a, b) => b.returns - a.returns || b.fixes - a.fixes || a.sku.localeCompare(b.sku));
}

function lineOf(group: readonly Fix[], minutesPerFix: number): TreadmillLine | null {
  const [first] = group;
  const times = group.flatMap(({ at, returnedAt }) => (returnedAt === null ? [] : [returnedAt - at]));
  if (!first || (group.length < 2 && times.length === 0)) return null;
  const { sku, locationId, cause } = first;
  return {
    sku,
    locationId,
    cause,
    fixes: group.length,
    returns: times.length,
    meanTimeToReturn: times.length === 0 ? null : times.reduce((sum, time) => sum + time, 0) / times.length,
    people: [...Map.groupBy(group, ({ by }) => by)]
      .map(([person, own]) => ({ person, fixes: own.length }))
      .sort((a, b) => b.fixes - a.fixes || (a.person ?? "").localeCompare(b.person ?? "")),
    minutes: group.length * minutesPerFix,
    firstAt: Math.min(...group.map(({ at }) => at)),
    lastAt: Math.max(...group.map(({ at }) => at)),
  };
}
