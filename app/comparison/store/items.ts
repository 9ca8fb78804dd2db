import { ByteTable, type TableParts } from "./byte-table.ts";

/** The item's line has not come. */
export const UNSEEN = -2;
/** The item has no SKU, or contradicts itself about it. */
export const NO_SKU = -1;

const SEVERAL = -1;
const TRACKED = 1;
const UNTRACKED = 2;
const DUPLICATED = 4;
const CONTRADICTED = 8;

export const ITEM_GID = "gid://shopify/InventoryItem/";

/** Items between two threads. */
export interface ItemsParts {
  readonly tails: TableParts;
  readonly skus: Int32Array<ArrayBuffer>;
  readonly flags: Uint8Array<ArrayBuffer>;
  readonly itemOfSku: Int32Array;
  readonly spellings: ReadonlyMap<number, string>;
  readonly lines: number;
}

/** The storefront's inventory items, by number in order of arrival; a level may come before its item. */
export class Items {
  readonly #tails = new ByteTable();
  /** By item: the number of its SKU's name, NO_SKU or UNSEEN. */
  #skus = new Int32Array(1 << 7).fill(UNSEEN);
  #flags = new Uint8Array(1 << 7);
  /** By name of the SKU: item + 1, or SEVERAL. */
  #itemOfSku = new Int32Array(1 << 7);
  /** How the storefront writes an SKU, where that is not its normalised form. */
  readonly #spellings = new Map<number, string>();
  /** Item lines read. */
  lines = 0;

  get size(): number {
    return this.#tails.size;
  }

  /** `start` to `end`: what follows the last slash of the gid. */
  intern(buffer: Uint8Array, start: number, end: number): number {
    const item = this.#tails.intern(buffer, start, end);
    if (item >= this.#skus.length) this.#grow(item);
    return item;
  }

  internTail(tail: string): number {
    const item = this.#tails.internText(tail);
    if (item >= this.#skus.length) this.#grow(item);
    return item;
  }

  /** One line of an item; `sku` null or the number of its name. False where it contradicts an earlier line of the same item. */
  add(item: number, sku: number | null, tracked: boolean | null, duplicates: number): boolean {
    this.lines += 1;
    const flags = (tracked === null ? 0 : tracked ? TRACKED : UNTRACKED) | (duplicates > 0 ? DUPLICATED : 0);
    const own = sku ?? NO_SKU;
    const before = this.#skus[item] as number;
    if (before === UNSEEN) {
      this.#skus[item] = own;
      this.#flags[item] = flags;
      if (own !== NO_SKU) this.#claim(own, item, duplicates > 0);
      return true;
    }
    if (before === own && this.#flags[item] === flags) return true;
    if (before !== NO_SKU) this.#claim(before, item, true);
    if (own !== NO_SKU) this.#claim(own, item, true);
    this.#skus[item] = NO_SKU;
    this.#flags[item] = CONTRADICTED;
    return false;
  }

  /** Of several spellings the first in the alphabet, so that the order of the lines says nothing. */
  spell(item: number, sku: string): void {
    const before = this.#spellings.get(item);
    if (before === undefined || sku < before) this.#spellings.set(item, sku);
  }

  spelling(item: number): string | null {
    return this.#spellings.get(item) ?? null;
  }

  skuOf(item: number): number {
    return this.#skus[item] as number;
  }

  id(item: number): string {
    return ITEM_GID + this.#tails.text(item);
  }

  /** The one item that carries this SKU; −1 where there is none or several. */
  itemOf(sku: number): number {
    const held = this.#itemOfSku[sku] ?? 0;
    return held > 0 ? held - 1 : -1;
  }

  isKnown(sku: number): boolean {
    return (this.#itemOfSku[sku] ?? 0) !== 0;
  }

  isOnSeveral(sku: number): boolean {
    return this.#itemOfSku[sku] === SEVERAL;
  }

  /** Null where the storefront does not say. */
  isTracked(item: number): boolean | null {
    const flags = this.#flags[item] as number;
    if (flags & TRACKED) return true;
    return flags & UNTRACKED ? false : null;
  }

  /** For another thread; these are of no use any more. */
  handOver(): ItemsParts {
    return {
      tails: this.#tails.handOver(),
      skus: this.#skus,
      flags: this.#flags,
      itemOfSku: this.#itemOfSku,
      spellings: this.#spellings,
      lines: this.lines,
    };
  }

  /** Takes the place of these items, of which there must be none. `nameOf`: by the numbers of names there, those here. */
  takeOver({ tails, skus, flags, itemOfSku, spellings, lines }: ItemsParts, nameOf: Uint32Array): void {
    this.#tails.takeOver(tails);
    this.#skus = skus.map((sku) => (sku < 0 ? sku : (nameOf[sku] as number)));
    this.#flags = flags;
    this.#itemOfSku = new Int32Array(nameOf.reduce((most, name) => Math.max(most, name + 1), 1));
    for (const [sku, item] of itemOfSku.entries()) {
      if (item !== 0) this.#itemOfSku[nameOf[sku] as number] = item;
    }
    for (const [item, sku] of spellings) this.#spellings.set(item, sku);
    this.lines = lines;
  }

  #claim(sku: number, item: number, several: boolean): void {
    if (sku >= this.#itemOfSku.length) {
      const larger = new Int32Array(Math.max(sku + 1, this.#itemOfSku.length * 2));
      larger.set(this.#itemOfSku);
      this.#itemOfSku = larger;
    }
    const held = this.#itemOfSku[sku] as number;
    this.#itemOfSku[sku] = several || (held !== 0 && held !== item + 1) ? SEVERAL : item + 1;
  }

  #grow(item: number): void {
    const length = Math.max(item + 1, this.#skus.length * 2);
    const skus = new Int32Array(length).fill(UNSEEN);
    skus.set(this.#skus);
    this.#skus = skus;
    const flags = new Uint8Array(length);
    flags.set(this.#flags);
    this.#flags = flags;
  }
}
