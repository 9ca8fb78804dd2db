import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { credential } from "../shared/form/schemas.ts";
import { vendorAddress } from "../shared/form/vendor-address.ts";

/** SkuVault's API with the two tokens of a user. */
export const skuvaultConfig = z.object({
  tenantToken: described(credential("Tenant token"), {
    title: "Tenant token",
    widget: "secret",
    group: "Connection",
  }),
  userToken: described(credential("User token"), {
    title: "User token",
    widget: "secret",
    group: "Connection",
    help: "Of a user made for this app alone: SkuVault counts its limits per user.",
  }),
  scope: described(z.enum(["warehouses", "company"]).default("warehouses"), {
    title: "Read stock",
    group: "Stock",
    help: "SkuVault says what is available only for the company as a whole.",
    options: {
      warehouses: "of each warehouse (on hand only)",
      company: "of the company as one location (on hand, available, committed, held)",
    },
  }),
  address: vendorAddress("https://app.skuvault.com/api", "SkuVault has one address for everybody."),
});
export type SkuvaultConfig = z.infer<typeof skuvaultConfig>;
