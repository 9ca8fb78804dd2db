import { QUANTITY_SCALE, states, type Quantity, type State, type States } from "../../inventory/index.ts";

export const STATE_COUNT = states.length;

/** One level on its way into or out of the log. Reused from row to row: reading a feed allocates nothing per row. */
export class Row {
  /** By index of the state; whole units, or millionths where `fine`. Meaningful where `mask` has the state's bit. */
  readonly values = new Float64Array(STATE_COUNT);
  mask = 0;
  /** Some value is no whole number of units, or too large for 31 bits: all values are millionths. */
  fine = false;
  /** One number in an array: a field would be a new object on the heap for every time that is written. */
  readonly time = new Float64Array(1);
  /** Index of the observation time. */
  moment = 0;
  active = true;
  /** False for a row whose key could be read and whose quantities could not: everything in it is unknown. */
  readable = true;

  /** Milliseconds; NaN where the system does not say. */
  get updatedAt(): number {
    return this.time[0] as number;
  }

  set updatedAt(at: number) {
    this.time[0] = at;
  }

  clear(): void {
    this.mask = 0;
    this.fine = false;
    this.updatedAt = NaN;
    this.active = true;
    this.readable = true;
  }

  setStates(known: States): void {
    this.mask = 0;
    this.fine = false;
    for (let index = 0; index < STATE_COUNT; index += 1) {
      const quantity = known[states[index] as State];
      if (quantity === undefined) continue;
      this.mask |= 1 << index;
      this.values[index] = quantity;
      if (quantity % QUANTITY_SCALE !== 0 || Math.abs(quantity) >= LARGEST_COARSE * QUANTITY_SCALE)
        this.fine = true;
    }
    if (this.fine) return;
    for (let index = 0; index < STATE_COUNT; index += 1)
      this.values[index] = (this.values[index] as number) / QUANTITY_SCALE;
  }

  /** The value of a known state in millionths. */
  quantity(index: number): Quantity {
    const value = this.values[index] as number;
    return (this.fine ? value : value * QUANTITY_SCALE) as Quantity;
  }
}

/** Whole units below this fit the short form. */
export const LARGEST_COARSE = 1 << 30;
