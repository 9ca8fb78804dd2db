import { wholeUnits, type Instant, type Location, type States } from "../../../app/inventory/index.ts";
import { tagOf } from "../../shopify/views/product.ts";
import type { ProbedLevel, Storefront, StorefrontItem } from "../../../app/storefront/ports.ts";
import type { SeedLocation, SeedStock, SeedVariant, ShopSeed } from "../../contract.ts";
import { channels } from "../../shopify/views/publication.ts";
import type { World } from "../../world/world.ts";

/** The storefront of a world that stands still, read directly: what Shopify's API would have answered at that time. */
export function storefrontOf(world: World): Storefront {
  return {
    readShop() {
      const { name, timezone, currency } = world.shopSeed();
      return Promise.resolve({ name, timezone, currency });
    },
    readLocations: () => Promise.resolve(world.shopSeed().locations.map(locationOf)),
    sweepLevels() {
      const lines = bulkLines(variantsOf(world.shopSeed()));
      return Promise.resolve({
        startedAt: world.now(),
        finishedAt: world.now(),
        objects: lines.length,
        bytes: bytesOf(lines),
      });
    },
    sweepProducts: () => itemsOf(world.shopSeed()),
    readChannels: () => Promise.resolve(channels.map(({ id, title }) => ({ id, name: title }))),
    sweepPublished: (_shop, channelId) => publishedOn(world.shopSeed(), channelId),
    probeLevels(_shop, keys) {
      const variants = new Map(variantsOf(world.shopSeed()).map((known) => [known.inventoryItemId, known]));
      const levels = keys.flatMap(({ inventoryItemId, locationId }) => {
        const variant = variants.get(inventoryItemId);
        const level = variant?.levels.find((candidate) => candidate.locationId === locationId);
        return variant && level ? [probed(variant, level, world.now())] : [];
      });
      return Promise.resolve(levels);
    },
  };
}

async function* publishedOn({ products }: ShopSeed, channelId: string): AsyncGenerator<string> {
  for (const { status, unpublishedOn, variants } of products)
    for (const { sku } of status === "ACTIVE" && !unpublishedOn?.includes(channelId) ? variants : [])
      if (sku !== null) yield await Promise.resolve(sku);
}

type Variant = SeedVariant & { readonly duplicateSkuCount: number };

function variantsOf({ products }: ShopSeed): readonly Variant[] {
  const variants = products.flatMap((product) => product.variants);
  const bearers = Map.groupBy(variants, (variant) => variant.sku);
  return variants.map((variant) => ({
    ...variant,
    duplicateSkuCount: variant.sku === null ? 0 : (bearers.get(variant.sku)?.length ?? 1) - 1,
  }));
}

function locationOf({ id, name, active, fulfillsOnlineOrders, fulfillmentService }: SeedLocation): Location {
  return { id, name, active, fulfillsOnlineOrders, fulfillmentService };
}

/** The states that Shopify keeps; this merchant uses the first four. */
function numbersOf({ available, committed, incoming }: SeedStock) {
  const unused = { reserved: 0, damaged: 0, safety_stock: 0, quality_control: 0 };
  return { available, committed, on_hand: available + committed, incoming, ...unused };
}

function statesOf(level: SeedStock): States {
  return Object.fromEntries(
    Object.entries(numbersOf(level)).map(([name, units]) => [name, wholeUnits(units)]),
  );
}

function probed(variant: Variant, level: SeedStock, observedAt: Instant): ProbedLevel {
  const { inventoryItemId, sku, tracked, duplicateSkuCount } = variant;
  return {
    ...{ inventoryItemId, sku, tracked, duplicateSkuCount },
    locationId: level.locationId,
    isActive: level.active,
    states: statesOf(level),
    updatedAt: level.updatedAt.getTime(),
    observedAt,
  };
}

/** As a bulk operation writes them: each item, followed by its levels. */
function bulkLines(variants: readonly Variant[]): readonly string[] {
  return variants.flatMap((variant) => {
    const { inventoryItemId: id, sku, tracked, duplicateSkuCount } = variant;
    const levels = variant.levels.map((level) => levelLine(id, level));
    return [{ id, sku, tracked, duplicateSkuCount }, ...levels].map((line) => `${JSON.stringify(line)}\n`);
  });
}

function levelLine(itemId: string, level: SeedStock): object {
  const [item = "", location = ""] = [itemId, level.locationId].map((id) => id.split("/").at(-1));
  const updatedAt = level.updatedAt.toISOString();
  return {
    id: `gid://shopify/InventoryLevel/${location}?inventory_item_id=${item}`,
    isActive: level.active,
    updatedAt,
    location: { id: level.locationId },
    quantities: Object.entries(numbersOf(level)).map(([name, quantity]) => ({ name, quantity, updatedAt })),
    __parentId: itemId,
  };
}

const linesPerChunk = 500;

async function* bytesOf(lines: readonly string[]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (let at = 0; at < lines.length; at += linesPerChunk)
    yield await Promise.resolve(encoder.encode(lines.slice(at, at + linesPerChunk).join("")));
}

async function* itemsOf({ name, products }: ShopSeed): AsyncGenerator<StorefrontItem> {
  for (const { id: productId, title, variants } of products) {
    for (const { id: variantId, inventoryItemId, sku, price, barcode, title: variantTitle } of variants)
      yield await Promise.resolve({
        ...{ inventoryItemId, variantId, productId, sku, price, variantTitle },
        productTitle: title,
        imageUrl: null,
        vendor: name,
        barcode,
        tags: [tagOf(title)],
      });
  }
}
