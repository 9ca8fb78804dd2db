import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { credential } from "../shared/form/schemas.ts";
import { vendorAddress } from "../shared/form/vendor-address.ts";

/** ShipBob's REST API with a personal access token. */
export const shipbobConfig = z.object({
  token: described(credential("Access token"), {
    title: "Access token",
    widget: "secret",
    group: "Connection",
    help: "A personal access token that may read inventory and locations, and nothing else.",
  }),
  version: described(z.enum(["2025-07", "2026-01", "2026-07"]).default("2026-01"), {
    title: "Version of the API",
    group: "Connection",
    help: "ShipBob ends each version after about a year. The history of stock needs 2026-01 or later.",
  }),
  item: described(z.enum(["sku", "inventory_id"]).default("sku"), {
    title: "Items are known by",
    group: "Stock",
    options: { sku: "their SKU", inventory_id: "ShipBob's inventory id (quicker to read again)" },
  }),
  address: vendorAddress("https://api.shipbob.com", "For ShipBob's sandbox: https://sandbox-api.shipbob.com"),
});
export type ShipbobConfig = z.infer<typeof shipbobConfig>;
