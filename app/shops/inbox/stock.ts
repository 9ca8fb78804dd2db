import { z } from "zod";
import { noteDelivery } from "./noted.ts";
import { readPayload } from "./payload.ts";
import type { Handler } from "./ports.ts";

const levelSchema = z.object({ inventory_item_id: z.string(), location_id: z.string() });

/** Stocked, or no longer stocked, at a location: somebody or something decided that, and it is worth remembering. */
const stocking: ReadonlyMap<string, string> = new Map([
  ["inventory_levels/connect", "Stocked at this location from now on"],
  ["inventory_levels/disconnect", "No longer stocked at this location"],
]);

/** inventory_levels/*: looked at soon, whatever the payload claims. */
export const levelChanged: Handler = async (delivery, ports) => {
  const { shop, topic, payload, triggeredAt, receivedAt } = delivery;
  const { hints, skuOf } = ports;
  const level = readPayload(levelSchema, payload);
  const key = {
    inventoryItemId: `gid://shopify/InventoryItem/${level.inventory_item_id}`,
    locationId: `gid://shopify/Location/${level.location_id}`,
  };
  hints.levelChanged(shop, key, triggeredAt ?? receivedAt);
  const note = stocking.get(topic);
  const sku = note === undefined ? null : await skuOf(shop, key.inventoryItemId);
  if (note !== undefined && sku !== null)
    await noteDelivery(delivery, ports, { kind: "config_changed", locationId: key.locationId, sku, note });
  return `Will look at ${key.inventoryItemId} at ${key.locationId}`;
};

const itemSchema = z.object({ id: z.string(), sku: z.string().nullish() });

/** inventory_items/*; an item that takes another SKU is another item to every other system. */
export const itemChanged: Handler = async (delivery, ports) => {
  const { shop, topic, payload, triggeredAt, receivedAt } = delivery;
  const { hints, skuOf } = ports;
  const { id, sku } = readPayload(itemSchema, payload);
  const inventoryItemId = `gid://shopify/InventoryItem/${id}`;
  const before = topic === "inventory_items/update" ? await skuOf(shop, inventoryItemId) : null;
  if (before !== null && sku != null && before !== sku)
    await noteDelivery(delivery, ports, {
      kind: "config_changed",
      sku: before,
      note: `The SKU became ${sku}`,
    });
  hints.itemChanged(shop, inventoryItemId, triggeredAt ?? receivedAt);
  return `Will look at ${inventoryItemId}; the next scan reads the products again`;
};

/** products/*: only the id is subscribed to. */
export const productChanged: Handler = ({ shop, payload, triggeredAt, receivedAt }, { hints }) => {
  const productId = `gid://shopify/Product/${readPayload(itemSchema, payload).id}`;
  hints.itemChanged(shop, productId, triggeredAt ?? receivedAt);
  return Promise.resolve(`Will look at ${productId}; the next scan reads the products again`);
};

/** bulk_operations/finish: may never come, so whoever started the operation polls and needs no word. */
export const bulkFinished: Handler = () => Promise.resolve("The scan that waits for it polls by itself");
