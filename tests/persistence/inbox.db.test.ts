import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drainInbox } from "../../app/jobs/inbox.ts";
import { createDatabase } from "../../app/persistence/client.ts";
import { inboxStore } from "../../app/persistence/stores/inbox.ts";
import type { InboxPorts } from "../../app/shops/inbox/ports.ts";
import type { Delivery } from "../../app/storefront/webhooks/delivery.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

const noon = Date.UTC(2026, 3, 3, 12);
let database: ReturnType<typeof createDatabase>;
let server: TestDatabase;
beforeAll(async () => {
  server = await freshDatabase();
  database = createDatabase(server.url);
});
afterAll(async () => {
  await database.close();
  await server.close();
});

const shopName = () => `inbox-${randomUUID()}.myshopify.com`;
function deliveryTo(shop: string, deliveryId: string, payload = "{}"): Delivery {
  const facts = { eventId: null, apiVersion: "2026-10", triggeredAt: noon - 500, receivedAt: noon };
  return { shop, topic: "inventory_levels/update", deliveryId, payload, ...facts };
}
const stored = (shop: string) =>
  database.prisma.webhookDelivery.findMany({ where: { shop }, orderBy: { id: "asc" } });

describe("deliveries that arrive at the same moment", () => {
  it("are stored whole and once each, two shops with the same delivery ids apart", async () => {
    const inbox = inboxStore(database);
    const [one, other] = [shopName(), shopName()];
    const ids = Array.from({ length: 300 }, (_, index) => `delivery-${index}`);
    const outcomes = await Promise.all(
      [...ids, "delivery-7"].flatMap((id) => [one, other].map((shop) => inbox.store(deliveryTo(shop, id)))),
    );
    expect(outcomes.filter((outcome) => outcome === "duplicate")).toHaveLength(2);
    for (const shop of [one, other]) {
      const rows = await stored(shop);
      expect(rows.map(({ deliveryId }) => deliveryId)).toEqual(ids);
      expect(rows[0]).toMatchObject({ state: "new", triggeredAt: new Date(noon - 500), payload: "{}" });
    }
  });

  it("are not lost with one among them that no text of the database's can hold", async () => {
    const inbox = inboxStore(database);
    const [one, other] = [shopName(), shopName()];
    const outcomes = await Promise.allSettled([
      inbox.store(deliveryTo(one, "first")),
      inbox.store(deliveryTo(one, "bad", "\u0000")),
      inbox.store(deliveryTo(one, "good")),
      inbox.store(deliveryTo(other, "good")),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    expect((await stored(one)).map(({ deliveryId }) => deliveryId)).toEqual(["first", "good"]);
    expect(await stored(other)).toHaveLength(1);
  });

  it("are turned away, not kept in memory, beyond what can wait", async () => {
    const inbox = inboxStore(database);
    const shop = shopName();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5_300 }, (_, index) => inbox.store(deliveryTo(shop, String(index)))),
    );
    const kept = outcomes.filter(({ status }) => status === "fulfilled").length;
    expect(kept).toBeLessThan(5_300);
    expect(await stored(shop)).toHaveLength(kept);
  });
});

it("what came while no worker ran for ten minutes is worked on, all of it and once, by two that start together", async () => {
  await database.prisma.webhookDelivery.deleteMany();
  const inbox = inboxStore(database);
  const shops = [shopName(), shopName()];
  // One every two seconds and shop; nobody takes any of them meanwhile.
  for (let second = 0; second < 600; second += 2) {
    const payload = JSON.stringify({ inventory_item_id: second, location_id: 1 });
    await Promise.all(shops.map((shop) => inbox.store(deliveryTo(shop, `${second}`, payload))));
  }
  const heard: string[] = [];
  const ports = {
    hints: {
      levelChanged: (shop: string, { inventoryItemId }: { inventoryItemId: string }) => {
        heard.push(`${shop} ${inventoryItemId}`);
      },
      flush: () => Promise.resolve(),
    },
    now: () => noon + 600_000,
  } as unknown as Omit<InboxPorts, "signal">;
  const log = { info: () => undefined, warn: () => undefined };
  const work = { inbox, ports, log, now: () => noon + 600_000 };
  const never = new AbortController().signal;
  const handled = await Promise.all([drainInbox(work, never), drainInbox(work, never)]);
  expect(handled.reduce((sum, each) => sum + each, 0)).toBe(600);
  expect(new Set(heard).size).toBe(600);
  expect(await database.prisma.webhookDelivery.count({ where: { state: "done" } })).toBe(600);
}, 120_000);
