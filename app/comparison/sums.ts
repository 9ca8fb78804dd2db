import { formatQuantity, QUANTITY_SCALE, type Quantity } from "../inventory/index.ts";

const SCALE = BigInt(QUANTITY_SCALE);

/** Exact sums of any size, many side by side. */
export class Sums {
  readonly #near: Float64Array;
  /** What no longer fits a safe integer. */
  readonly #far = new Map<number, bigint>();
  readonly #seen: Uint8Array;

  constructor(count: number) {
    this.#near = new Float64Array(count);
    this.#seen = new Uint8Array(count);
  }

  add(index: number, quantity: number): void {
    this.#seen[index] = 1;
    const sum = (this.#near[index] as number) + quantity;
    if (Number.isSafeInteger(sum)) this.#near[index] = sum;
    else {
      this.#far.set(index, (this.#far.get(index) ?? 0n) + BigInt(this.#near[index] as number));
      this.#near[index] = quantity;
    }
  }

  /** Decimal text; null where nothing was added. */
  text(index: number): string | null {
    if (this.#seen[index] === 0) return null;
    const sum = (this.#far.get(index) ?? 0n) + BigInt(this.#near[index] as number);
    const magnitude = sum < 0n ? -sum : sum;
    const fraction = formatQuantity(Number(magnitude % SCALE) as Quantity).slice(1);
    return `${sum < 0n ? "-" : ""}${magnitude / SCALE}${fraction}`;
  }
}
