import type { Quantity } from "../inventory/index.ts";
import type { Case } from "./case.ts";
import type { Residual } from "./finding.ts";
import type { Inquiry, OpenDocument } from "./inquiry.ts";
import { countsOrders } from "./orders.ts";

/** The name of the term that somebody keeps back on purpose. */
export const DECLARED = "declared buffers";

/**
 * What is left of the gap (downstream − upstream) after what is in flight or declared. Null where a side is unknown. An order that
 * has not gone up makes downstream smaller; a receipt, transfer or message that has not come down does so too; a buffer is meant to.
 */
export function residualOf(each: Case, { open, declared }: Inquiry): Residual | null {
  const { up, down, mismatch, pair, pool } = each;
  if (up === null || down === null) return null;
  const here = open.filter(
    ({ sku, locationId }) => sku === mismatch.sku && locationId === mismatch.locationId,
  );
  const sum = (kind: OpenDocument["kind"], system: string): number =>
    here
      .filter((document) => document.kind === kind && document.system === system)
      .reduce((total, { quantity }) => total + quantity, 0);
  const buffers = declared.filter(
    ({ pool, locationId, sku }) =>
      pool === mismatch.pool &&
      (locationId === null || locationId === mismatch.locationId) &&
      (sku === null || sku === mismatch.sku),
  );
  const pending = Math.sign(down - up);
  const terms = [
    {
      name: "orders not yet netted upstream",
      quantity: countsOrders(pool, pair.into) ? -sum("order", pair.into) : 0,
    },
    { name: "open receipts", quantity: -sum("receipt", pair.into) },
    { name: "open transfers", quantity: -sum("transfer", pair.into) },
    { name: "queued messages", quantity: pending * Math.abs(sum("queued", pair.into)) },
    { name: DECLARED, quantity: -buffers.reduce((total, { units }) => total + units, 0) },
  ].flatMap(({ name, quantity }) => (quantity === 0 ? [] : [{ name, quantity: quantity as Quantity }]));
  const explained = terms.reduce((total, { quantity }) => total + quantity, 0);
  return {
    gap: (down - up) as Quantity,
    terms,
    residual: (down - up - explained) as Quantity,
  };
}
