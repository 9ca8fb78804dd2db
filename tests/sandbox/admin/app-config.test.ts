import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readAppConfig } from "../../../sandbox/admin/app-config.ts";

function configuration(toml: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "app-config-")), "shopify.app.toml");
  writeFileSync(file, toml);
  return file;
}

test("the app is what its own configuration says, compliance topics included", () => {
  const file = configuration(`
    name = "Stock & Co"
    client_id = "key"
    [access_scopes]
    scopes = "read_products, write_inventory"
    optional_scopes = ["read_publications"]
    [webhooks]
    api_version = "2026-10"
    [[webhooks.subscriptions]]
    topics = ["app/uninstalled", "shop/update"]
    [[webhooks.subscriptions]]
    compliance_topics = ["shop/redact"]`);
  expect(readAppConfig(file)).toEqual({
    name: "Stock & Co",
    handle: "stock-co",
    apiKey: "key",
    scopes: ["read_products", "write_inventory"],
    optionalScopes: ["read_publications"],
    extensions: [],
    topics: ["app/uninstalled", "shop/update", "shop/redact"],
  });
});

test("a missing field is named with its file", () => {
  const file = configuration(`name = "A"\nclient_id = "key"`);
  expect(() => readAppConfig(file)).toThrow(`${file}: access_scopes.scopes is missing.`);
});
