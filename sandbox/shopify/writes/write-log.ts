/** A write that the app made and Shopify accepted; replays of its key are not entered again. */
export interface AcceptedWrite {
  readonly mutation: "inventorySetQuantities" | "inventoryAdjustQuantities" | "inventoryActivate";
  readonly at: Date;
  readonly idempotencyKey: string;
  readonly reason: string | null;
  readonly referenceDocumentUri: string | null;
  /** Empty when the numbers already stood as asked. */
  readonly changes: readonly WrittenChange[];
}

export interface WrittenChange {
  readonly inventoryItemId: string;
  readonly locationId: string;
  /** The state that was asked to change, not those that mirror it. */
  readonly name: string;
  readonly delta: number;
}
