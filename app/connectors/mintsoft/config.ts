import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { credential, timeZone } from "../shared/form/schemas.ts";
import { vendorAddress } from "../shared/form/vendor-address.ts";

/** Mintsoft, with a user of the account; the app asks for the day's key itself. */
export const mintsoftConfig = z.object({
  username: described(z.string().trim().min(1), { title: "User name", group: "Connection" }),
  password: described(credential("Password"), { title: "Password", widget: "secret", group: "Connection" }),
  clientId: described(z.string().trim().regex(/^\d+$/, "The client id is a number").optional(), {
    title: "Client id",
    group: "Stock",
    help: "Your number at the 3PL. Needed where the user sees several clients: their SKUs may be the same.",
  }),
  timeZone: described(timeZone.prefault("Europe/London"), {
    title: "Time zone of the account",
    group: "Stock",
    help: "Mintsoft writes times without a zone.",
    placeholder: "Europe/London",
  }),
  address: vendorAddress("https://api.mintsoft.co.uk", "Mintsoft has one address for everybody."),
});
export type MintsoftConfig = z.infer<typeof mintsoftConfig>;
