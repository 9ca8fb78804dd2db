/** Shopify's own bound for a single query. */
export const MAXIMUM_COST = 1000;
/** For an operation that was never seen. */
const FIRST_GUESS = 100;

/**
 * Predicts what Shopify will charge for an operation from what it charged before. Shopify holds the *requested* cost while it works,
 * so that is the number to predict; it grows with the size (the number of ids asked for).
 */
export class CostBook {
  readonly #perUnit = new Map<string, number>();
  readonly #exact = new Map<string, number>();

  predict(operation: string, size: number): number {
    const exact = this.#exact.get(`${operation} ${size}`);
    if (exact !== undefined) return exact;
    const perUnit = this.#perUnit.get(operation);
    return perUnit === undefined ? FIRST_GUESS : Math.min(MAXIMUM_COST, Math.ceil(perUnit * size));
  }

  record(operation: string, size: number, requested: number): void {
    this.#exact.set(`${operation} ${size}`, requested);
    this.#perUnit.set(operation, requested / size);
  }

  /** Points for one unit of size; null for an operation that was never seen. */
  perUnit(operation: string): number | null {
    return this.#perUnit.get(operation) ?? null;
  }
}
