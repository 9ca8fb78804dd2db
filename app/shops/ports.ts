import type { ItemMapping } from "../comparison/contract.ts";
import type { Instant, Location, LocationCode, Pool, Quantity } from "../inventory/index.ts";
import type { ChannelStore } from "./channels.ts";
import type { Connection, Shop } from "./shop.ts";

export interface ShopStore {
  find(domain: string): Promise<Shop | null>;
  /** Creates the tenant or, after a re-install, brings it back. */
  install(shop: Pick<Shop, "domain" | "name" | "timezone" | "currency">, at: Instant): Promise<Shop>;
  update(domain: string, facts: Pick<Shop, "name" | "timezone" | "currency">): Promise<void>;
  dismissOnboarding(domain: string, at: Instant): Promise<void>;
  /** How long the handoffs usually take, and how often to look. */
  setPace(domain: string, pace: Pick<Shop, "windows" | "scanEveryMinutes">): Promise<void>;
  /** The next scheduled scan starts no later than this. */
  scanBy(domain: string, at: Instant): Promise<void>;
  /** A scan started just now: the next scheduled one follows a whole interval later. */
  scanStarted(domain: string, at: Instant): Promise<void>;
  markUninstalled(domain: string, at: Instant): Promise<void>;
  /** Everything of the shop, in every table. */
  erase(domain: string): Promise<void>;
}

export interface ConnectionStore {
  list(shop: string): Promise<readonly Connection[]>;
  find(shop: string, id: string): Promise<Connection | null>;
  /** The opened configuration; null when the connection is not this shop's. */
  configuration(shop: string, id: string): Promise<unknown>;
  create(connection: Connection, configuration: unknown): Promise<void>;
  change(
    shop: string,
    id: string,
    change: Pick<Connection, "name" | "sparse" | "sweepEveryHours" | "warnings"> & {
      configuration: unknown;
      at: Instant;
    },
  ): Promise<void>;
  pause(shop: string, id: string, at: Instant | null): Promise<void>;
  /** With everything that was read through it, and all that it used. What the app wrote stays written in the audit. */
  remove(shop: string, id: string): Promise<void>;
  recordRead(shop: string, id: string, at: Instant, problem: string | null): Promise<void>;
}

/** A code that a connection has told us of, mapped or not. */
export interface KnownCode {
  readonly connectionId: string;
  readonly code: string;
  readonly name: string | null;
  /** When the connection last listed it. */
  readonly seenAt: Instant;
}

/**
 * `appearedAt`: when it was first reported; null for one that was there when the app first looked. `onlineSince`: when it was seen to
 * fulfil online orders after it had not; null where nobody saw that.
 */
export interface KnownLocation extends Location {
  readonly appearedAt: Instant | null;
  readonly onlineSince: Instant | null;
}

/** A pool as the shop keeps it. */
export interface ShopPool extends Pool {
  /** Id of the sales channel whose share of the stock it is; null: of all. */
  readonly channel: string | null;
  /** Buffers that somebody keeps back on purpose; null for every location or SKU. */
  readonly declared: readonly {
    readonly locationId: string | null;
    readonly sku: string | null;
    readonly units: Quantity;
  }[];
}

export interface MappingStore extends ChannelStore {
  locations(shop: string): Promise<readonly KnownLocation[]>;
  /** Locations that are no longer reported stay, as inactive. */
  saveLocations(shop: string, locations: readonly Location[], at: Instant): Promise<void>;
  knownCodes(shop: string): Promise<readonly KnownCode[]>;
  saveKnownCodes(shop: string, codes: readonly Omit<KnownCode, "seenAt">[], at: Instant): Promise<void>;
  codes(shop: string): Promise<readonly LocationCode[]>;
  /** Replaces every mapping of the shop in one transaction. */
  saveCodes(shop: string, codes: readonly LocationCode[]): Promise<void>;
  items(shop: string): Promise<readonly ItemMapping[]>;
  /** Replaces every item mapping of the shop. */
  saveItems(shop: string, items: readonly ItemMapping[]): Promise<void>;
  /** The shop's own pools; empty means the defaults. */
  pools(shop: string): Promise<readonly ShopPool[]>;
  /** Replaces every pool of the shop. */
  savePools(shop: string, pools: readonly ShopPool[]): Promise<void>;
}

/** A file that a merchant uploaded for a connection. */
export interface UploadStore {
  save(shop: string, connectionId: string, name: string, bytes: Uint8Array, at: Instant): Promise<void>;
  find(
    shop: string,
    connectionId: string,
    name: string,
  ): Promise<{ bytes: Uint8Array; modifiedAt: Instant } | null>;
}
