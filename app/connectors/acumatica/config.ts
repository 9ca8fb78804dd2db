import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { address, credential, stateFields, timeZone } from "../shared/form/schemas.ts";

const source = z.discriminatedUnion("kind", [
  described(z.object({ kind: z.literal("items") }), {
    title: "Stock items (on hand only; single items in full)",
  }),
  described(
    z.object({
      kind: z.literal("inquiry"),
      path: described(z.string().regex(/^[^?#\s]+$/, "A path has no space, ? or #"), {
        title: "Path of the generic inquiry",
        help: "Exposed by OData, one row per item and warehouse; the README of this connector says which columns.",
        placeholder: "odata/Company/StockByWarehouse",
      }),
      item: described(z.string().regex(/^\w+$/).default("InventoryID"), { title: "Column of the item" }),
      location: described(z.string().regex(/^\w+$/).default("Warehouse"), {
        title: "Column of the warehouse",
      }),
      updatedAt: described(z.string().regex(/^\w+$/).optional(), {
        title: "Column of the last change",
        placeholder: "LastModifiedOn",
      }),
      states: described(stateFields("Column"), { title: "Quantities" }),
    }),
    { title: "A generic inquiry by OData (all quantities, changes)" },
  ),
]);

export const acumaticaConfig = z.object({
  address: described(address, {
    title: "Address of the site",
    widget: "address",
    group: "Connection",
    placeholder: "https://erp.example.com/Acumatica",
  }),
  endpointVersion: described(
    z
      .string()
      .regex(/^\d+\.\d+\.\d+$/, "A version looks like 24.200.001")
      .default("24.200.001"),
    {
      title: "Version of the Default endpoint",
      group: "Connection",
      help: "The address with /entity behind it lists those that your site has.",
    },
  ),
  clientId: described(z.string().min(1), {
    title: "Client id",
    group: "Connection",
    help: "Of a connected application with the flow Resource Owner Password Credentials: its id, @ and the tenant.",
    placeholder: "00000000-0000-0000-0000-000000000000@Company",
  }),
  clientSecret: described(credential("Client secret"), {
    title: "Client secret",
    widget: "secret",
    group: "Connection",
  }),
  user: described(z.string().min(1), { title: "User", group: "Connection" }),
  password: described(credential("Password"), { title: "Password", widget: "secret", group: "Connection" }),
  source: described(source.default({ kind: "items" }), { title: "Read stock from", group: "Stock" }),
  timeZone: described(timeZone, {
    title: "Time zone of the user",
    group: "Stock",
    help: "As the user's profile has it, for times without a zone.",
  }),
});
export type AcumaticaConfig = z.infer<typeof acumaticaConfig>;
