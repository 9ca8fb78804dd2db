import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { credential } from "../shared/form/schemas.ts";
import { vendorAddress } from "../shared/form/vendor-address.ts";

/** ShipHero's public GraphQL API, as a third-party developer of the account. */
export const shipheroConfig = z.object({
  refreshToken: described(credential("Refresh token"), {
    title: "Refresh token",
    widget: "secret",
    group: "Connection",
    help: "In ShipHero under My account, Third-party developer. The app asks for access tokens itself.",
  }),
  customerAccountId: described(z.string().trim().min(1).optional(), {
    title: "Customer account",
    group: "Connection",
    help: "For a 3PL's token: the id of your account at the 3PL. Without it the stock of all its customers is read.",
    placeholder: "Q3VzdG9tZXJBY2NvdW50OjEyMzQ1",
  }),
  sweep: described(z.enum(["snapshot", "pages"]).default("snapshot"), {
    title: "Read all stock by",
    group: "Stock",
    options: {
      snapshot: "a snapshot file of each warehouse (few credits)",
      pages: "pages of the stock query (more credits, each row with its time of change)",
    },
  }),
  address: vendorAddress("https://public-api.shiphero.com", "ShipHero has one address for everybody."),
});
export type ShipheroConfig = z.infer<typeof shipheroConfig>;
