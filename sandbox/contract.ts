/** What the parts of the sandbox agree on. Quantities here are whole units, as Shopify's are. */

export interface ShopSeed {
  /** `kiln-and-co.myshopify.com` */
  readonly domain: string;
  readonly name: string;
  /** IANA zone. */
  readonly timezone: string;
  readonly currency: string;
  /** Points per second that the Admin API's bucket restores. */
  readonly restoreRate: number;
  readonly locations: readonly SeedLocation[];
  readonly products: readonly SeedProduct[];
  readonly staff: readonly SeedStaff[];
}

export interface SeedLocation {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly fulfillsOnlineOrders: boolean;
  readonly fulfillmentService: boolean;
  readonly createdAt: Date;
}

export interface SeedProduct {
  readonly id: string;
  readonly title: string;
  readonly status: "ACTIVE" | "ARCHIVED" | "DRAFT";
  /** Ids of the sales channels that it is kept off; left out: none. */
  readonly unpublishedOn?: readonly string[];
  readonly variants: readonly SeedVariant[];
}

export interface SeedVariant {
  readonly id: string;
  readonly inventoryItemId: string;
  readonly title: string;
  readonly sku: string | null;
  readonly barcode: string | null;
  /** Decimal text in the shop's currency. */
  readonly price: string;
  readonly tracked: boolean;
  readonly levels: readonly SeedStock[];
}

export interface SeedStock {
  readonly locationId: string;
  readonly active: boolean;
  readonly available: number;
  readonly committed: number;
  readonly incoming: number;
  readonly updatedAt: Date;
}

export interface SeedStaff {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly locale: string;
}

/**
 * What happens to the store from outside our app: customers buy, staff edit, other apps sync. Every change sends the webhooks that
 * Shopify would send. The stand-in Shopify implements it; the world and the stand-in admin use it.
 */
export interface StorefrontActions {
  readonly seed: ShopSeed;
  stock(inventoryItemId: string, locationId: string): StorefrontStock | null;
  /** A write by another app or by staff: sets `available` and mirrors `on_hand`. */
  setAvailable(inventoryItemId: string, locationId: string, available: number, at: Date): void;
  /** Moves units from available to committed. May make available negative. */
  placeOrder(inventoryItemId: string, locationId: string, units: number, at: Date): void;
  /** Ships committed units: committed and on_hand go down. */
  fulfilOrder(inventoryItemId: string, locationId: string, units: number, at: Date): void;
  cancelOrder(inventoryItemId: string, locationId: string, units: number, at: Date): void;
  setIncoming(inventoryItemId: string, locationId: string, incoming: number, at: Date): void;
  setTracked(inventoryItemId: string, tracked: boolean, at: Date): void;
  setSku(inventoryItemId: string, sku: string | null, at: Date): void;
  setLevelActive(inventoryItemId: string, locationId: string, active: boolean, at: Date): void;
  addLocation(location: SeedLocation): void;
  setLocationActive(locationId: string, active: boolean, at: Date): void;
}

export interface StorefrontStock {
  readonly active: boolean;
  readonly available: number;
  readonly committed: number;
  readonly onHand: number;
  readonly incoming: number;
  readonly updatedAt: Date;
}
