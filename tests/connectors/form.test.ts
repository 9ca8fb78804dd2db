import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  describeForm,
  described,
  formValues,
  loadConfig,
  MissingSecretError,
  parseForm,
  resolveSecrets,
  secretPaths,
} from "../../app/connectors/config.ts";
import { connectors } from "../../app/connectors/registry.ts";
import { restJsonConfig } from "../../app/connectors/rest-json/config.ts";

const typed = {
  address: "https://erp.example/api",
  "auth.method": "oauth2",
  "auth.tokenAddress": "/token",
  "auth.clientId": "app",
  "auth.clientSecret": " s3cret ",
  "levels.path": "/stock",
  "fields.item": "sku",
  "fields.location.from": "field",
  "fields.location.field": "warehouse",
  "states.on_hand": "qty",
};

function parsed(entries: Readonly<Record<string, string>>, stored?: unknown) {
  return parseForm(restJsonConfig, entries, stored === undefined ? {} : { stored });
}

function configOf(entries: Readonly<Record<string, string>>) {
  const result = parsed(entries);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.config;
}

describe("the description of a form", () => {
  it.each(connectors.map((connector) => [connector.id, connector] as const))(
    "of %s survives JSON and names each field once",
    (_id, { config }) => {
      const fields = describeForm(config);
      expect(JSON.parse(JSON.stringify(fields))).toEqual(fields);
      expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
    },
  );

  it("shows a choice's fields only for that choice, and shared ones for each of theirs", () => {
    const byName = new Map(describeForm(restJsonConfig).map((field) => [field.name, field]));
    expect(byName.get("auth.method")).toMatchObject({
      widget: "select",
      required: true,
      defaultValue: "none",
    });
    expect(byName.get("auth.token")).toMatchObject({
      widget: "secret",
      required: true,
      showWhen: [{ field: "auth.method", in: ["bearer"] }],
    });
    expect(byName.get("pagination.size")?.showWhen).toEqual([
      { field: "pagination.style", in: ["page", "offset", "cursor", "link"] },
    ]);
  });

  it("refuses a field without a title", () => {
    expect(() => describeForm(z.object({ a: z.string() }))).toThrow('The field "a" has no title');
  });

  it("puts fields in the order that they ask for", () => {
    const schema = z.object({
      b: described(z.string(), { title: "B", order: 2 }),
      a: described(z.string(), { title: "A", order: 1 }),
    });
    expect(describeForm(schema).map(({ name }) => name)).toEqual(["a", "b"]);
  });
});

describe("a submitted form", () => {
  it("becomes a configuration with the defaults filled in, and loads again as it is", () => {
    const config = configOf({ ...typed, headers: "X-Tenant: 7\nX-Note: a: b" });
    expect(config).toMatchObject({
      auth: { method: "oauth2", clientSecret: " s3cret ", sendAs: "basic" },
      headers: { "X-Tenant": "7", "X-Note": "a: b" },
      pagination: { style: "none" },
    });
    expect(loadConfig(restJsonConfig, JSON.parse(JSON.stringify(config)))).toEqual(config);
  });

  it("names every field that is missing", () => {
    const result = parsed({ "auth.method": "bearer" });
    expect(result.ok ? [] : Object.keys(result.errors).sort()).toEqual([
      "address",
      "auth.token",
      "fields.item",
      "fields.location.from",
      "levels.path",
      "states.on_hand",
    ]);
  });

  it.each([
    [{ address: "erp" }, "address", "not an address"],
    [{ address: "ftp://erp.example" }, "address", "must begin with https://"],
    [{ address: "https://u:p@erp.example" }, "address", "their own fields"],
    [{ "pagination.style": "page", "pagination.size": "many" }, "pagination.size", "Rows per page"],
    [{ "pagination.style": "spiral" }, "pagination.style", "choose one"],
    [{ headers: "no colon" }, "headers", "Name: value"],
    [{ "fields.timeZone": "Mars" }, "fields.timeZone", "time zone"],
    [{ "keys.path": "/stock" }, "keys.path", "{item}"],
  ])("with %o says so at %s", (wrong, field, words) => {
    const result = parsed({ ...typed, ...wrong });
    expect(result.ok ? "" : result.errors[field]).toContain(words);
  });

  it("leaves out an optional part that nobody touched, and reports one that is half filled in", () => {
    expect(configOf({ ...typed, "keys.batchSize": "50", "keys.separator": "," })).not.toHaveProperty("keys");
    expect(configOf({ ...typed, "keys.path": "/stock?sku={items}" }).keys).toMatchObject({ batchSize: 50 });
    const half = parsed({ ...typed, "keys.batchSize": "7" });
    expect(half.ok ? {} : half.errors).toHaveProperty(["keys.path"]);
  });

  it("ignores what belongs to a choice that was not taken", () => {
    expect(configOf({ ...typed, "auth.token": "left over" }).auth).not.toHaveProperty("token");
  });
});

describe("a secret", () => {
  const stored = configOf(typed);

  it("is never given to a form", () => {
    const { values, storedSecrets } = formValues(restJsonConfig, stored);
    expect(storedSecrets).toEqual(["auth.clientSecret"]);
    expect(JSON.stringify(values)).not.toContain("s3cret");
    expect(values["auth.clientId"]).toBe("app");
  });

  it("stays as stored when its field is left empty, and changes when it is not", () => {
    expect(parsed({ ...typed, "auth.clientSecret": "" }, stored)).toMatchObject({ ok: true, config: stored });
    expect(parsed({ ...typed, "auth.clientSecret": "new" }, stored)).toMatchObject({
      config: { auth: { clientSecret: "new" } },
    });
  });

  it.each([
    { address: "https://elsewhere.example/api" },
    { "auth.tokenAddress": "https://elsewhere.example/token" },
  ])("must be typed again before it goes to another host: %o", (moved) => {
    const result = parsed({ ...typed, ...moved, "auth.clientSecret": "" }, stored);
    expect(result.ok ? "" : result.errors["auth.clientSecret"]).toContain("enter the client secret again");
  });

  it("does not pass from one way of signing in to another", () => {
    const result = parsed({ ...typed, "auth.method": "bearer" }, stored);
    expect(result.ok ? {} : result.errors).toHaveProperty(["auth.token"]);
  });

  it("may be named by an environment variable in a file, and nothing else may", () => {
    const file = {
      ...stored,
      auth: { ...stored.auth, clientSecret: { env: "ERP_SECRET" } },
      address: { env: "HOME" },
    };
    const resolved = resolveSecrets(restJsonConfig, file, (name) =>
      name === "ERP_SECRET" ? "from outside" : "x",
    );
    expect(resolved).toMatchObject({ auth: { clientSecret: "from outside" }, address: { env: "HOME" } });
    expect(() => loadConfig(restJsonConfig, resolved)).toThrow("address");
    expect(() => resolveSecrets(restJsonConfig, file, () => undefined)).toThrow(MissingSecretError);
  });

  it("is known by its path", () => {
    expect(secretPaths(restJsonConfig)).toEqual([
      "auth.value",
      "auth.password",
      "auth.token",
      "auth.clientSecret",
    ]);
  });
});
