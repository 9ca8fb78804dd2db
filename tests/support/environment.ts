import { loadEnvironment, type Environment } from "../../app/platform/env.ts";

/** What the app is started with in a test: silent, on this database, with a key that every run shares. */
export function testEnvironment(
  databaseUrl: string,
  more: Readonly<Record<string, string>> = {},
): Environment {
  return loadEnvironment({
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: "secret",
    SHOPIFY_APP_URL: "https://app.example",
    DATABASE_URL: databaseUrl,
    HANDOFF_ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString("base64")}`,
    LOG_LEVEL: "silent",
    NODE_ENV: "test",
    ...more,
  });
}
