import { defineConfig } from "vitest/config";

const common = { environment: "node", testTimeout: 20_000, hookTimeout: 60_000 } as const;

/** `unit` needs nothing; `extensions` a document; `integration` uses a real database and loopback servers; `e2e` plays in a real browser. `real` is there only for tools/test/real.ts, which starts the servers that it needs. */
export default defineConfig({
  test: {
    reporters: ["default", "./tools/test/plain-count.ts"],
    projects: [
      {
        test: {
          ...common,
          name: "unit",
          include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
          exclude: ["tests/e2e/**", "tests/extensions/**", "tests/real/**", "tests/**/*.db.test.ts"],
        },
      },
      {
        // Shopify's extensions are Preact in a document of their own.
        esbuild: { jsx: "automatic", jsxImportSource: "preact" },
        test: {
          ...common,
          name: "extensions",
          environment: "jsdom",
          include: ["tests/extensions/**/*.test.ts"],
          server: { deps: { inline: [/@shopify\/ui-extensions-tester/] } },
        },
      },
      {
        test: {
          ...common,
          name: "integration",
          include: ["tests/**/*.db.test.ts"],
          exclude: ["tests/e2e/**"],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...common,
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
      ...(process.env.REAL_SERVERS === undefined
        ? []
        : [{ test: { ...common, name: "real", include: ["tests/real/**/*.test.ts"], testTimeout: 60_000 } }]),
    ],
  },
});
