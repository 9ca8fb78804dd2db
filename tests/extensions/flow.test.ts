// @vitest-environment node
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { triggerHandles } from "../../app/notify/flow/triggers.ts";
import { discrepancyPayload, incidentPayload, notReadPayload } from "../../app/notify/flow/payload.ts";
import { discrepancyFacts, scene, standing } from "../notify/support/examples.ts";

const root = join(import.meta.dirname, "..", "..", "extensions");
const folders = readdirSync(root).filter((name) => name.startsWith("flow-"));

const extension = {
  name: z.string().min(1).max(50),
  handle: z.string().regex(/^[a-z0-9-]{1,30}$/),
  uid: z.uuid(),
};
const triggerField = z.union([
  z.strictObject({ type: z.literal("product_reference") }),
  z.strictObject({
    type: z.enum(["boolean", "email", "single_line_text_field", "url", "number_decimal"]),
    key: z.string().regex(/^[a-zA-Z\s]+$/),
    description: z.string().min(1),
  }),
]);
const actionField = z
  .strictObject({
    type: z.enum(["product_reference", "single_line_text_field", "number_decimal", "number_integer", "url"]),
    key: z.string().optional(),
    name: z.string().min(1),
    description: z.string().min(1),
    required: z.boolean(),
  })
  .refine(({ type, key }) => (type === "product_reference") === (key === undefined));
const settings = <Field extends z.ZodType>(field: Field) => z.strictObject({ fields: z.array(field).min(1) });
const url = z.string().regex(/^\/flow\/[a-z/-]+$/);

/** Shopify's rules for the files of Flow extensions; `strict`, so that a mistyped key is found. */
const schema = z.discriminatedUnion("type", [
  z.strictObject({
    ...extension,
    type: z.literal("flow_trigger"),
    description: z.string().min(1),
    settings: settings(triggerField),
  }),
  z.strictObject({
    ...extension,
    type: z.literal("flow_action"),
    description: z.string().min(1),
    runtime_url: url,
    settings: settings(actionField),
  }),
  z.strictObject({ ...extension, type: z.literal("flow_trigger_lifecycle_callback"), url }),
]);

// The tables of [settings] stand in the file and belong to its one extension.
const files = folders.map((folder) => {
  const toml = parse(readFileSync(join(root, folder, "shopify.extension.toml"), "utf8")) as {
    extensions: Record<string, unknown>[];
    settings?: unknown;
  };
  const [only, ...more] = toml.extensions;
  return {
    folder,
    more,
    extension: schema.parse({ ...only, ...(toml.settings ? { settings: toml.settings } : {}) }),
  };
});

describe.each(files)("the Flow extension $folder", ({ folder, more, extension: one }) => {
  it("is one extension under its folder's name", () => {
    expect(more).toEqual([]);
    if (one.type !== "flow_trigger_lifecycle_callback") expect(folder).toBe(`flow-${one.handle}`);
  });

  it("is answered by a route, where Shopify calls it", () => {
    const called =
      one.type === "flow_action" ? one.runtime_url : one.type === "flow_trigger" ? null : one.url;
    if (called === null) return;
    const file = `${called.slice(1).replaceAll("/", ".")}.ts`;
    expect(existsSync(join(root, "..", "app", "routes", file))).toBe(true);
  });
});

describe("the triggers", () => {
  const fieldsOf = (handle: string): readonly string[] =>
    files.flatMap(({ extension: one }) =>
      one.type === "flow_trigger" && one.handle === handle
        ? one.settings.fields.map((field) => ("key" in field ? field.key : "product_id"))
        : [],
    );

  it("are exactly those that the app sends", () => {
    const declared = files.flatMap(({ extension: one }) => (one.type === "flow_trigger" ? [one.handle] : []));
    expect(new Set(declared)).toEqual(new Set(triggerHandles));
  });

  it("carry exactly what their files declare, where all is known", () => {
    const unread = {
      system: "erp",
      ...{ connectionId: null, name: "ERP", lastReadAt: 0, problem: "It answered 500." },
      locationIds: ["gid://shopify/Location/101"],
    } as const;
    const payloads = {
      "discrepancy-opened": discrepancyPayload(discrepancyFacts(), scene()).payload,
      "incident-opened": incidentPayload(standing(), scene()).payload,
      "system-not-read": notReadPayload(unread, scene()).payload,
    };
    for (const [handle, payload] of Object.entries(payloads))
      expect(Object.keys(payload).sort(), handle).toEqual([...fieldsOf(handle)].sort());
    for (const handle of ["discrepancy-came-back", "discrepancy-resolved"])
      expect(fieldsOf(handle)).toEqual(fieldsOf("discrepancy-opened"));
  });

  it("leave out a count that nobody knows, and stay under Shopify's limit whatever things are called", () => {
    const { discrepancy } = discrepancyFacts();
    const unknown = { ...discrepancy, sides: {}, money: null, units: null };
    const { payload } = discrepancyPayload({ discrepancy: unknown, productId: null }, scene());
    for (const key of ["erp count", "wms count", "money at risk", "units apart", "product_id"])
      expect(payload).not.toHaveProperty([key]);
    const long = discrepancyPayload(
      { discrepancy: { ...discrepancy, sku: "S".repeat(90_000) }, productId: null },
      { ...scene(), places: new Map([[discrepancy.locationId, "L".repeat(90_000)]]) },
    );
    expect(Buffer.byteLength(JSON.stringify(long.payload))).toBeLessThan(50_000);
  });
});
