import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { doctor } from "../../app/cli/doctor.ts";
import { shippedMigrations } from "../../app/operation/readiness.ts";
import { createDatabase } from "../../app/persistence/client.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let home: TestDatabase;
let front: Server;
const env = () => ({
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "the-secret-of-the-app",
  SHOPIFY_APP_URL: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
  HANDOFF_ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString("base64")}`,
  NODE_ENV: "test" as const,
});
const ask = async (more: Record<string, string>) => {
  let text = "";
  const well = await doctor({ ...env(), ...more }, { write: (part) => (text += part) });
  return { well, text };
};

beforeAll(async () => {
  home = await freshDatabase();
  front = createServer((request, response) => response.end(request.url === "/readyz" ? "ready" : "page"));
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  front.close();
  await home.close();
});

test("a database without its migrations is what the doctor finds wrong, and nothing is counted in it", async () => {
  const { well, text } = await ask({ DATABASE_URL: home.url });
  expect(well).toBe(false);
  expect(text).toMatch(/WRONG {2}The database lacks (\d+) of \1 migrations\./);
  expect(text).toMatch(/One thing is wrong\.\n$/);
  expect(text).not.toMatch(/waits for a worker/);
});

test("a deployment that is well is told so, work included", async () => {
  const database = createDatabase(home.url);
  await database.prisma.$executeRaw`
    create table _prisma_migrations (migration_name text, finished_at timestamptz, rolled_back_at timestamptz)`;
  for (const name of await shippedMigrations("prisma/migrations"))
    await database.prisma.$executeRaw`insert into _prisma_migrations values (${name}, now(), null)`;
  await database.close();
  const { well, text } = await ask({ DATABASE_URL: home.url });
  expect(text).toMatch(/ok {5}Nothing waits for a worker\./);
  expect(text).toMatch(/Nothing is wrong\.\n$/);
  expect(well).toBe(true);
});

test("a database that is away and settings that do not load are told without a secret", async () => {
  const away = await ask({ DATABASE_URL: "postgresql://handoff:planted-password@127.0.0.1:1/nobody" });
  expect(away.text).toMatch(/WRONG {2}The database does not answer/);
  const unset = await ask({ SHOPIFY_API_KEY: "", SHOPIFY_APP_URL: "nonsense", DATABASE_URL: home.url });
  expect(unset.text.match(/WRONG/g)).toHaveLength(2);
  expect(away.well || unset.well).toBe(false);
  expect(away.text + unset.text).not.toMatch(/planted-password|the-secret-of-the-app/);
});
