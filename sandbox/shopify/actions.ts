import type { SeedLocation, ShopSeed, StorefrontActions, StorefrontStock } from "../contract.ts";
import { changeLevel, deltaTo, type Deltas } from "./state/change-level.ts";
import { onHand } from "./state/quantities.ts";
import type { ItemRecord, LevelRecord } from "./state/records.ts";
import type { ShopState } from "./state/shop-state.ts";
import type { Announcer } from "./webhooks/announcer.ts";
import {
  disconnectPayload,
  itemPayload,
  levelPayload,
  locationPayload,
  productPayload,
} from "./webhooks/payloads.ts";

/** What customers, staff and other apps do to one shop. Unknown ids throw: they are mistakes of the caller. */
export class ShopActions implements StorefrontActions {
  readonly seed: ShopSeed;
  readonly #state: ShopState;
  readonly #announcer: Announcer;

  constructor(state: ShopState, announcer: Announcer) {
    this.seed = state.seed;
    this.#state = state;
    this.#announcer = announcer;
  }

  stock(inventoryItemId: string, locationId: string): StorefrontStock | null {
    const level = this.#state.items.get(inventoryItemId)?.levels.get(locationId);
    if (level === undefined) return null;
    const { available, committed, incoming } = level.quantities;
    return {
      active: level.active,
      available: available.quantity,
      committed: committed.quantity,
      onHand: onHand(level.quantities),
      incoming: incoming.quantity,
      updatedAt: level.updatedAt,
    };
  }

  setAvailable(inventoryItemId: string, locationId: string, available: number, at: Date): void {
    const level = this.#level(inventoryItemId, locationId, at);
    this.#change(level, { available: deltaTo(level, "available", available) }, at);
  }

  placeOrder(inventoryItemId: string, locationId: string, units: number, at: Date): void {
    this.#change(this.#level(inventoryItemId, locationId, at), { available: -units, committed: units }, at);
  }

  fulfilOrder(inventoryItemId: string, locationId: string, units: number, at: Date): void {
    this.#change(this.#level(inventoryItemId, locationId, at), { committed: -units }, at);
  }

  cancelOrder(inventoryItemId: string, locationId: string, units: number, at: Date): void {
    this.#change(this.#level(inventoryItemId, locationId, at), { available: units, committed: -units }, at);
  }

  setIncoming(inventoryItemId: string, locationId: string, incoming: number, at: Date): void {
    const level = this.#level(inventoryItemId, locationId, at);
    this.#change(level, { incoming: incoming - level.quantities.incoming.quantity }, at);
  }

  setTracked(inventoryItemId: string, tracked: boolean, at: Date): void {
    const item = this.#state.item(inventoryItemId);
    if (item.tracked === tracked) return;
    item.tracked = tracked;
    this.#itemChanged(item, at);
  }

  setSku(inventoryItemId: string, sku: string | null, at: Date): void {
    const item = this.#state.item(inventoryItemId);
    if (item.sku === sku) return;
    this.#state.setSku(item, sku);
    this.#itemChanged(item, at);
  }

  setLevelActive(inventoryItemId: string, locationId: string, active: boolean, at: Date): void {
    const existed = this.#state.item(inventoryItemId).levels.has(locationId);
    const level = this.#level(inventoryItemId, locationId, at);
    if (existed && level.active === active) return;
    level.active = active;
    level.updatedAt = at;
    this.#announcer.announce(
      at,
      active
        ? { topic: "inventory_levels/connect", payload: levelPayload(level) }
        : { topic: "inventory_levels/disconnect", payload: disconnectPayload(level) },
    );
  }

  addLocation(seed: SeedLocation): void {
    const location = this.#state.addLocation(seed);
    this.#announcer.announce(seed.createdAt, {
      topic: "locations/create",
      payload: locationPayload(location),
    });
  }

  setLocationActive(locationId: string, active: boolean, at: Date): void {
    const location = this.#state.location(locationId);
    if (location.active === active) return;
    location.active = active;
    location.deactivatedAt = active ? null : at;
    location.updatedAt = at;
    const payload = locationPayload(location);
    this.#announcer.announce(
      at,
      { topic: active ? "locations/activate" : "locations/deactivate", payload },
      { topic: "locations/update", payload },
    );
  }

  #level(inventoryItemId: string, locationId: string, at: Date): LevelRecord {
    return this.#state.levelOrNew(this.#state.item(inventoryItemId), this.#state.location(locationId), at);
  }

  /** The webhook knows only of `available`, so a change of the other states alone is not told. */
  #change(level: LevelRecord, deltas: Deltas, at: Date): void {
    changeLevel(level, deltas, at);
    if ((deltas.available ?? 0) === 0) return;
    this.#announcer.announce(at, { topic: "inventory_levels/update", payload: levelPayload(level) });
  }

  #itemChanged(item: ItemRecord, at: Date): void {
    item.updatedAt = at;
    this.#announcer.announce(
      at,
      { topic: "inventory_items/update", payload: itemPayload(item) },
      { topic: "products/update", payload: productPayload(item.product, at) },
    );
  }
}
