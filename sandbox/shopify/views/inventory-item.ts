import { legacyId } from "../gid.ts";
import type { Call } from "../graphql/call.ts";
import { Connection, type PageArgs } from "../graphql/connection.ts";
import type { ItemRecord, LevelRecord } from "../state/records.ts";
import type { InventoryLevelView } from "./inventory-level.ts";
import { levelConnection, levelView, type LevelArgs } from "./inventory-level.ts";
import { ProductVariantView } from "./product-variant.ts";

export class InventoryItemView {
  readonly __typename = "InventoryItem";
  readonly requiresShipping = true;
  readonly unitCost = null;
  readonly trackedEditable = { locked: false, reason: null };
  readonly #item: ItemRecord;

  constructor(item: ItemRecord) {
    this.#item = item;
  }

  get id(): string {
    return this.#item.id;
  }
  get legacyResourceId(): string {
    return legacyId(this.#item.id);
  }
  get sku(): string | null {
    return this.#item.sku;
  }
  get tracked(): boolean {
    return this.#item.tracked;
  }
  get updatedAt(): string {
    return this.#item.updatedAt.toISOString();
  }
  get locationsCount(): object {
    return {
      count: [...this.#item.levels.values()].filter((level) => level.active).length,
      precision: "EXACT",
    };
  }
  get variant(): ProductVariantView {
    return new ProductVariantView(this.#item);
  }

  createdAt(_args: unknown, call: Call): string {
    return call.shop.state.openedAt.toISOString();
  }
  duplicateSkuCount(_args: unknown, call: Call): number {
    return call.shop.state.duplicatesOf(this.#item);
  }
  inventoryHistoryUrl(_args: unknown, call: Call): string {
    const product = `https://${call.shop.domain}/admin/products/${legacyId(this.#item.product.id)}`;
    return `${product}/variants/${legacyId(this.#item.seed.id)}/inventory_history`;
  }
  variants(args: PageArgs): Connection<ItemRecord, ProductVariantView> {
    return new Connection([this.#item], args, (item) => new ProductVariantView(item));
  }
  inventoryLevel(args: {
    readonly locationId: string;
    readonly includeInactive: boolean;
  }): InventoryLevelView | null {
    return levelView(this.#item.levels.get(args.locationId), args.includeInactive);
  }
  inventoryLevels(args: LevelArgs): Connection<LevelRecord, InventoryLevelView> {
    return levelConnection(this.#item.levels.values(), args);
  }
}
