import type { Instant, Location, LocationCode } from "../../inventory/index.ts";
import type { KnownCode } from "../../shops/ports.ts";
import type { Proposal } from "../../shops/proposals.ts";
import type { Connection } from "../../shops/shop.ts";
import type { Cause } from "../../diagnosis/index.ts";
import type { Reading } from "../../scan/ports.ts";
import type { Learned } from "../../scan/diagnosis/contract.ts";
import type { SystemNames } from "./discrepancy.ts";
import type { Caller, Done, Refused, ShopFacts } from "./shared.ts";

// Locations: /app/locations

export interface LocationUseCases {
  /** Asks the connections for their codes when none are known yet. */
  locations(caller: Caller): Promise<LocationsData>;
  /** Reads locations and codes again from Shopify and every connection. */
  refreshLocations(caller: Caller): Promise<Done | Refused>;
  /** Replaces every mapping of the shop. */
  saveMappings(caller: Caller, mappings: readonly TypedMapping[]): Promise<Done | Refused>;
  /** Makes a proposal of the pool map the pool's expression; refuses one that no longer stands. */
  acceptProposal(caller: Caller, typed: TypedProposal): Promise<Done | Refused>;
}

export interface LocationsData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly locations: readonly Location[];
  readonly connections: readonly ConnectionCodes[];
  readonly mapped: readonly LocationCode[];
  readonly proposals: readonly Proposal[];
  /** What the last diagnosis learned; null before the first. */
  readonly learned: Learned | null;
  readonly learnedAt: Instant | null;
  readonly names: SystemNames;
  /** Names of the pools that are compared at every location. */
  readonly pools: readonly string[];
  /** How each mapped location fares, by its id. */
  readonly states: Readonly<Record<string, LocationState>>;
}

export interface LocationState {
  /** When every system was last read whole there; null: never. */
  readonly lastCompleteAt: Instant | null;
  /** What the newest scan that ended read of it. */
  readonly read: readonly Pick<Reading, "system" | "rows" | "complete" | "problem">[];
  readonly incidents: readonly {
    readonly id: string | null;
    readonly cause: Cause | null;
    /** Of all its locations. */
    readonly skus: number;
  }[];
  /** Of the last day; null where no order was heard of. */
  readonly ordersPerHour: number | null;
}

export interface TypedProposal {
  readonly pool: string;
  readonly system: string;
  readonly expression: string;
}

export interface ConnectionCodes {
  readonly connection: Connection;
  /** `gone`: the system lists it no more. */
  readonly codes: readonly (KnownCode & { readonly gone: boolean })[];
  /** Why its codes could not be read; null when they could. */
  readonly problem: string | null;
}

export interface TypedMapping {
  readonly connectionId: string;
  readonly code: string;
  readonly locationId: string;
}
