import type { Instant } from "../../inventory/index.ts";

/** One webhook as Shopify delivered and signed it. What it says is a hint: it may be late, twice, out of order or outdated. */
export interface Delivery {
  /** "kiln.myshopify.com" */
  readonly shop: string;
  /** "inventory_levels/update" */
  readonly topic: string;
  /** The same for every retry of one delivery. */
  readonly deliveryId: string;
  /** What happened in the shop; several topics may share it. */
  readonly eventId: string | null;
  readonly apiVersion: string | null;
  readonly triggeredAt: Instant | null;
  readonly receivedAt: Instant;
  /** The raw JSON. */
  readonly payload: string;
}

/** Where deliveries wait to be worked on. */
export interface Inbox {
  /** Stored once per shop and delivery id. */
  store(delivery: Delivery): Promise<"stored" | "duplicate">;
}
