import { defineConfig } from "vitest/config";

const common = { environment: "node", testTimeout: 20_000, hookTimeout: 60_000 } as const;

/** `unit` needs nothing; `integration` uses a real database and loopback servers; `e2e` plays in a real browser. */
export default defineConfig({
  test: {
    reporters: ["default", "./tools/test/plain-count.ts"],
    projects: [
      {
        test: {
          ...common,
          name: "unit",
          include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
          exclude: ["tests/e2e/**", "tests/**/*.db.test.ts"],
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
    ],
  },
});
