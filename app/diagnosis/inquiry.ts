import type { Side } from "../comparison/contract.ts";
import type { ComparedPool } from "../comparison/offered.ts";
import type { Clocks } from "./clocks.ts";
import type { Instant, Quantity, System, Verdict } from "../inventory/index.ts";

export type Sides = Readonly<Partial<Record<System, Side>>>;

/** What readings saw of one key, from the first (`at`) to the last (`until`) that said the same. A system that was not read is absent. */
export interface Moment {
  readonly at: Instant;
  readonly until: Instant;
  readonly sides: Sides;
}

/** A gap under diagnosis, with the key's past, oldest first; the last moment is the present. */
export interface Mismatch {
  readonly sku: string;
  readonly locationId: string;
  readonly pool: string;
  readonly inventoryItemId: string | null;
  readonly verdict: Verdict;
  readonly sides: Sides;
  readonly firstSeenAt: Instant;
  readonly lastAgreedAt: Instant | null;
  readonly past: readonly Moment[];
}

/** A key that agrees; a bounded sample of them stands beside the mismatches. */
export interface Sibling {
  readonly sku: string;
  readonly locationId: string;
  readonly pool: string;
  readonly sides: Sides;
}

export interface LocationFacts {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly fulfillsOnlineOrders: boolean;
  readonly createdAt: Instant | null;
  readonly codes: readonly { readonly system: System; readonly code: string }[];
}

/** Null: nobody says. */
export interface ItemFacts {
  readonly sku: string;
  readonly tracked: boolean | null;
  readonly status: string | null;
  readonly published: boolean | null;
  /** Sellable units in one unit of that system, as declared. */
  readonly unitsPer: Readonly<Partial<Record<System, number>>>;
  /** Inventory items that carry this SKU; above one it is no identity. */
  readonly itemsWithSku: number;
  /** Names that differ only in case, spaces or zero padding, and that nothing matched. */
  readonly nearMatches: readonly { readonly system: System; readonly name: string }[];
  /** The SKU that the storefront's item now carries in place of this one. */
  readonly renamedTo: string | null;
  /** Locations where the storefront has a row that is switched off. */
  readonly inactiveAt: readonly string[];
}

/** Sync lines name the system written into. `locationId` is already Shopify's. */
export interface LoggedEvent {
  readonly at: Instant;
  readonly system: System | null;
  readonly kind: string;
  readonly locationId: string | null;
  readonly sku: string | null;
  readonly delta: number | null;
  readonly note: string | null;
}

/** Of the handoff into `system`. */
export interface HealthSample {
  readonly at: Instant;
  readonly system: System;
  readonly queued: number | null;
  readonly failed: number | null;
  readonly throttled: number | null;
  readonly oldestQueuedAt: Instant | null;
}

export interface OpenDocument {
  readonly at: Instant;
  readonly system: System;
  readonly kind: "order" | "receipt" | "transfer" | "queued";
  readonly sku: string;
  readonly locationId: string;
  readonly quantity: Quantity;
}

/** A number that reached the next system, with the time it took: what the handoff usually does. */
export interface Arrival {
  readonly sku: string;
  readonly locationId: string;
  readonly pool: string;
  readonly from: System;
  readonly into: System;
  /** When it was first seen there. */
  readonly at: Instant;
  readonly delay: number;
}

/** Of one pool at one location. */
export interface KeyCounts {
  readonly agreeing: number;
  readonly differing: number;
}

export interface DeclaredBuffer {
  readonly pool: string;
  readonly locationId: string | null;
  readonly sku: string | null;
  readonly units: Quantity;
}

/** Everything that one scan knows when it asks for causes. Plain data; the same inquiry always gets the same findings. */
export interface Inquiry {
  readonly at: Instant;
  /** The shop's roles in the order of the chain. */
  readonly chain: readonly System[];
  readonly names: Readonly<Partial<Record<System, string>>>;
  /** Usual windows in milliseconds, by the system written into. */
  readonly windows: {
    readonly stock: Readonly<Partial<Record<System, number>>>;
    readonly orders: Readonly<Partial<Record<System, number>>>;
  };
  readonly pools: readonly (ComparedPool & { readonly channel: string | null })[];
  readonly locations: readonly LocationFacts[];
  readonly items: ReadonlyMap<string, ItemFacts>;
  readonly mismatches: readonly Mismatch[];
  readonly siblings: readonly Sibling[];
  /** By `placeKey`. */
  readonly counts: ReadonlyMap<string, KeyCounts>;
  /** The other locations of the SKUs that differ, by `itemKey` and then by location; agreeing or not. */
  readonly elsewhere: ReadonlyMap<string, ReadonlyMap<string, Sides>>;
  /** In order of time, none later than `at`. */
  readonly events: readonly LoggedEvent[];
  readonly health: readonly HealthSample[];
  readonly open: readonly OpenDocument[];
  readonly arrivals: readonly Arrival[];
  readonly declared: readonly DeclaredBuffer[];
  /** What the systems' own times are worth; left out: they are believed. */
  readonly clocks?: Clocks;
}

/** A pool's name has no line break, so that nothing else can have the same key. */
export function placeKey(pool: string, locationId: string): string {
  return `${pool}\n${locationId}`;
}

export function itemKey(pool: string, sku: string): string {
  return `${pool}\n${sku}`;
}
