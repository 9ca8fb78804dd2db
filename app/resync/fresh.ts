import type { Instant, Quantity, States, System, Verdict } from "../inventory/index.ts";

/** A key as it is asked for. Without an inventory item the storefront cannot be read. */
export interface LookedUpKey {
  readonly sku: string;
  readonly locationId: string;
  readonly inventoryItemId: string | null;
}

/** One key, just read from every system that has it, as close to simultaneously as they answer. */
export interface FreshKey extends LookedUpKey {
  /** Only the systems that take part at this location. */
  readonly sides: Readonly<Partial<Record<System, FreshSide>>>;
  /** The storefront's own flags; null where it has no row or was not read. */
  readonly flags: StorefrontFlags | null;
  readonly pools: Readonly<Record<string, FreshPool>>;
}

export interface FreshSide {
  readonly states: States;
  /** A reading that came to its end had no row. */
  readonly missing: boolean;
  readonly updatedAt: Instant | null;
  readonly observedAt: Instant;
  /** Why it could not be read; its values are unknown then. */
  readonly problem: string | null;
}

export interface StorefrontFlags {
  readonly tracked: boolean;
  readonly duplicateSkuCount: number;
  readonly isActive: boolean;
}

export interface FreshPool {
  /** By the pool's own expression; null is unknown. */
  readonly values: Readonly<Partial<Record<System, Quantity | null>>>;
  readonly standing: "differs" | "agrees" | "unknown" | "excluded" | "not_read";
  /** What differs; null where nothing does. */
  readonly verdict: Verdict | null;
}

export function valueOf(fresh: FreshKey, pool: string, system: System): Quantity | null {
  return fresh.pools[pool]?.values[system] ?? null;
}

/** The sentences of the systems that could not be read. */
export function problemsOf(fresh: FreshKey): readonly string[] {
  return Object.values(fresh.sides).flatMap(({ problem }) => (problem === null ? [] : [problem]));
}
