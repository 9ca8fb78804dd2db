import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMetrics } from "../../app/operation/metrics.ts";
import { serveOperator, type OperatorServer } from "../../app/operation/operator-server.ts";
import type { OperationViews } from "../../app/operation/ports.ts";
import { readinessOf, shippedMigrations } from "../../app/operation/readiness.ts";
import { createDatabase, type Database } from "../../app/persistence/client.ts";
import { operationViews } from "../../app/persistence/views/operation.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

const NOW = Date.UTC(2026, 3, 3, 10);
const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000);
let home: TestDatabase;
let database: Database;
let views: OperationViews;
let server: OperatorServer;

beforeAll(async () => {
  home = await freshDatabase();
  database = createDatabase(home.url);
  views = operationViews(database.prisma);
  const metrics = createMetrics(views, () => NOW);
  metrics.requestAnswered("/app", "GET", 200, 0.02);
  const shipped = () => shippedMigrations("prisma/migrations");
  server = await serveOperator(
    { metrics, ready: () => readinessOf(views, shipped) },
    { host: "127.0.0.1", port: 0 },
  );
  const { prisma } = database;
  // The columns of the table that Prisma's own command keeps, as far as they are read here.
  await prisma.$executeRaw`
    create table _prisma_migrations (migration_name text, finished_at timestamptz, rolled_back_at timestamptz)`;
  for (const name of await shipped())
    await prisma.$executeRaw`insert into _prisma_migrations values (${name}, now(), null)`;
  for (const domain of ["kiln-and-co.myshopify.com", "tide.myshopify.com"]) {
    await prisma.shop.create({
      data: { domain, name: domain, timezone: "UTC", currency: "EUR", installedAt: minutesAgo(900) },
    });
    await prisma.scan.create({
      data: { id: randomUUID(), shop: domain, trigger: "schedule", requestedAt: minutesAgo(7) },
    });
  }
  await prisma.webhookDelivery.createMany({
    data: [4, 9].map((minutes) => ({
      shop: "tide.myshopify.com",
      topic: "inventory_levels/update",
      deliveryId: randomUUID(),
      receivedAt: minutesAgo(minutes),
      payload: "{}",
    })),
  });
});
afterAll(async () => {
  await server.close();
  await database.close();
  await home.close();
});

const ask = async (path: string) => {
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
  return { status: response.status, text: await response.text() };
};

describe("what an operator sees", () => {
  test("counts what waits, over all shops, and how long the oldest does", async () => {
    const { text } = await ask("/metrics");
    const lines = text.split("\n");
    expect(lines).toContain("handoff_database_up 1");
    expect(lines).toContain("handoff_shops 2");
    expect(lines).toContain("handoff_scans_waiting 2");
    expect(lines).toContain("handoff_scan_oldest_waiting_seconds 420");
    expect(lines).toContain("handoff_webhook_deliveries_waiting 2");
    expect(lines).toContain("handoff_webhook_oldest_delivery_seconds 540");
    expect(lines).toContain(
      'handoff_http_request_duration_seconds_count{route="/app",method="GET",status="200"} 1',
    );
  });

  test("names no shop", async () => {
    expect((await ask("/metrics")).text).not.toMatch(/myshopify/);
  });

  test("is ready once the database knows every migration of this version, and not before", async () => {
    expect(await ask("/readyz")).toEqual({ status: 200, text: "ready" });
    await database.prisma.$executeRaw`
      update _prisma_migrations set finished_at = null where migration_name like '%first'`;
    const before = await ask("/readyz");
    await database.prisma.$executeRaw`
      update _prisma_migrations set finished_at = now() where migration_name like '%first'`;
    expect(before.status).toBe(503);
    expect(before.text).toMatch(/lacks 1 of \d+ migrations/);
  });

  test("has no numbers of a database that does not answer, and says that it does not", async () => {
    const away: OperationViews = {
      ping: () => Promise.reject(new Error("away")),
      appliedMigrations: () => Promise.reject(new Error("postgres://user:secret@db")),
      backlog: () => Promise.reject(new Error("away")),
    };
    const text = await createMetrics(away, () => NOW).text();
    expect(text).toContain("handoff_database_up 0");
    expect(text).not.toMatch(/^handoff_shops /m);
    const readiness = await readinessOf(away, () => Promise.resolve(["a"]));
    expect(readiness).toEqual({ ready: false, why: "The database does not answer" });
  });
});
