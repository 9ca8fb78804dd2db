/** States that Shopify stores; on_hand is their sum without incoming. */
export const storedStates = [
  "available",
  "committed",
  "reserved",
  "damaged",
  "safety_stock",
  "quality_control",
  "incoming",
] as const;
export type StoredState = (typeof storedStates)[number];

export const onHandStates = storedStates.filter((name) => name !== "incoming");

export interface Quantity {
  quantity: number;
  /** Null until the state is written. */
  updatedAt: Date | null;
}

export type Quantities = Record<StoredState, Quantity>;

export function noQuantities(): Quantities {
  const none = (): Quantity => ({ quantity: 0, updatedAt: null });
  return {
    available: none(),
    committed: none(),
    reserved: none(),
    damaged: none(),
    safety_stock: none(),
    quality_control: none(),
    incoming: none(),
  };
}

export const onHand = (quantities: Quantities): number =>
  onHandStates.reduce((sum, name) => sum + quantities[name].quantity, 0);

export const isStoredState = (name: string): name is StoredState =>
  (storedStates as readonly string[]).includes(name);

/** A state's number, `on_hand` included; null for a name that Shopify does not know. */
export function quantityOf(quantities: Quantities, name: string): number | null {
  if (name === "on_hand") return onHand(quantities);
  return isStoredState(name) ? quantities[name].quantity : null;
}
