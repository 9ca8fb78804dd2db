import type { Instant } from "../../inventory/index.ts";
import type { LevelKey, Storefront } from "../../storefront/ports.ts";
import type { Delivery } from "../../storefront/webhooks/delivery.ts";
import type { EventLog } from "../event-log.ts";
import type { MappingStore, ShopStore } from "../ports.ts";

/** What working on a delivery may need. */
export interface InboxPorts {
  readonly shops: Pick<ShopStore, "find" | "update" | "markUninstalled" | "erase">;
  readonly mapping: Pick<MappingStore, "locations" | "saveLocations">;
  readonly storefront: Pick<Storefront, "readShop" | "readLocations">;
  readonly access: ShopAccess;
  readonly hints: Hints;
  readonly events: Pick<EventLog, "note">;
  /** The SKU that the shop's item was last seen with; null for an unknown item. */
  readonly skuOf: (shop: string, inventoryItemId: string) => Promise<string | null>;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
}

export interface ShopAccess {
  /** Asks Shopify: false when the shop has no session or Shopify refuses it. */
  stillWorks(shop: string, signal: AbortSignal): Promise<boolean>;
  /** Deletes every session of the shop. None is fine. */
  forget(shop: string): Promise<void>;
  /** Notes on the shop's offline session what it has granted now. */
  recordScopes(shop: string, scopes: readonly string[]): Promise<void>;
}

/** Reasons to look sooner than planned. They carry no numbers: what is looked at is read afresh. */
export interface Hints {
  levelChanged(shop: string, key: LevelKey, at: Instant): void;
  /** SKU, title, price or whether it is tracked, of an item or a product: the next scan reads the products, and it is looked at. */
  itemChanged(shop: string, id: string, at: Instant): void;
  /** Stores what was told so far of levels and items: only then is a delivery worked on. */
  flush(): Promise<void>;
  /** Which there are, open or selling online: all that stands there is read again soon. */
  locationsChanged(shop: string, at: Instant): Promise<void>;
}

/**
 * Works on one delivery and says in a sentence what was done, for the log. Working on the same one twice does no harm.
 * Rejects when it should be tried again, or with UnreadablePayload when that would not help.
 */
export type Handler = (delivery: Delivery, ports: InboxPorts) => Promise<string>;
