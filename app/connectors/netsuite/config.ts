import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { address, credential, timeZone } from "../shared/form/schemas.ts";

const identifier = /^[a-z][a-z0-9_]*$/i;

const auth = z.discriminatedUnion("method", [
  described(
    z.object({
      method: z.literal("certificate"),
      clientId: described(z.string().min(1), {
        title: "Client id",
        help: "Consumer key of the integration record, which has client credentials switched on.",
      }),
      certificateId: described(z.string().min(1), {
        title: "Certificate id",
        help: "As the OAuth 2.0 Client Credentials Setup page shows it.",
      }),
      privateKey: described(credential("Private key"), {
        title: "Private key",
        widget: "secret",
        help: "PEM text of the key whose certificate was uploaded: elliptic curve P-256, P-384 or P-521, or RSA.",
      }),
    }),
    { title: "OAuth 2.0 with a certificate" },
  ),
  described(
    z.object({
      method: z.literal("token"),
      consumerKey: described(z.string().min(1), { title: "Consumer key" }),
      consumerSecret: credential("Consumer secret"),
      tokenId: described(z.string().min(1), { title: "Token id" }),
      tokenSecret: credential("Token secret"),
    }),
    { title: "Token-based authentication (no new ones from 2027.1)" },
  ),
]);

const sku = z.discriminatedUnion("from", [
  described(z.object({ from: z.literal("itemid") }), { title: "Item name or number, as it is" }),
  described(z.object({ from: z.literal("leaf") }), {
    title: "Item name or number without its parent: B of “A : B”",
  }),
  described(z.object({ from: z.literal("upccode") }), { title: "UPC code" }),
  described(
    z.object({
      from: z.literal("field"),
      field: described(z.string().regex(identifier, "A field's id has letters, digits and _ only"), {
        title: "Id of the item field",
        placeholder: "custitem_sku",
      }),
    }),
    { title: "A custom field" },
  ),
]);

const scriptId = z.string().regex(/^\w+$/, "An id has letters, digits and _ only");

const resync = z.object({
  script: described(scriptId, {
    title: "Script id of the RESTlet",
    help: "Lets people ask NetSuite to push items again. Your developer installs it; the README of this connector says what it is sent.",
    placeholder: "customscript_push_items",
  }),
  deployment: described(scriptId.default("1"), { title: "Deployment id" }),
});

export const netsuiteConfig = z.object({
  account: described(
    z.string().regex(/^[a-z0-9]+([_-][a-z0-9]+)*$/i, "An account id looks like 1234567 or 1234567_SB1"),
    {
      title: "Account id",
      group: "Connection",
      help: "Setup > Company > Company Information. A sandbox has its own, with _SB1 or the like.",
      placeholder: "1234567_SB1",
    },
  ),
  auth: described(auth, { title: "Sign in with", group: "Connection" }),
  address: described(address.optional(), {
    title: "Address of SuiteTalk REST",
    widget: "address",
    group: "Connection",
    help: "Left empty, the account's own host. Only for a gateway of your own.",
  }),
  restletAddress: described(address.optional(), {
    title: "Address of RESTlets",
    widget: "address",
    group: "Connection",
    help: "Left empty, the account's own host.",
  }),
  sku: described(sku.default({ from: "itemid" }), { title: "SKU", group: "Stock" }),
  timeZone: described(timeZone, {
    title: "Time zone of the account",
    group: "Stock",
    help: "Of the role's user, where NetSuite leaves the zone out.",
    placeholder: "America/Los_Angeles",
  }),
  concurrency: described(z.int().min(1).max(10).default(2), {
    title: "Requests at the same time",
    group: "Stock",
    help: "All integrations of the account share 5, or 15 and more by its tier.",
  }),
  resync: described(resync.optional(), { title: "Push again", group: "Push again" }),
});
export type NetsuiteConfig = z.infer<typeof netsuiteConfig>;
