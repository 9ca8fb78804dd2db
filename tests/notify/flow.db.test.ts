import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { judge } from "../../app/discrepancies/lifecycle.ts";
import { createDatabase, type Database } from "../../app/persistence/client.ts";
import { discrepancyStore } from "../../app/persistence/stores/discrepancies.ts";
import { hintStore } from "../../app/persistence/stores/hints.ts";
import { flowRuns } from "../../app/persistence/stores/notify/flow-runs.ts";
import { flowUses } from "../../app/persistence/stores/notify/flow-uses.ts";
import { mappingStore } from "../../app/persistence/stores/mappings.ts";
import { productStore } from "../../app/persistence/stores/products.ts";
import { scanStore } from "../../app/persistence/stores/scans.ts";
import { shopStore } from "../../app/persistence/stores/shops.ts";
import type { TriggerAnswer } from "../../app/storefront/writes/flow-trigger.ts";
import { flowActions } from "../../app/use-cases/flow-actions.ts";
import { minutes, noon, windows } from "../discrepancies/example.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";
import { breakStock, heal, laterBy, newShop, tellerOf } from "./support/shops.ts";

let server: TestDatabase;
let database: Database;
let shop: string;
let stranger: string;
beforeAll(async () => {
  server = await freshDatabase();
  database = createDatabase(server.url);
});
afterAll(async () => {
  await database.close();
  await server.close();
});
beforeEach(async () => {
  [shop, stranger] = [await newShop(database), await newShop(database)];
});

/** Everything that tells, with a Flow that remembers and answers as the test says. */
function told(answers: readonly TriggerAnswer[] = []) {
  const heard: { shop: string; handle: string; payload: Readonly<Record<string, unknown>> }[] = [];
  const left = [...answers];
  const teller = tellerOf(database, {
    triggers: (to, trigger) => {
      heard.push({ shop: to, ...trigger });
      return Promise.resolve(left.shift() ?? { kind: "received" });
    },
  });
  return { heard, teller };
}

const use = (domain: string, ...handles: readonly string[]) =>
  Promise.all(handles.map((handle) => flowUses(database.prisma).say(domain, handle, true, noon)));

describe("a trigger", () => {
  it("is sent once per transition, only where a workflow uses it", async () => {
    const { heard, teller } = told();
    await use(shop, "discrepancy-opened", "discrepancy-resolved", "incident-opened");
    const trouble = await breakStock(database, shop);
    await breakStock(database, stranger);
    for (const each of [shop, shop, stranger]) await teller.attend(each);
    await heal(database, shop, trouble, laterBy(20));
    teller.at = laterBy(60);
    await teller.attend(shop);
    await teller.attend(shop);
    expect(heard.map((one) => [one.shop, one.handle, one.payload["sku"] ?? null]).sort()).toEqual(
      [
        [shop, "discrepancy-opened", "KC-001"],
        [shop, "discrepancy-opened", "KC-002"],
        [shop, "discrepancy-resolved", "KC-001"],
        [shop, "discrepancy-resolved", "KC-002"],
        [shop, "incident-opened", null],
      ].sort(),
    );
    expect(
      heard.find(({ handle, payload }) => handle.endsWith("opened") && payload["sku"] === "KC-001")?.payload,
    ).toMatchObject({
      product_id: 1,
      "location name": "Brooklyn",
      "erp count": 2,
      "storefront count": 6,
      direction: "can oversell",
      "units apart": 4,
      "money at risk": 40,
    });
  });

  it("tells a return apart from a beginning", async () => {
    const { heard, teller } = told();
    await use(shop, "discrepancy-opened", "discrepancy-came-back");
    const { discrepancies } = await breakStock(database, shop, { skus: ["KC-001"] });
    const [first] = discrepancies;
    if (!first) throw new Error("Nothing was broken");
    await database.prisma.discrepancy.updateMany({ where: { shop }, data: { state: "patched" } });
    const at = laterBy(30);
    const patched = { ...first, state: "patched" as const };
    const back = judge(
      patched,
      { kind: "differs", difference: patched, observedAt: at },
      { newId: randomUUID, now: at, windows, lastAgreedAt: null },
    );
    await discrepancyStore(database.prisma).record(shop, null, back ? [back] : []);
    teller.at = at;
    await teller.attend(shop);
    expect(heard.map(({ handle }) => handle).sort()).toEqual(["discrepancy-came-back", "discrepancy-opened"]);
    expect(heard.find(({ handle }) => handle.endsWith("came-back"))?.payload).toMatchObject({
      "times returned": 1,
    });
  });

  it("that Shopify was too busy for is sent again; one that may have arrived is not", async () => {
    const busy: TriggerAnswer = { kind: "not_sent", message: "Slow down." };
    const lost: TriggerAnswer = { kind: "unconfirmed", message: "No answer." };
    const { heard, teller } = told([busy, lost]);
    await use(shop, "discrepancy-opened");
    await breakStock(database, shop, { skus: ["KC-001"] });
    await teller.attend(shop);
    teller.at = laterBy(1);
    await teller.attend(shop);
    teller.at = laterBy(600);
    await teller.attend(shop);
    expect(heard).toHaveLength(2);
    const [entry] = await teller.dependencies.outbox.log(shop, 5);
    expect([entry?.state, entry?.problem]).toEqual(["unconfirmed", "No answer."]);
  });

  it("stops when Shopify says that no workflow uses it, and older word changes nothing", async () => {
    const uses = flowUses(database.prisma);
    await uses.say(shop, "discrepancy-opened", false, noon + minutes(2));
    await uses.say(shop, "discrepancy-opened", true, noon + minutes(1));
    expect(await uses.used(shop)).toEqual(new Map());
  });
});

describe("a step of a workflow", () => {
  function actions(clock = () => noon) {
    const { prisma } = database;
    const shops = shopStore(prisma);
    const mappings = mappingStore(prisma);
    const started: string[] = [];
    return {
      started,
      ...flowActions({
        gate: {
          shop: async (domain) => (await shops.find(domain)) ?? Promise.reject(new Error("No such shop")),
          dismissOnboarding: () => Promise.resolve(),
        },
        runs: flowRuns(prisma),
        flowUses: flowUses(prisma),
        mappings,
        scans: scanStore(prisma),
        requests: {
          start: (domain) => {
            started.push(domain);
            return Promise.resolve({ ok: true, scanId: randomUUID() });
          },
          cancel: () => Promise.resolve(),
        },
        hints: hintStore(prisma),
        discrepancies: discrepancyStore(prisma),
        itemsOf: (domain, wish) => productStore(prisma).itemsFor(domain, wish),
        now: clock,
      }),
    };
  }
  const step = (runId: string, handle: string) => ({ runId, handle });

  it("snoozes what is open at a location of its own shop, once however often Flow asks", async () => {
    await breakStock(database, shop);
    await breakStock(database, stranger);
    const { snoozeFromFlow } = actions();
    const wish = { location: "brooklyn", hours: 4, note: "Stocktaking" };
    const first = await snoozeFromFlow(shop, step("run-1", "snooze-location"), wish);
    expect(first).toEqual({ kind: "done", sentence: "2 open discrepancies at Brooklyn are snoozed." });
    await database.prisma.discrepancy.updateMany({ where: { shop, sku: "KC-001" }, data: { state: "open" } });
    await actions(() => laterBy(1)).snoozeFromFlow(shop, step("run-1", "snooze-location"), wish);
    const rows = await database.prisma.discrepancy.findMany({ where: { shop } });
    expect(new Set(rows.map(({ snoozedUntil }) => snoozedUntil?.getTime()))).toEqual(new Set([laterBy(240)]));
    expect(await database.prisma.discrepancy.count({ where: { shop: stranger, state: "open" } })).toBe(2);
    const [transition] = await database.prisma.discrepancyTransition.findMany({
      where: { shop, to: "snoozed" },
    });
    expect([transition?.actor, transition?.why]).toEqual(["flow:run-1", "Stocktaking"]);
  });

  it.each([
    [{ location: "Nowhere", hours: 4, note: null }, "no location called"],
    [{ location: "Brooklyn", hours: Number.NaN, note: null }, "more than 0"],
    [{ location: "Brooklyn", hours: 9_000, note: null }, "at most 2160"],
  ])("is refused for good as a person would be: %o", async (wish, sentence) => {
    const answer = await actions().snoozeFromFlow(shop, step("run-1", "snooze-location"), wish);
    expect(answer).toMatchObject({ kind: "refused", sentence: expect.stringContaining(sentence) as string });
  });

  it("starts one scan for one run, and says 'under way' until that has ended", async () => {
    const { checkFromFlow, started } = actions();
    const everything = { productId: null, sku: null };
    const run = step("run-2", "check-inventory");
    expect(await checkFromFlow(shop, run, everything)).toEqual({ kind: "under_way" });
    await checkFromFlow(shop, run, everything);
    expect(started).toEqual([shop]);
    const other = await checkFromFlow(shop, step("run-2", "snooze-location"), everything);
    expect(other.kind).toBe("refused");
  });

  it("refuses a product that this shop does not know", async () => {
    const answer = await actions().checkFromFlow(shop, step("run-3", "check-inventory"), {
      productId: "gid://shopify/Product/999",
      sku: null,
    });
    expect(answer.kind).toBe("refused");
  });
});
