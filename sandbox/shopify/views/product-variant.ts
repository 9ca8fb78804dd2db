import { legacyId } from "../gid.ts";
import type { Call } from "../graphql/call.ts";
import type { ItemRecord } from "../state/records.ts";
import { InventoryItemView } from "./inventory-item.ts";
import { ProductView } from "./product.ts";

export class ProductVariantView {
  readonly __typename = "ProductVariant";
  readonly compareAtPrice = null;
  readonly image = null;
  readonly inventoryPolicy = "DENY";
  readonly taxable = true;
  readonly #item: ItemRecord;

  constructor(item: ItemRecord) {
    this.#item = item;
  }

  get id(): string {
    return this.#item.seed.id;
  }
  get legacyResourceId(): string {
    return legacyId(this.id);
  }
  get title(): string {
    return this.#item.seed.title;
  }
  get displayName(): string {
    return `${this.#item.product.seed.title} - ${this.title}`;
  }
  get sku(): string | null {
    return this.#item.sku;
  }
  get barcode(): string | null {
    return this.#item.seed.barcode;
  }
  get price(): string {
    return this.#item.seed.price;
  }
  get position(): number {
    return this.#item.position;
  }
  get updatedAt(): string {
    return this.#item.updatedAt.toISOString();
  }
  get inventoryItem(): InventoryItemView {
    return new InventoryItemView(this.#item);
  }
  get product(): ProductView {
    return new ProductView(this.#item.product);
  }
  get selectedOptions(): object[] {
    return [{ name: "Title", value: this.title }];
  }
  get inventoryQuantity(): number {
    return sum(this.#item, () => true);
  }
  get sellableOnlineQuantity(): number {
    return sum(this.#item, (online) => online);
  }
  get availableForSale(): boolean {
    return !this.#item.tracked || this.sellableOnlineQuantity > 0;
  }
  createdAt(_args: unknown, call: Call): string {
    return call.shop.state.openedAt.toISOString();
  }
}

function sum(item: ItemRecord, counts: (fulfillsOnlineOrders: boolean) => boolean): number {
  return [...item.levels.values()]
    .filter((level) => level.active && level.location.active && counts(level.location.fulfillsOnlineOrders))
    .reduce((total, level) => total + level.quantities.available.quantity, 0);
}
