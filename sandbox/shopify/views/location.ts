import { legacyId } from "../gid.ts";
import type { Call } from "../graphql/call.ts";
import type { Connection } from "../graphql/connection.ts";
import type { LevelRecord, LocationRecord } from "../state/records.ts";
import type { InventoryLevelView } from "./inventory-level.ts";
import { levelConnection, levelView, type LevelArgs } from "./inventory-level.ts";

const noAddress = {
  address1: null,
  address2: null,
  city: null,
  country: null,
  countryCode: null,
  formatted: [],
  latitude: null,
  longitude: null,
  phone: null,
  province: null,
  provinceCode: null,
  zip: null,
};

export class LocationView {
  readonly __typename = "Location";
  readonly address = noAddress;
  readonly #location: LocationRecord;

  constructor(location: LocationRecord) {
    this.#location = location;
  }

  get id(): string {
    return this.#location.id;
  }
  get legacyResourceId(): string {
    return legacyId(this.id);
  }
  get name(): string {
    return this.#location.name;
  }
  get isActive(): boolean {
    return this.#location.active;
  }
  get activatable(): boolean {
    return !this.#location.active && !this.#location.fulfillmentService;
  }
  get deactivatable(): boolean {
    return this.#location.active && !this.#location.fulfillmentService;
  }
  get deletable(): boolean {
    return this.activatable;
  }
  get fulfillsOnlineOrders(): boolean {
    return this.#location.fulfillsOnlineOrders;
  }
  get shipsInventory(): boolean {
    return this.#location.active && this.#location.fulfillsOnlineOrders;
  }
  get isFulfillmentService(): boolean {
    return this.#location.fulfillmentService;
  }
  get fulfillmentService(): object | null {
    if (!this.#location.fulfillmentService) return null;
    return {
      id: `gid://shopify/FulfillmentService/${this.legacyResourceId}?id=true`,
      handle: this.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
      serviceName: this.name,
      callbackUrl: null,
      inventoryManagement: true,
      trackingSupport: false,
      type: "THIRD_PARTY",
      location: this,
    };
  }
  get createdAt(): string {
    return this.#location.createdAt.toISOString();
  }
  get updatedAt(): string {
    return this.#location.updatedAt.toISOString();
  }
  get deactivatedAt(): string | null {
    return this.#location.deactivatedAt?.toISOString() ?? null;
  }

  isPrimary(_args: unknown, call: Call): boolean {
    return call.shop.state.locations.values().next().value === this.#location;
  }
  hasActiveInventory(_args: unknown, call: Call): boolean {
    return this.#levels(call).some((level) => level.active && level.quantities.available.quantity !== 0);
  }
  hasUnfulfilledOrders(_args: unknown, call: Call): boolean {
    return this.#levels(call).some((level) => level.quantities.committed.quantity > 0);
  }
  inventoryLevel(
    args: { readonly inventoryItemId: string; readonly includeInactive: boolean },
    call: Call,
  ): InventoryLevelView | null {
    return levelView(
      call.shop.state.items.get(args.inventoryItemId)?.levels.get(this.id),
      args.includeInactive,
    );
  }
  inventoryLevels(args: LevelArgs, call: Call): Connection<LevelRecord, InventoryLevelView> {
    return levelConnection(this.#levels(call), args);
  }

  #levels(call: Call): LevelRecord[] {
    return [...call.shop.state.levels.values()].filter((level) => level.location === this.#location);
  }
}
