import { legacyId } from "../gid.ts";
import type { Call } from "../graphql/call.ts";
import { Connection, type PageArgs } from "../graphql/connection.ts";
import { requireScope } from "../graphql/call.ts";
import type { ItemRecord, ProductRecord } from "../state/records.ts";
import { ProductVariantView } from "./product-variant.ts";
import { channels, onlineStore, publicationView, type SandboxChannel } from "./publication.ts";

export class ProductView {
  readonly __typename = "Product";
  readonly descriptionHtml = "";
  readonly featuredMedia = null;
  readonly isGiftCard = false;
  readonly onlineStorePreviewUrl = null;
  readonly productType = "";
  readonly templateSuffix = null;
  readonly #product: ProductRecord;

  constructor(product: ProductRecord) {
    this.#product = product;
  }

  get id(): string {
    return this.#product.id;
  }
  get legacyResourceId(): string {
    return legacyId(this.id);
  }
  get title(): string {
    return this.#product.seed.title;
  }
  get status(): string {
    return this.#product.seed.status;
  }
  get handle(): string {
    return this.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  }
  get hasOnlyDefaultVariant(): boolean {
    return this.#product.items.length === 1 && this.#product.items[0]?.seed.title === "Default Title";
  }
  get hasOutOfStockVariants(): boolean {
    return this.#variants.some((variant) => !variant.availableForSale);
  }
  get totalInventory(): number {
    return this.#variants.reduce((total, variant) => total + variant.inventoryQuantity, 0);
  }
  get tracksInventory(): boolean {
    return this.#product.items.some((item) => item.tracked);
  }
  get variantsCount(): object {
    return { count: this.#product.items.length, precision: "EXACT" };
  }
  get updatedAt(): string {
    return new Date(
      Math.max(0, ...this.#product.items.map((item) => item.updatedAt.getTime())),
    ).toISOString();
  }
  get #variants(): ProductVariantView[] {
    return this.#product.items.map((item) => new ProductVariantView(item));
  }
  get #isPublished(): boolean {
    return this.#isOn(onlineStore);
  }
  #isOn({ id }: Pick<SandboxChannel, "id">): boolean {
    return this.status === "ACTIVE" && !this.#product.seed.unpublishedOn?.includes(id);
  }

  description(): string {
    return "";
  }
  createdAt(_args: unknown, call: Call): string {
    return call.shop.state.openedAt.toISOString();
  }
  publishedAt(args: unknown, call: Call): string | null {
    return this.#isPublished ? this.createdAt(args, call) : null;
  }
  onlineStoreUrl(_args: unknown, call: Call): string | null {
    return this.#isPublished ? `https://${call.shop.domain}/products/${this.handle}` : null;
  }
  get tags(): readonly string[] {
    return [tagOf(this.title)];
  }
  vendor(_args: unknown, call: Call): string {
    return call.shop.seed.name;
  }
  variants(args: PageArgs): Connection<ItemRecord, ProductVariantView> {
    return new Connection(this.#product.items, args, (item) => new ProductVariantView(item));
  }
  publishedOnPublication({ publicationId }: { readonly publicationId: string }, call: Call): boolean {
    requireScope(call, "read_publications", "publishedOnPublication");
    return channels.some(({ id }) => id === publicationId) && this.#isOn({ id: publicationId });
  }
  resourcePublicationsV2(
    args: PageArgs & { readonly onlyPublished: boolean },
    call: Call,
  ): Connection<SandboxChannel, object> {
    requireScope(call, "read_publications", "resourcePublicationsV2");
    const shown = channels.filter((channel) => this.#isOn(channel) || !args.onlyPublished);
    return new Connection(shown, args, (channel) => ({
      isPublished: this.#isOn(channel),
      publishDate: this.#isOn(channel) ? this.createdAt(args, call) : null,
      publication: publicationView(channel),
    }));
  }
}

/** What kind of thing it is, as a merchant would tag it: "Mug No. 2" is a mug. */
export function tagOf(title: string): string {
  return title.replace(/ No\. \d+$/, "").toLowerCase();
}
