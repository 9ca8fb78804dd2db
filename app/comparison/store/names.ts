import { connectedRoles, type ConnectedRole } from "../../inventory/index.ts";
import type { ComparisonSetup, SkuNormalisation } from "../contract.ts";
import { normaliseSku } from "../normalise.ts";
import { itemIn, numberOf, ratioOf, type Ratio } from "../setup.ts";
import { ByteTable, hashOf, type TableParts } from "./byte-table.ts";

/** No SKU has this name: the mapping gives the SKU that is written so another item in that system. */
export const STRANGER = -1;

/** SKUs and items by number, and which item of a system stands for which SKU. */
export class Names {
  /** In the normalised form, which is what two names are compared by. */
  readonly #table = new ByteTable();
  /** As they come, where normalisation may change them; −1 while unseen. */
  readonly #raw: { readonly table: ByteTable; readonly plain: number[] } | null;
  readonly #normalise: SkuNormalisation;
  /** By system number; null where every item is its own SKU, or comes by ones. */
  readonly #aliases: (Int32Array | null)[] = connectedRoles.map(() => null);
  readonly #ratios: (ReadonlyMap<number, Ratio> | null)[] = connectedRoles.map(() => null);
  /** SKUs that the mapping names, known even where the storefront has none such. */
  readonly declared = new Map<number, { readonly tracked: boolean | null }>();

  constructor(setup: ComparisonSetup) {
    this.#normalise = setup.normalise;
    const { case: anyCase, spaces, leadingZeros } = setup.normalise;
    this.#raw = anyCase || spaces || leadingZeros ? { table: new ByteTable(), plain: [] } : null;
    for (const { sku, tracked } of setup.items) {
      const name = this.internText(sku);
      this.declared.set(name, { tracked: tracked ?? this.declared.get(name)?.tracked ?? null });
    }
    for (const role of connectedRoles) this.#learnItems(role, setup);
  }

  /** Whether a name may be written otherwise than the text it stands under. */
  get mayChange(): boolean {
    return this.#raw !== null;
  }

  get size(): number {
    return this.#table.size;
  }

  intern(buffer: Uint8Array, start: number, end: number): number {
    return this.internHashed(buffer, start, end, hashOf(buffer, start, end));
  }

  /** A touch on what looking these bytes up will read first; see store/byte-table.ts. */
  touch(hash: number): number {
    return (this.#raw === null ? this.#table : this.#raw.table).touch(hash);
  }

  internHashed(buffer: Uint8Array, start: number, end: number, hash: number): number {
    if (this.#raw === null) return this.#table.internHashed(buffer, start, end, hash);
    const raw = this.#raw.table.internHashed(buffer, start, end, hash);
    const known = this.#raw.plain[raw];
    if (known !== undefined) return known;
    return (this.#raw.plain[raw] = this.#table.internText(
      normaliseSku(this.#raw.table.text(raw), this.#normalise),
    ));
  }

  internText(text: string): number {
    return this.#table.internText(normaliseSku(text, this.#normalise));
  }

  findText(text: string): number {
    return this.#table.findText(normaliseSku(text, this.#normalise));
  }

  /** For names in another thread, in the normalised form. */
  handOver(): TableParts {
    return this.#table.handOver();
  }

  /** Takes in the names of another thread. Returns by their numbers there those here. */
  takeOver(parts: TableParts): Uint32Array {
    return this.#table.internAll(parts);
  }

  /** The chosen names in the order of their code points. */
  sorted(chosen: (name: number) => boolean): Uint32Array {
    const found = Uint32Array.from({ length: this.size }, (_, name) => name).filter(chosen);
    return found.sort((a, b) => this.compare(a, b));
  }

  /** Below 0, 0 or above 0, as the code points go. */
  compare(a: number, b: number): number {
    return this.#table.compare(a, b);
  }

  /** Equal for two names that differ in case, spaces or zero padding only; now and then for others too. */
  looseHash(name: number): number {
    return this.#table.looseHash(name);
  }

  text(name: number): string {
    return this.#table.text(name);
  }

  /** The SKU that an item of this system stands for, or STRANGER. */
  skuOf(system: number, item: number): number {
    const aliases = this.#aliases[system] ?? null;
    return aliases === null || item >= aliases.length ? item : (aliases[item] as number);
  }

  /** Sellable units in one unit of this system's item; null for one. */
  ratioOf(system: number, item: number): Ratio | null {
    return this.#ratios[system]?.get(item) ?? null;
  }

  #learnItems(role: ConnectedRole, setup: ComparisonSetup): void {
    const aliases = new Map<number, number>();
    const strangers = new Set<number>();
    const ratios = new Map<number, Ratio>();
    for (const mapping of setup.items) {
      const { item, units } = itemIn(role, mapping);
      const sku = this.internText(mapping.sku);
      const own = item === undefined ? sku : this.internText(item);
      if (item !== undefined && !aliases.has(own)) aliases.set(own, sku);
      if (own !== sku) strangers.add(sku);
      const ratio = units === undefined ? null : ratioOf(units);
      if (ratio) ratios.set(own, ratio);
      else if (units !== undefined) ratios.delete(own);
    }
    const table = Int32Array.from(
      { length: this.size },
      (_, name) => aliases.get(name) ?? (strangers.has(name) ? STRANGER : name),
    );
    if (table.some((sku, item) => sku !== item)) this.#aliases[numberOf(role)] = table;
    if (ratios.size > 0) this.#ratios[numberOf(role)] = ratios;
  }
}
