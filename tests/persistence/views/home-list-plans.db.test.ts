import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedShop } from "../../../bench/shop/seed.ts";
import { createDatabase, type Database } from "../../../app/persistence/client.ts";
import { discrepancyViews } from "../../../app/persistence/views/discrepancies.ts";
import { homeList } from "../../../app/persistence/views/home-list.ts";
import { readHomeQuery } from "../../../app/use-cases/home-query.ts";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";

const shop = "plans.myshopify.com";
const now = Date.UTC(2026, 3, 3, 12);

let server: TestDatabase;
let database: Database;
let client: pg.Client;
const asked: { readonly text: string; readonly values: readonly unknown[] }[] = [];

beforeAll(async () => {
  server = await freshDatabase();
  database = createDatabase(server.url, { connections: 1 });
  client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await seedShop(client, shop, { discrepancies: 6_000, locations: 30, products: 1_000 }, now);
  await discrepancyViews(database.prisma).counts(shop);
  const { pool } = database;
  const connect = pool.connect.bind(pool);
  // What the list asks is taken down on its way, to be explained afterwards.
  const watched = await connect();
  const query = watched.query.bind(watched) as (...given: unknown[]) => unknown;
  watched.query = ((given: { text: string; values?: unknown[] }, ...rest: unknown[]) => {
    if (typeof given === "object") asked.push({ text: given.text, values: given.values ?? [] });
    return query(given, ...rest);
  }) as typeof watched.query;
  watched.release();
}, 120_000);
afterAll(async () => {
  await client.end();
  await database.close();
  await server.close();
});

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly Plans?: readonly Plan[];
}

function nodes(plan: Plan): readonly Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodes)];
}

/** What the database would do for what `ask` asks of discrepancies. */
async function planOf(ask: () => Promise<unknown>): Promise<readonly Plan[]> {
  asked.length = 0;
  await ask();
  const found: Plan[] = [];
  for (const { text, values } of asked) {
    if (!/\bdiscrepanc/.test(text) || !/^\s*(select|with)/i.test(text)) continue;
    const { rows } = await client.query<{ "QUERY PLAN": readonly { readonly Plan: Plan }[] }>(
      `explain (format json) ${text}`,
      [...values],
    );
    const plan = rows[0]?.["QUERY PLAN"][0]?.Plan;
    if (plan) found.push(...nodes(plan));
  }
  return found;
}

const page = (search: string) => () =>
  homeList(database.prisma, () => now).page(shop, readHomeQuery(new URLSearchParams(search)));

describe("a page of the list", () => {
  test.each([
    ["", "discrepancies_open_by_weight"],
    ["sort=money", "discrepancies_open_by_money"],
    ["sort=units", "discrepancies_open_by_units"],
    ["sort=first_seen", "discrepancies_open_by_age"],
    ["sort=newest", "discrepancies_open_by_age"],
    ["view=can_oversell", "discrepancies_open_by_weight"],
    ["view=hidden_stock", "discrepancies_open_by_weight"],
  ])("?%s walks along %s and sorts nothing", async (search, index) => {
    const plan = await planOf(page(search));
    expect(plan.map((node) => node["Index Name"])).toContain(index);
    const wide = plan.filter(
      (node) => node["Node Type"] === "Seq Scan" && node["Relation Name"] === "discrepancies",
    );
    expect(wide).toEqual([]);
  });

  test.each([
    "cause=identity",
    "handoff=both",
    "location=gid%3A%2F%2Fshopify%2FLocation%2F3",
    "view=snoozed",
  ])("?%s never reads the whole table", async (search) => {
    const plan = await planOf(page(search));
    expect(plan.length).toBeGreaterThan(0);
    const wide = plan.filter(
      (node) => node["Node Type"] === "Seq Scan" && node["Relation Name"] === "discrepancies",
    );
    expect(wide).toEqual([]);
  });

  test("a later page begins where the index says, not at the start", async () => {
    const { nextCursor } = await page("")();
    const asking = { ...readHomeQuery(new URLSearchParams()), after: nextCursor };
    const plan = await planOf(() => homeList(database.prisma, () => now).page(shop, asking));
    expect(plan.map((node) => node["Index Name"])).toContain("discrepancies_open_by_weight");
  });
});

test("the numbers above the list are read from tallies, and from no discrepancy", async () => {
  const views = discrepancyViews(database.prisma);
  const plan = await planOf(async () => [
    await views.counts(shop),
    await views.troubles(shop),
    await views.troubledLocations(shop),
  ]);
  const tables = new Set(plan.flatMap((node) => node["Relation Name"] ?? []));
  expect(tables).toContain("discrepancy_tallies");
  expect(tables).not.toContain("discrepancies");
});
