import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { credential } from "../shared/form/schemas.ts";
import { vendorAddress } from "../shared/form/vendor-address.ts";

/** Cin7 Core (formerly DEAR Inventory), with an API application of the account. */
export const cin7CoreConfig = z.object({
  accountId: described(z.string().trim().min(1), {
    title: "Account id",
    group: "Connection",
    help: "In Cin7 Core under Integrations, API.",
  }),
  applicationKey: described(credential("Application key"), {
    title: "Application key",
    widget: "secret",
    group: "Connection",
  }),
  address: vendorAddress(
    "https://inventory.dearsystems.com/ExternalApi/v2",
    "Cin7 Core has one address for everybody.",
  ),
});
export type Cin7CoreConfig = z.infer<typeof cin7CoreConfig>;
