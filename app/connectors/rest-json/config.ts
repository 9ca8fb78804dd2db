import { z } from "zod";
import { described } from "../shared/form/meta.ts";
import { plainAuth } from "../shared/form/plain-auth.ts";
import { address, credential, dateFormat, stateFields, timeZone } from "../shared/form/schemas.ts";
import { locationSource } from "../shared/form/location-source.ts";
import { eventsConfig, healthConfig } from "./log-config.ts";
import { pagination } from "./pagination/config.ts";

const auth = z.discriminatedUnion("method", [
  ...plainAuth,
  described(
    z.object({
      method: z.literal("oauth2"),
      tokenAddress: described(z.string().min(1), {
        title: "Token address",
        widget: "address",
        help: "In full, or a path below the address above.",
        placeholder: "/oauth/token",
      }),
      clientId: described(z.string().min(1), { title: "Client id" }),
      clientSecret: credential("Client secret"),
      scope: described(z.string().optional(), { title: "Scope" }),
      sendAs: described(z.enum(["basic", "body"]).default("basic"), {
        title: "Send the client secret",
        options: { basic: "In the Authorization header", body: "In the body" },
      }),
    }),
    { title: "OAuth 2 client credentials" },
  ),
]);

const records = described(z.string().default(""), {
  title: "Path to the rows",
  help: "Where the list stands in the answer, such as data.items; empty when the answer is the list itself.",
});

const keys = z.object({
  path: described(
    z
      .string()
      .refine(
        (text) => /\{items?\}/.test(text),
        "The path needs {item} or {items} where the item numbers go",
      ),
    {
      title: "Path for single items",
      help: "Lets the app read a few items again at once, to confirm a difference. {items} takes several, {item} one; {code} the location.",
      placeholder: "/stock?sku={items}",
    },
  ),
  separator: described(z.string().min(1).default(","), { title: "Between several items" }),
  batchSize: described(z.int().min(1).max(500).default(50), { title: "Items in one request" }),
});

const locations = z.object({
  path: described(z.string().min(1), {
    title: "Path of the list of locations",
    help: "Left empty, the codes are taken from the stock rows.",
    placeholder: "/warehouses",
  }),
  records: described(z.string().default(""), { title: "Path to the locations in the answer" }),
  code: described(z.string().min(1).default("code"), { title: "Field of the code" }),
  name: described(z.string().optional(), { title: "Field of the name" }),
});

/** Any JSON API. Paths to fields are dotted ("qty.onHand", "lines.0.sku") or JSON pointers ("/qty/on.hand"). */
export const restJsonConfig = z.object({
  address: described(address, {
    title: "Address",
    widget: "address",
    group: "Connection",
    placeholder: "https://erp.example.com/api",
  }),
  auth: described(auth.default({ method: "none" }), { title: "Sign in with", group: "Connection" }),
  headers: described(z.record(z.string().regex(/^[\w-]+$/), z.string()).optional(), {
    title: "Further headers",
    group: "Connection",
    help: "One per line, as Name: value. Keys and passwords belong in the fields above.",
  }),
  levels: described(
    z.object({
      path: described(z.string().min(1), {
        title: "Path of the stock",
        help: "Below the address, with any fixed query.",
        placeholder: "/stock",
      }),
      records,
      nested: described(z.string().optional(), {
        title: "Path to rows inside each row",
        help: "For an API that lists each item once, with its locations inside it.",
      }),
      total: described(z.string().optional(), {
        title: "Field of the total",
        help: "How many rows there are in all; checks that nothing was left out.",
      }),
    }),
    { title: "Stock", group: "Stock" },
  ),
  pagination: described(pagination.default({ style: "none" }), { title: "Pages", group: "Pages" }),
  fields: described(
    z.object({
      item: described(z.string().min(1), { title: "Field of the item number or SKU", placeholder: "sku" }),
      location: described(locationSource, { title: "Location" }),
      updatedAt: described(z.string().optional(), { title: "Field of the last change" }),
      updatedAtFormat: dateFormat,
      timeZone,
    }),
    { title: "Fields", group: "Fields" },
  ),
  states: described(stateFields("Field"), { title: "Quantities", group: "Quantities" }),
  keys: described(keys.optional(), { title: "Single items", group: "Single items" }),
  locations: described(locations.optional(), { title: "Locations", group: "Locations" }),
  events: described(eventsConfig.optional(), { title: "What happened", group: "Log" }),
  health: described(healthConfig.optional(), { title: "Queues", group: "Queues" }),
});
export type RestJsonConfig = z.infer<typeof restJsonConfig>;
