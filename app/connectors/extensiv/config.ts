import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { credential } from "../shared/form/schemas.ts";
import { vendorAddress } from "../shared/form/vendor-address.ts";

/** Extensiv 3PL Warehouse Manager (formerly 3PL Central), with the credentials that the 3PL gives out. */
export const extensivConfig = z.object({
  clientId: described(z.string().trim().min(1), { title: "Client id", group: "Connection" }),
  clientSecret: described(credential("Client secret"), {
    title: "Client secret",
    widget: "secret",
    group: "Connection",
  }),
  userLoginId: described(z.string().trim().regex(/^\d+$/, "The user login id is a number"), {
    title: "User login id",
    group: "Connection",
    help: "The number of the user that the 3PL made for this app.",
  }),
  tpl: described(z.string().trim().min(1).optional(), {
    title: "3PL key",
    group: "Connection",
    help: "Older credentials need it: an id in braces.",
    placeholder: "{c3a1d3f0-0000-0000-0000-000000000000}",
  }),
  customerId: described(z.string().trim().regex(/^\d+$/, "The customer id is a number").optional(), {
    title: "Customer id",
    group: "Stock",
    help: "Your number at the 3PL. Needed where the credentials show the stock of several customers: their SKUs may be the same.",
  }),
  address: vendorAddress("https://secure-wms.com", "Extensiv has one address for everybody."),
});
export type ExtensivConfig = z.infer<typeof extensivConfig>;
