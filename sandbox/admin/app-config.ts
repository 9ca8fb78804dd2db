import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "smol-toml";
import { findExtensions } from "./extensions.ts";
import type { AdminApp } from "./ports.ts";

/** What Shopify knows of the app from its shopify.app.toml and the extensions beside it. */
export type AppConfig = Pick<
  AdminApp,
  "name" | "handle" | "apiKey" | "scopes" | "optionalScopes" | "extensions"
> & {
  /** Topics that are delivered to the app, compliance topics among them, as `inventory_levels/update`. */
  readonly topics: readonly string[];
};

/** @throws Error naming the file and the field when something that Shopify requires is missing */
export function readAppConfig(file: string): AppConfig {
  const toml = parse(readFileSync(file, "utf8"));
  const text = (value: unknown, field: string): string => {
    if (typeof value !== "string" || value === "") throw new Error(`${file}: ${field} is missing.`);
    return value;
  };
  const access = table(toml.access_scopes);
  const name = text(toml.name, "name");
  return {
    name,
    handle: typeof toml.handle === "string" ? toml.handle : name.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
    apiKey: text(toml.client_id, "client_id"),
    scopes: text(access.scopes, "access_scopes.scopes")
      .split(",")
      .map((scope) => scope.trim()),
    optionalScopes: texts(access.optional_scopes),
    extensions: findExtensions(join(dirname(file), "extensions")),
    topics: list(table(toml.webhooks).subscriptions).flatMap((subscription) => [
      ...texts(table(subscription).topics),
      ...texts(table(subscription).compliance_topics),
    ]),
  };
}

const table = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const texts = (value: unknown): string[] => list(value).filter((item) => typeof item === "string");
