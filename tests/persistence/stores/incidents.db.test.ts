import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { incidentFor, settled, type Incident } from "../../../app/discrepancies/incidents.ts";
import { createDatabase, type Database } from "../../../app/persistence/client.ts";
import { incidentStore } from "../../../app/persistence/stores/incidents.ts";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { stalled } from "../../ui/fixtures/diagnosis.ts";

const noon = Date.UTC(2026, 3, 3, 12);
const hour = 3_600_000;
let fresh: TestDatabase;
let workers: readonly [Database, Database];
let shop: string;
let other: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  workers = [createDatabase(fresh.url), createDatabase(fresh.url)];
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  await fresh.close();
});
beforeEach(async () => {
  shop = await addShop();
  other = await addShop();
});

async function addShop(): Promise<string> {
  const domain = `${randomUUID()}.myshopify.com`;
  await workers[0].prisma.shop.create({
    data: { domain, name: "Kiln", timezone: "UTC", currency: "EUR", installedAt: new Date(noon) },
  });
  return domain;
}

/** What a scan or a hint does with a finding of its own. */
function place(worker: Database, at: string, firstSeenAt: number) {
  return incidentStore(worker.prisma).change(at, (open) => {
    const byKey = new Map<string, Incident>(open.map((incident) => [incident.key, incident]));
    const incident = incidentFor(stalled, byKey, { newId: randomUUID, now: noon, firstSeenAt });
    return [...byKey.set(incident.key, incident).values()];
  });
}

function settle(worker: Database, at: string, now: number) {
  return incidentStore(worker.prisma).change(at, (open, needed) => settled(open, needed, now));
}

async function needing(incidentId: string): Promise<void> {
  const at = new Date(noon);
  await workers[0].prisma.discrepancy.create({
    data: {
      ...{
        id: randomUUID(),
        shop,
        sku: "KC-001",
        locationId: "gid://shopify/Location/101",
        pool: "available",
      },
      ...{ state: "open", verdict: "downstream", handoff: "erp_storefront", flow: "stock", sides: {} },
      ...{ firstSeenAt: at, lastSeenAt: at, evidenceAt: at, openedAt: at, incidentId },
    },
  });
}

describe("incidents of one shop", () => {
  it("are one where a hint and a scan find the same origin at the same moment", async () => {
    const found = await Promise.all(
      Array.from({ length: 8 }, (_, turn) =>
        place(workers[turn % 2 === 0 ? 0 : 1], shop, noon - turn * 60_000),
      ),
    );
    expect(new Set(found.flat().map(({ id }) => id)).size).toBe(1);
    const stored = await incidentStore(workers[1].prisma).open(shop);
    expect(stored).toMatchObject([{ key: stalled.incidentKey, firstSeenAt: noon - 7 * 60_000 }]);
    expect(await incidentStore(workers[1].prisma).open(other)).toEqual([]);
  });

  it("stay open for a member that somebody else stored meanwhile", async () => {
    const [incident] = await place(workers[0], shop, noon);
    await settle(workers[1], shop, noon);
    expect(await incidentStore(workers[0].prisma).open(shop)).toMatchObject([{ quietSince: noon }]);
    await needing(incident?.id ?? "");
    await settle(workers[1], shop, noon + 3 * hour);
    expect(await incidentStore(workers[0].prisma).open(shop)).toMatchObject([{ quietSince: null }]);
  });

  it("close when none of their members has needed anybody for long, and those of another shop do not", async () => {
    await place(workers[0], shop, noon);
    await place(workers[0], other, noon);
    await settle(workers[0], shop, noon);
    await settle(workers[1], shop, noon + 3 * hour);
    expect(await incidentStore(workers[1].prisma).open(shop)).toEqual([]);
    expect(await incidentStore(workers[1].prisma).open(other)).toMatchObject([{ quietSince: null }]);
  });
});
