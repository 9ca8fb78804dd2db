import type { Random } from "./random.ts";
import { glazes, things } from "./words.ts";

/** Something that the merchant sells, and what each system calls it. */
export interface Item {
  readonly sku: string;
  readonly erpItem: string;
  /** What somebody renamed it to in the ERP; null while nobody did. */
  erpRenamedTo: string | null;
  readonly wmsItem: string;
  /** Sellable units in one unit of the ERP. */
  readonly erpUnitsPer: number;
  readonly productId: string;
  readonly variantId: string;
  readonly inventoryItemId: string;
  readonly productTitle: string;
  readonly title: string;
  readonly barcode: string;
  /** Decimal text. */
  readonly price: string;
  /** How often it sells, against the other items; 0 is a slow mover that nobody touches. */
  readonly popularity: number;
}

/** The item's code in the ERP at present. */
export function erpCode(item: Item): string {
  return item.erpRenamedTo ?? item.erpItem;
}

const variantsPerProduct = 4;

/** Pack sizes whose shares are short decimals, so that an ERP quantity of packs says whole pieces exactly. */
const packs = [4, 5, 8, 10] as const;

const oddSkus = ["TEA/12 A", "BOWL#7+", "Ø-GLAZE-1", "50%-SECONDS", "mug.small", "KIT&TIN"] as const;

/** `shared`: every system uses the SKU and counts pieces; `own`: for some items the ERP and the WMS do not. */
export type ItemCodes = "shared" | "own";

/** `count` items, four variants to a product. */
export function createItems(count: number, codes: ItemCodes, random: Random): Item[] {
  return Array.from({ length: count }, (_, index) => {
    const item = createItem(index, random);
    return codes === "own" ? item : { ...item, erpItem: item.sku, wmsItem: item.sku, erpUnitsPer: 1 };
  });
}

function createItem(index: number, random: Random): Item {
  const product = Math.floor(index / variantsPerProduct);
  const thing = things[product % things.length] ?? { name: "Mug", price: 28 };
  const edition = Math.floor(product / things.length);
  const sku = skuNumber(index);
  const barcode = ean13(index);
  const erpItem = random.chance(0.1) ? `1000${String(index + 1).padStart(4, "0")}` : sku;
  const wmsItem = random.chance(0.08) ? barcode : sku;
  return {
    sku,
    erpItem,
    erpRenamedTo: null,
    wmsItem,
    erpUnitsPer: random.chance(0.06) ? random.pick(packs) : 1,
    productId: `gid://shopify/Product/${8_400_000_000_001 + product}`,
    variantId: `gid://shopify/ProductVariant/${45_100_000_000_001 + index}`,
    inventoryItemId: `gid://shopify/InventoryItem/${47_200_000_000_001 + index}`,
    productTitle: edition === 0 ? thing.name : `${thing.name} No. ${edition + 1}`,
    title: glazes[(index + product) % glazes.length] ?? "Natural",
    barcode,
    price: (thing.price + random.between(0, 6)).toFixed(2),
    popularity: random.chance(0.25) ? 0 : 1 / (1 + random.between(0, 12)),
  };
}

function skuNumber(index: number): string {
  const odd = index % 61 === 17 ? oddSkus[Math.floor(index / 61)] : undefined;
  if (odd !== undefined) return odd;
  return index % 9 === 4 ? String(index + 1).padStart(6, "0") : `KC-${String(index + 1).padStart(4, "0")}`;
}

function ean13(index: number): string {
  const digits = `0731234${String(index).padStart(5, "0")}`.slice(0, 12);
  const sum = Array.from(digits).reduce(
    (total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3),
    0,
  );
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
