import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { address, credential } from "../shared/form/schemas.ts";

const api = z.discriminatedUnion("style", [
  described(z.object({ style: z.literal("json2"), apiKey: credential("API key") }), {
    title: "Odoo 19 and later (/json/2)",
  }),
  described(
    z.object({
      style: z.literal("jsonrpc"),
      user: described(z.string().min(1), { title: "Login" }),
      password: described(credential("API key or password"), {
        title: "API key or password",
        widget: "secret",
        help: "A key is better: it can be withdrawn alone, and signing in with it is faster.",
      }),
    }),
    { title: "Odoo 15 to 18 (/jsonrpc)" },
  ),
]);

export const odooConfig = z.object({
  address: described(address, {
    title: "Address",
    widget: "address",
    group: "Connection",
    placeholder: "https://mycompany.odoo.com",
  }),
  database: described(z.string().min(1), {
    title: "Database",
    group: "Connection",
    help: "For Odoo Online the first part of the address.",
    placeholder: "mycompany",
  }),
  api: described(api, { title: "Version", group: "Connection" }),
  locations: described(z.enum(["warehouse", "location"]).default("warehouse"), {
    title: "A location code is",
    group: "Stock",
    options: {
      warehouse: "a warehouse, with all that is stored in it",
      location: "a single internal location, without those below it",
    },
  }),
  consignment: described(z.enum(["leave_out", "include"]).default("leave_out"), {
    title: "Stock that belongs to others",
    group: "Stock",
    options: { leave_out: "Leave out", include: "Count with ours" },
  }),
  unsellable: described(z.string().optional(), {
    title: "Locations that are not sold from",
    widget: "textarea",
    group: "Stock",
    help: "Full names, one per line, such as WH/Quarantine; what lies below them counts too. Their stock is unavailable.",
    placeholder: "WH/Quality Control",
  }),
});
export type OdooConfig = z.infer<typeof odooConfig>;
