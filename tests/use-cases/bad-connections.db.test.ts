import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type {
  AccountKind,
  RunningVendor,
  SeedLocation,
  VendorSimulator,
} from "../../sandbox/vendors/contract.ts";
import { simulator as netsuite } from "../../sandbox/vendors/netsuite/index.ts";
import { simulator as odoo } from "../../sandbox/vendors/odoo/index.ts";
import { simulator as tryton } from "../../sandbox/vendors/tryton/index.ts";
import { formEntries } from "../../sandbox/demo/form-entries.ts";
import { createDatabase, type Database } from "../../app/persistence/client.ts";
import { mappingStore } from "../../app/persistence/stores/mappings.ts";
import { shopStore } from "../../app/persistence/stores/shops.ts";
import type { Caller, TypedConnection } from "../../app/use-cases/contract.ts";
import { createApp, type App } from "../../app/wiring.server.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { testEnvironment } from "../support/environment.ts";

const noon = Date.UTC(2026, 3, 3, 12);
const mine: Caller = { shop: "mine.myshopify.com", person: "1" };
const stranger: Caller = { shop: "stranger.myshopify.com", person: "2" };

let server: TestDatabase;
let database: Database;
/** One may read this machine's vendors, the other no private network at all. */
let app: App;
let guarded: App;
beforeAll(async () => {
  server = await freshDatabase();
  database = createDatabase(server.url);
  app = await createApp(testEnvironment(server.url, { HANDOFF_ALLOWED_PRIVATE_HOSTS: "127.0.0.1" }));
  guarded = await createApp(testEnvironment(server.url));
  for (const { shop } of [mine, stranger])
    await shopStore(database.prisma).install(
      { domain: shop, name: shop, timezone: "UTC", currency: "EUR" },
      noon,
    );
});
afterAll(async () => {
  await Promise.all([app.close(), guarded.close()]);
  await database.close();
  await server.close();
});

const vendors: RunningVendor[] = [];
afterEach(async () => {
  await Promise.all(vendors.splice(0).map((vendor) => vendor.close()));
});

const halls = (simulator: VendorSimulator, count: number): readonly SeedLocation[] =>
  Array.from({ length: count }, (_, index) => ({
    code: simulator.locationCode(index + 1),
    name: `Hall ${index + 1}`,
  }));

async function vendorOf(simulator: VendorSimulator, locations = halls(simulator, 2)) {
  const [first] = locations;
  const rows = first
    ? [{ item: "KC-1", code: first.code, onHand: "3", updatedAt: "2026-04-03T10:15:00Z" }]
    : [];
  const vendor = await simulator.start({ rows, locations, limits: null });
  vendors.push(vendor);
  return vendor;
}

function typed(
  { vendor }: VendorSimulator,
  running: RunningVendor,
  {
    account = "good",
    change = {},
  }: { account?: AccountKind; change?: Readonly<Record<string, string>> } = {},
): TypedConnection {
  const entries = formEntries(running.config(account) as object);
  for (const [path, value] of Object.entries(change)) entries.set(path, value);
  return { connector: vendor, role: "erp", name: "Ledger", sparse: false, entries };
}

describe("a connection that a person got wrong is refused before it is stored:", () => {
  it("an address on a private network, at its field and before a request is sent", async () => {
    const running = await vendorOf(netsuite);
    const answer = await guarded.useCases.createConnection(mine, typed(netsuite, running));
    expect(answer).toMatchObject({
      ok: false,
      fields: { address: expect.stringMatching(/private network|may not be read/i) as string },
    });
    expect(running.requests).toEqual([]);
  });

  it.each([
    ["another company's database", odoo, "wrong_account", /database|not_found|does not know|credentials/i],
    ["another database on the same server", tryton, "wrong_account", /./],
    ["a key that has expired", odoo, "expired", /not accept|key|credentials/i],
    ["a certificate that has expired", netsuite, "expired", /certificate|not accept/i],
  ] as const)("%s, in a sentence", async (_, simulator, account, said) => {
    const running = await vendorOf(simulator);
    const answer = await app.useCases.createConnection(mine, typed(simulator, running, { account }));
    if (answer.ok) throw new Error("It was stored.");
    expect([answer.problem, ...Object.values(answer.fields)].join(" ")).toMatch(said);
  });

  afterAll(async () => {
    expect((await app.useCases.connections(mine)).connections).toEqual([]);
  });
});

it("a sandbox works, and its test says that nobody sells what stands there", async () => {
  const running = await vendorOf(netsuite);
  const warningsFor = async (change: Readonly<Record<string, string>>) => {
    const answer = await app.useCases.testNewConnection(mine, typed(netsuite, running, { change }));
    if (!answer.ok) throw new Error(JSON.stringify(answer));
    return answer.warnings.join(" ");
  };
  expect(await warningsFor({ account: "1234567_SB1" })).toMatch(/This is a sandbox of Oracle NetSuite/);
  expect(await warningsFor({ account: "1234567" })).not.toMatch(/sandbox/);
});

describe("an account", () => {
  async function connected(locations: readonly SeedLocation[]) {
    const running = await vendorOf(netsuite, locations);
    const created = await app.useCases.createConnection(mine, typed(netsuite, running));
    if (!created.ok) throw new Error(JSON.stringify(created));
    return { running, id: created.connectionId };
  }

  it("without a location is told so, and has nothing to map", async () => {
    const { id } = await connected([]);
    const { connections } = await app.useCases.locations(mine);
    expect(connections).toMatchObject([{ connection: { id }, codes: [], problem: null }]);
    await app.useCases.deleteConnection(mine, id);
  });

  it("with 2,000 locations is mapped as proposed in one go, and one that vanishes keeps its mapping and is marked", async () => {
    const { running, id } = await connected(halls(netsuite, 2_000));
    const places = halls(netsuite, 2_000).map(({ name }, index) => ({
      id: `gid://shopify/Location/${index + 1}`,
      name,
      ...{ active: true, fulfillsOnlineOrders: true, fulfillmentService: false },
    }));
    await mappingStore(database.prisma).saveLocations(mine.shop, places, noon);
    const began = performance.now();
    const { proposals, connections } = await app.useCases.locations(mine);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(connections[0]?.codes).toHaveLength(2_000);
    expect(proposals).toHaveLength(2_000);
    expect(await app.useCases.saveMappings(mine, proposals)).toMatchObject({ ok: true });

    running.setLocations(halls(netsuite, 1_999));
    await app.useCases.refreshLocations(mine);
    const after = await app.useCases.locations(mine);
    expect(after.connections[0]?.codes.filter(({ gone }) => gone).map(({ code }) => code)).toEqual(["2000"]);
    expect(after.mapped).toHaveLength(2_000);
    expect((await app.useCases.locations(stranger)).mapped).toEqual([]);
    await app.useCases.deleteConnection(mine, id);
  }, 120_000);
});
