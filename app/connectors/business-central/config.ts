import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { address, credential, stateFields } from "../shared/form/schemas.ts";

const segment = /^[\w.-]+$/;

const source = z.discriminatedUnion("kind", [
  described(z.object({ kind: z.literal("analytics") }), {
    title: "The item ledger (no extension needed)",
  }),
  described(
    z.object({
      kind: z.literal("exact"),
      route: described(
        z.string().regex(/^[\w.-]+\/[\w.-]+\/[\w.-]+$/, "This should look like publisher/group/version"),
        {
          title: "Publisher, group and version",
          help: "Of the API query that sums stock by item, variant and location; the README of this connector has it.",
          placeholder: "contoso/inventory/v1.0",
        },
      ),
      entitySet: described(z.string().regex(segment, "A name has letters, digits, . _ and - only"), {
        title: "Entity set",
        placeholder: "stockLevels",
      }),
      item: described(z.string().regex(/^\w+$/).default("itemNo"), { title: "Field of the item number" }),
      variant: described(z.string().regex(/^\w+$/).optional(), {
        title: "Field of the variant code",
        placeholder: "variantCode",
      }),
      variantSeparator: described(z.string().default("-"), {
        title: "Between item number and variant code",
        help: "As your SKUs have it.",
      }),
      location: described(z.string().regex(/^\w+$/).default("locationCode"), {
        title: "Field of the location code",
      }),
      states: described(stateFields("Field"), { title: "Quantities" }),
    }),
    { title: "An API query of your own (exact, with variants)" },
  ),
]);

export const businessCentralConfig = z.object({
  tenant: described(z.string().regex(segment, "A tenant is an id or a domain such as contoso.com"), {
    title: "Tenant",
    group: "Connection",
    help: "Directory (tenant) id or domain in Microsoft Entra.",
  }),
  environment: described(
    z
      .string()
      .regex(/^[\w-]+$/)
      .default("Production"),
    {
      title: "Environment",
      group: "Connection",
    },
  ),
  company: described(z.string().min(1), {
    title: "Company",
    group: "Connection",
    help: "Its name, or its id.",
    placeholder: "CRONUS International Ltd.",
  }),
  clientId: described(z.string().min(1), { title: "Application (client) id", group: "Connection" }),
  clientSecret: described(credential("Client secret"), {
    title: "Client secret",
    widget: "secret",
    group: "Connection",
  }),
  address: described(address.default("https://api.businesscentral.dynamics.com"), {
    title: "Address of Business Central",
    widget: "address",
    group: "Connection",
    help: "Another only for a national cloud or a gateway of your own.",
  }),
  signInAddress: described(address.default("https://login.microsoftonline.com"), {
    title: "Address of Microsoft Entra",
    widget: "address",
    group: "Connection",
  }),
  source: described(source.default({ kind: "analytics" }), { title: "Read stock from", group: "Stock" }),
});
export type BusinessCentralConfig = z.infer<typeof businessCentralConfig>;
