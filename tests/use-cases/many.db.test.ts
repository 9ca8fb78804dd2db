import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type Database } from "../../app/persistence/client.ts";
import { manyMoves } from "../../app/persistence/stores/many-moves.ts";
import { savedViewStore } from "../../app/persistence/stores/saved-views.ts";
import { shopStore } from "../../app/persistence/stores/shops.ts";
import { keepDay } from "../../app/persistence/stores/tallies.ts";
import { discrepancyViews } from "../../app/persistence/views/discrepancies.ts";
import { homeList } from "../../app/persistence/views/home-list.ts";
import { productChoices } from "../../app/persistence/views/product-choices.ts";
import type { Caller, Selection } from "../../app/use-cases/contract.ts";
import { readHomeQuery } from "../../app/use-cases/home-query.ts";
import { manyUseCases } from "../../app/use-cases/many.ts";
import { shopGate } from "../../app/use-cases/shop-gate.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

const noon = Date.UTC(2026, 3, 3, 12);
const brooklyn = "gid://shopify/Location/101";
const queens = "gid://shopify/Location/102";

let server: TestDatabase;
let database: Database;
let now = noon;
let mine: Caller;
let stranger: Caller;
beforeAll(async () => {
  server = await freshDatabase();
  database = createDatabase(server.url);
});
afterAll(async () => {
  await database.close();
  await server.close();
});
beforeEach(async () => {
  now = noon;
  mine = await newShop("1");
  stranger = await newShop("2");
});

async function newShop(person: string): Promise<Caller> {
  const shop = `many-${randomUUID()}.myshopify.com`;
  const facts = { domain: shop, name: "Many", timezone: "Asia/Kathmandu", currency: "EUR" };
  await shopStore(database.prisma).install(facts, noon);
  return { shop, person };
}

function many() {
  const { prisma } = database;
  const nobody = new Proxy({}, { get: () => () => Promise.reject(new Error("nobody asks Shopify here")) });
  return manyUseCases({
    gate: shopGate(shopStore(prisma), nobody as never, () => now),
    list: homeList(prisma, () => now),
    moves: manyMoves(prisma),
    products: productChoices(prisma),
    savedViews: savedViewStore(prisma),
    now: () => now,
  });
}

interface Given {
  readonly sku: string;
  readonly locationId?: string;
  readonly pool?: string;
  readonly state?: string;
  readonly cause?: string | null;
  readonly units?: bigint;
  readonly incidentId?: string;
}

async function put({ shop }: Caller, given: readonly Given[]): Promise<readonly string[]> {
  const at = new Date(noon - 3_600_000);
  const rows = given.map((one) => ({
    ...{ id: randomUUID(), shop, locationId: brooklyn, pool: "available", state: "open", sides: {} },
    ...{ verdict: "downstream", handoff: "erp_storefront", flow: "stock", direction: "can_oversell" },
    ...{ firstSeenAt: at, lastSeenAt: at, evidenceAt: at, openedAt: at, units: 1_000_000n },
    ...one,
  }));
  await database.prisma.discrepancy.createMany({ data: rows });
  return rows.map(({ id }) => id);
}

const everything = (search = ""): Selection => ({
  kind: "all",
  query: readHomeQuery(new URLSearchParams(search)),
});
const acknowledge = { kind: "acknowledge", text: "", hours: "" };
const statesOf = async ({ shop }: Caller) =>
  Object.fromEntries(
    (await database.prisma.discrepancy.findMany({ where: { shop } })).map((row) => [
      `${row.sku} ${row.pool}`,
      row.state,
    ]),
  );
async function exported(caller: Caller, selection: Selection): Promise<readonly string[]> {
  let text = "";
  for await (const lines of many().exportCsv(caller, selection)) text += lines;
  return text.split("\r\n").slice(1, -1);
}

describe("many at once", () => {
  test("moves every pool of what matches over all pages, and leaves what its state does not allow", async () => {
    const lots = Array.from({ length: 70 }, (_, index) => ({ sku: `S-${index}` }));
    await put(mine, [
      ...lots,
      { sku: "S-1", pool: "on_hand", cause: "sync_lag" },
      { sku: "BUSY", state: "resyncing" },
      { sku: "AWAY", locationId: queens },
    ]);
    await put(stranger, [{ sku: "S-1" }]);
    const here = everything(`location=${encodeURIComponent(brooklyn)}`);
    expect(await many().countMatching(mine, here.kind === "all" ? here.query : ({} as never))).toBe(71);
    expect(await many().actOnMany(mine, here, acknowledge)).toMatchObject({ ok: true, moved: 71, left: 1 });
    const states = await statesOf(mine);
    expect(states).toMatchObject({
      ...{ "S-69 available": "acknowledged", "S-1 on_hand": "acknowledged" },
      ...{ "BUSY available": "resyncing", "AWAY available": "open" },
    });
    expect(await statesOf(stranger)).toEqual({ "S-1 available": "open" });
  });

  test("moves nothing of another shop's, whatever ids are named", async () => {
    const ids = await put(stranger, [{ sku: "THEIRS" }]);
    const wild = ["1; drop table shops", ...ids];
    expect(await many().actOnMany(mine, { kind: "some", ids: wild }, acknowledge)).toMatchObject({
      ...{ moved: 0, left: 1 },
    });
    expect(await exported(mine, { kind: "some", ids: wild })).toEqual([]);
    expect(await statesOf(stranger)).toEqual({ "THEIRS available": "open" });
  });

  test("an undo takes back the own step, but not what somebody touched since", async () => {
    const [first, second] = await put(mine, [{ sku: "A" }, { sku: "B", state: "acknowledged" }]);
    const ignore = { kind: "ignore", text: "Meant to differ", hours: "" };
    const done = await many().actOnMany(mine, everything(), ignore);
    if (!done.ok) throw new Error("refused");
    now += 1_000;
    await many().actOnMany(
      { ...mine, person: "9" },
      { kind: "some", ids: [first ?? ""] },
      {
        ...{ kind: "reopen", text: "", hours: "" },
      },
    );
    now += 1_000;
    expect(await many().undoMany({ ...mine, person: "9" }, done.at)).toMatchObject({ moved: 0 });
    expect(await many().undoMany(stranger, done.at)).toMatchObject({ moved: 0, left: 0 });
    expect(await many().undoMany(mine, done.at)).toMatchObject({ moved: 1, left: 1 });
    expect(await statesOf(mine)).toEqual({ "A available": "open", "B available": "acknowledged" });
    const steps = await database.prisma.discrepancyTransition.findMany({
      where: { discrepancyId: second ?? "" },
      orderBy: { id: "asc" },
    });
    expect(steps.map(({ from, to, why }) => [from, to, why])).toEqual([
      ["acknowledged", "ignored", "Meant to differ"],
      ["ignored", "acknowledged", "Taken back."],
    ]);
    expect(await many().undoMany(mine, done.at)).toMatchObject({ moved: 0 });
  });

  test("wants a reason for ignoring, and a time for snoozing", async () => {
    await put(mine, [{ sku: "A" }]);
    const ask = (kind: string) => many().actOnMany(mine, everything(), { kind, text: " ", hours: "" });
    expect(await ask("ignore")).toMatchObject({ ok: false, fields: { text: expect.any(String) as string } });
    expect(await ask("snooze")).toMatchObject({ ok: false, fields: { hours: expect.any(String) as string } });
    expect(await ask("explode")).toMatchObject({ ok: false });
    expect(await statesOf(mine)).toEqual({ "A available": "open" });
  });

  test("writes a file that no spreadsheet runs", async () => {
    await put(mine, [{ sku: '=HYPERLINK("http://x")', units: -2_500_000n }, { sku: "+49, mug" }]);
    await put(stranger, [{ sku: "THEIRS" }]);
    const lines = await exported(mine, everything("sort=sku"));
    expect(lines.map((line) => line.slice(0, 28))).toEqual([
      expect.stringMatching(/^"'\+49, mug",,/),
      expect.stringMatching(/^"'=HYPERLINK\(""http:/),
    ]);
    expect(lines[1]).toContain(",-2.5,can_oversell,");
  });
});

describe("the list", () => {
  const skus = async (search: string) => {
    const { rows } = await homeList(database.prisma, () => now).page(
      mine.shop,
      readHomeQuery(new URLSearchParams(search)),
    );
    return rows.map(({ discrepancy }) => discrepancy.sku);
  };

  test("finds by cause, vendor, tag, barcode and product, and by several at once", async () => {
    await put(mine, [{ sku: "MUG", cause: "sync_lag" }, { sku: "BOWL" }, { sku: "VASE", cause: "sync_lag" }]);
    const product = { shop: mine.shop, savedAt: new Date(noon) };
    await database.prisma.product.createMany({
      data: [
        {
          ...product,
          inventoryItemId: "1",
          sku: "MUG",
          vendor: "Kiln",
          tags: ["sale", "mugs"],
          barcode: "0731",
        },
        {
          ...product,
          inventoryItemId: "2",
          sku: "BOWL",
          vendor: "Kiln",
          productId: "p",
          productTitle: "Ööle",
        },
        {
          ...product,
          shop: stranger.shop,
          inventoryItemId: "3",
          sku: "VASE",
          vendor: "Kiln",
          tags: ["sale"],
        },
      ],
    });
    expect(await skus("cause=sync_lag&sort=sku")).toEqual(["MUG", "VASE"]);
    expect(await skus("cause=unknown")).toEqual(["BOWL"]);
    expect(await skus("vendor=Kiln&sort=sku")).toEqual(["BOWL", "MUG"]);
    expect(await skus("vendor=Kiln&cause=sync_lag")).toEqual(["MUG"]);
    expect(await skus("tag=sale&tag=x")).toEqual(["MUG"]);
    expect(await skus("search=0731")).toEqual(["MUG"]);
    expect(await skus("search=öÖL")).toEqual(["BOWL"]);
    expect(await skus("search=vas")).toEqual(["VASE"]);
    expect(await skus("product=p")).toEqual(["BOWL"]);
    expect(await skus("age=24")).toEqual([]);
    expect(await skus("age=1&sort=sku")).toHaveLength(3);
    expect(await many().choices(mine, "tag", "A")).toEqual([{ value: "sale", label: "sale" }]);
    expect(await many().choices(stranger, "product", "")).toEqual([]);
  });

  test("goes incident by incident over its pages, each key once, what none explains last", async () => {
    const at = new Date(noon);
    const ids = [randomUUID(), randomUUID()];
    await database.prisma.incident.createMany({
      data: ids.map((id, index) => ({
        ...{ id, shop: mine.shop, key: String(index), cause: "sync_lag", handoff: "both", flow: "stock" },
        ...{ firstSeenAt: at, openedAt: at },
      })),
    });
    const of = (name: string, count: number, incidentId?: string) =>
      Array.from({ length: count }, (_, index) => ({
        sku: `${name}-${index}`,
        ...(incidentId && { incidentId }),
      }));
    await put(mine, [...of("NONE", 30), ...of("SMALL", 20, ids[0]), ...of("LARGE", 40, ids[1])]);
    await discrepancyViews(database.prisma).counts(mine.shop);
    const list = homeList(database.prisma, () => now);
    const query = readHomeQuery(new URLSearchParams("group=incident"));
    const names: string[] = [];
    let after: string | null = null;
    do {
      const shown: Awaited<ReturnType<typeof list.page>> = await list.page(mine.shop, { ...query, after });
      names.push(...shown.rows.map(({ discrepancy }) => discrepancy.sku));
      after = shown.nextCursor;
    } while (after !== null);
    expect(names).toHaveLength(90);
    expect(new Set(names).size).toBe(90);
    expect([...new Set(names.map((name) => name.split("-")[0]))]).toEqual(["LARGE", "SMALL", "NONE"]);
  });
});

describe("what is counted", () => {
  test("follows every change, and stays a shop's own", async () => {
    const views = discrepancyViews(database.prisma);
    await put(mine, [
      { sku: "A" },
      { sku: "A", pool: "on_hand" },
      { sku: "B" },
      { sku: "C", state: "patched" },
    ]);
    await put(stranger, [{ sku: "A" }]);
    expect(await views.counts(mine.shop)).toMatchObject({ open: 2, canOversell: 2, patched: 1 });
    await many().actOnMany(mine, everything(), { kind: "ignore", text: "x", hours: "" });
    expect(await views.counts(mine.shop)).toMatchObject({ open: 0, canOversell: 0, patched: 1 });
    expect(await views.counts(stranger.shop)).toMatchObject({ open: 1 });
    await database.prisma.discrepancy.deleteMany({ where: { shop: mine.shop } });
    expect(await views.counts(mine.shop)).toMatchObject({ open: 0, patched: 0 });
  });

  test("is kept once for each day of the shop's own zone", async () => {
    await put(mine, [{ sku: "A" }]);
    await keepDay(database.prisma, mine.shop, new Date("2026-04-03T18:10:00Z"));
    await put(mine, [{ sku: "B" }]);
    await keepDay(database.prisma, mine.shop, new Date("2026-04-03T18:14:00Z"));
    await keepDay(database.prisma, mine.shop, new Date("2026-04-03T18:16:00Z"));
    const days = await discrepancyViews(database.prisma).days(mine.shop, noon - 86_400_000);
    expect(days.map(({ day, open, notRead }) => [day, open, notRead])).toEqual([
      ["2026-04-03", 2, null],
      ["2026-04-04", 2, null],
    ]);
  });
});

describe("a person's own views", () => {
  const list = ({ shop, person }: Caller) => savedViewStore(database.prisma).list(shop, person);
  const query = readHomeQuery(new URLSearchParams("vendor=Kiln&sort=money&after=abc"));

  test("are saved without a cursor, renamed and deleted, by their owner alone", async () => {
    expect(await many().saveView(mine, { name: " Kiln ", query })).toEqual({ ok: true });
    const [view] = await list(mine);
    expect(view).toMatchObject({ name: "Kiln", query: "sort=money&vendor=Kiln" });
    const id = view?.id ?? "";
    for (const other of [stranger, { ...mine, person: "9" }]) {
      expect(await many().renameView(other, id, "Theirs")).toMatchObject({ ok: false });
      await many().deleteView(other, id);
      expect(await list(other)).toEqual([]);
    }
    expect(await many().renameView(mine, id, "Pots")).toEqual({ ok: true });
    expect(await list(mine)).toMatchObject([{ name: "Pots" }]);
    await many().deleteView(mine, id);
    await many().deleteView(mine, "no id");
    expect(await list(mine)).toEqual([]);
  });

  test("need a name that is not taken", async () => {
    await many().saveView(mine, { name: "A", query });
    await many().saveView(mine, { name: "B", query });
    const name = { ok: false, fields: { name: expect.any(String) as string } };
    expect(await many().saveView(mine, { name: "A", query })).toMatchObject(name);
    expect(await many().saveView(mine, { name: "  ", query })).toMatchObject(name);
    const second = (await list(mine)).find((view) => view.name === "B")?.id ?? "";
    expect(await many().renameView(mine, second, "A")).toMatchObject(name);
    expect(await many().saveView(stranger, { name: "A", query })).toEqual({ ok: true });
  });
});
