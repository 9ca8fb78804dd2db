import type { SeedLocation, SeedProduct, SeedStock, SeedVariant, ShopSeed } from "../../contract.ts";
import { levelGid, numericId } from "../gid.ts";
import { noQuantities } from "./quantities.ts";
import type { ItemRecord, LevelRecord, LocationRecord, ProductRecord } from "./records.ts";

const FIRST_LEVEL = 920_000_000_001;

/** Everything that one shop holds, by id and in the order of ids. */
export class ShopState {
  readonly seed: ShopSeed;
  readonly openedAt: Date;
  readonly locations = new Map<string, LocationRecord>();
  readonly products = new Map<string, ProductRecord>();
  /** The item of each variant, by the variant's id. */
  readonly variants = new Map<string, ItemRecord>();
  readonly items = new Map<string, ItemRecord>();
  readonly levels = new Map<string, LevelRecord>();
  readonly #itemsWithSku = new Map<string, number>();
  #nextLevel = FIRST_LEVEL;

  constructor(seed: ShopSeed) {
    this.seed = seed;
    const birthdays = seed.locations.map((location) => location.createdAt.getTime());
    this.openedAt = new Date(birthdays.length > 0 ? Math.min(...birthdays) : 0);
    for (const location of inOrder(seed.locations)) this.addLocation(location);
    for (const product of inOrder(seed.products)) this.#addProduct(product);
  }

  addLocation(seed: SeedLocation): LocationRecord {
    numericId(seed.id);
    if (this.locations.has(seed.id)) throw new Error(`There is already a location ${seed.id}.`);
    const { id, name, active, fulfillsOnlineOrders, fulfillmentService, createdAt } = seed;
    const deactivatedAt = active ? null : createdAt;
    const record = {
      id,
      name,
      active,
      fulfillsOnlineOrders,
      fulfillmentService,
      createdAt,
      deactivatedAt,
      updatedAt: createdAt,
    };
    this.locations.set(id, record);
    return record;
  }

  /** @throws Error for an id that the shop does not have */
  item(id: string): ItemRecord {
    const item = this.items.get(id);
    if (item === undefined) throw new Error(`${this.seed.domain} has no inventory item ${id}.`);
    return item;
  }

  /** @throws Error for an id that the shop does not have */
  location(id: string): LocationRecord {
    const location = this.locations.get(id);
    if (location === undefined) throw new Error(`${this.seed.domain} has no location ${id}.`);
    return location;
  }

  /** The level of an item at a location, made with zero units when there is none. */
  levelOrNew(item: ItemRecord, location: LocationRecord, at: Date): LevelRecord {
    return item.levels.get(location.id) ?? this.#addLevel(item, location, { active: true, at });
  }

  /** How many *other* items carry the item's SKU. */
  duplicatesOf(item: ItemRecord): number {
    return item.sku === null ? 0 : (this.#itemsWithSku.get(item.sku) ?? 1) - 1;
  }

  setSku(item: ItemRecord, sku: string | null): void {
    this.#countSku(item.sku, -1);
    item.sku = sku;
    this.#countSku(sku, 1);
  }

  #countSku(sku: string | null, by: 1 | -1): void {
    if (sku !== null) this.#itemsWithSku.set(sku, (this.#itemsWithSku.get(sku) ?? 0) + by);
  }

  #addProduct(seed: SeedProduct): void {
    const product: ProductRecord = { id: seed.id, seed, items: [] };
    this.products.set(seed.id, product);
    seed.variants.forEach((variant, index) => this.#addItem(product, variant, index + 1));
  }

  #addItem(product: ProductRecord, seed: SeedVariant, position: number): void {
    const { inventoryItemId: id, sku, tracked } = seed;
    if (this.items.has(id)) throw new Error(`Two variants have ${id}.`);
    const item: ItemRecord = {
      id,
      seed,
      position,
      product,
      sku,
      tracked,
      levels: new Map(),
      updatedAt: this.openedAt,
    };
    product.items.push(item);
    this.variants.set(seed.id, item);
    this.items.set(id, item);
    this.#countSku(sku, 1);
    for (const stock of seed.levels) this.#addStock(item, stock);
  }

  #addStock(item: ItemRecord, stock: SeedStock): void {
    const level = this.#addLevel(item, this.location(stock.locationId), {
      active: stock.active,
      at: stock.updatedAt,
    });
    level.quantities.available = { quantity: stock.available, updatedAt: stock.updatedAt };
    for (const name of ["committed", "incoming"] as const) {
      if (stock[name] !== 0) level.quantities[name] = { quantity: stock[name], updatedAt: stock.updatedAt };
    }
  }

  #addLevel(
    item: ItemRecord,
    location: LocationRecord,
    { active, at }: { active: boolean; at: Date },
  ): LevelRecord {
    const id = levelGid(this.#nextLevel, item.id);
    this.#nextLevel += 1;
    const level = { id, item, location, createdAt: at, quantities: noQuantities(), active, updatedAt: at };
    this.levels.set(id, level);
    item.levels.set(location.id, level);
    return level;
  }
}

function inOrder<T extends { readonly id: string }>(records: readonly T[]): T[] {
  return records.toSorted((a, b) => (numericId(a.id) < numericId(b.id) ? -1 : 1));
}
