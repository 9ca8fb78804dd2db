import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { credential } from "../shared/form/schemas.ts";
import { vendorAddress } from "../shared/form/vendor-address.ts";

/** Logiwa IO (the version 3 API, not the older Integration API). */
export const logiwaConfig = z.object({
  email: described(z.string().trim().min(1), { title: "E-mail of the API user", group: "Connection" }),
  password: described(credential("Password"), { title: "Password", widget: "secret", group: "Connection" }),
  warehouses: described(
    z
      .record(z.string().trim().min(1), z.string())
      .refine((lines) => Object.keys(lines).length > 0, "Name at least one warehouse"),
    {
      title: "Warehouses",
      group: "Stock",
      widget: "lines",
      help: "One per line, as identifier: name. Logiwa answers for one warehouse at a time and shows the identifier in the warehouse's address.",
      placeholder: "5f0c0e1a-7c1b-4a83-9a53-0d2f4b8f6f10: Brooklyn",
    },
  ),
  clientIdentifier: described(z.string().trim().min(1).optional(), {
    title: "Client identifier",
    group: "Stock",
    help: "Needed where the user sees several clients of a 3PL: their SKUs may be the same.",
  }),
  callsPerMinute: described(z.enum(["60", "530", "1200"]).default("60"), {
    title: "Calls a minute that the plan allows",
    group: "Connection",
    help: "Logiwa counts by plan, and refuses what comes too soon after the call before.",
  }),
  address: vendorAddress(
    "https://myapi.logiwa.com/v3.1",
    "For Logiwa's sandbox: https://myapisandbox.logiwa.com/v3.1",
  ),
});
export type LogiwaConfig = z.infer<typeof logiwaConfig>;
