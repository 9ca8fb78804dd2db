import type { ConnectedRole } from "./system.ts";

/** A Shopify location. `id` is its gid, `gid://shopify/Location/101`. */
export interface Location {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly fulfillsOnlineOrders: boolean;
  /** Owned by a fulfilment service: that service writes its stock, so we must not. */
  readonly fulfillmentService: boolean;
}

/** One code of one connection that stands for (a part of) a location; several codes at one location are summed. */
export interface LocationCode {
  readonly locationId: string;
  readonly role: ConnectedRole;
  readonly connectionId: string;
  readonly code: string;
}
