import { z } from "zod";
import { readPayload } from "./payload.ts";
import type { Handler } from "./ports.ts";

const levelSchema = z.object({ inventory_item_id: z.string(), location_id: z.string() });

/** inventory_levels/*: looked at soon, whatever the payload claims. */
export const levelChanged: Handler = async ({ shop, payload, triggeredAt, receivedAt }, { hints }) => {
  const level = readPayload(levelSchema, payload);
  const key = {
    inventoryItemId: `gid://shopify/InventoryItem/${level.inventory_item_id}`,
    locationId: `gid://shopify/Location/${level.location_id}`,
  };
  await hints.levelChanged(shop, key, triggeredAt ?? receivedAt);
  return `Will look at ${key.inventoryItemId} at ${key.locationId}`;
};

/** inventory_items/* and products/* */
export const productsChanged: Handler = async ({ shop, triggeredAt, receivedAt }, { hints }) => {
  await hints.productsChanged(shop, triggeredAt ?? receivedAt);
  return "The next scan reads the products again";
};

/** bulk_operations/finish: may never come, so whoever started the operation polls and needs no word. */
export const bulkFinished: Handler = () => Promise.resolve("The scan that waits for it polls by itself");
