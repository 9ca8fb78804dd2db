import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { credential } from "../shared/form/schemas.ts";
import { vendorAddress } from "../shared/form/vendor-address.ts";

/** Flows of Celigo integrator.io that carry stock from one system into the next. */
export const celigoConfig = z.object({
  token: described(credential("API token"), {
    title: "API token",
    widget: "secret",
    group: "Connection",
    help: "In integrator.io under Resources, API tokens. Custom scope: view flows and jobs; run them only if the app shall ask for a resync.",
  }),
  into: described(z.enum(["storefront", "erp", "wms"]).default("storefront"), {
    title: "The flows write into",
    group: "Connection",
    options: { storefront: "Shopify", erp: "ERP", wms: "WMS" },
  }),
  flows: described(
    z
      .string()
      .optional()
      .refine(
        (text) => text === undefined || /^[\w, ]*$/.test(text),
        "Ids have letters and digits, with a comma between them",
      ),
    {
      title: "Flows",
      group: "Connection",
      help: "Ids of the flows of this handoff, with commas between; they stand in a flow's address. Empty: every flow that the token sees.",
    },
  ),
  address: vendorAddress("https://api.integrator.io", "Europe: https://api.eu.integrator.io"),
});
export type CeligoConfig = z.infer<typeof celigoConfig>;
