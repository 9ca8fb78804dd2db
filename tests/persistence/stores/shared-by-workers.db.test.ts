import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Budget, Purpose } from "../../../app/connectors/limits.ts";
import { limitsOver } from "../../../app/connectors/shared/limits/limits.ts";
import { SharedTokens } from "../../../app/connectors/shared/tokens/shared-tokens.ts";
import { createDatabase, type Database } from "../../../app/persistence/client.ts";
import { budgetLedger } from "../../../app/persistence/stores/budget-ledger.ts";
import { circuitStore } from "../../../app/persistence/stores/circuits.ts";
import { tokenStore } from "../../../app/persistence/stores/connector-tokens.ts";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { testSecrets } from "../../support/secrets.ts";

let fresh: TestDatabase;
let workers: readonly [Database, Database];
const signal = new AbortController().signal;
const secrets = testSecrets();

beforeAll(async () => {
  fresh = await freshDatabase();
  workers = [createDatabase(fresh.url), createDatabase(fresh.url)];
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  await fresh.close();
});

async function addShop(): Promise<string> {
  const domain = `${randomUUID()}.myshopify.com`;
  await workers[0].prisma.shop.create({
    data: { domain, name: "Kiln", timezone: "UTC", currency: "EUR", installedAt: new Date() },
  });
  return domain;
}

describe("a budget in the database", () => {
  const limitsFor = (worker: Database, shop: string, purpose: Purpose) =>
    limitsOver({ ledger: budgetLedger(worker.prisma, shop, null), purpose, signal });

  it("is one budget for two workers: together they stay within it", async () => {
    const shop = await addShop();
    const budget: Budget = { name: "vendor", window: { requests: 10, milliseconds: 1_500 }, reserve: 0 };
    const sent: number[] = [];
    const send = () => Promise.resolve(sent.push(performance.now()));
    const work = async (worker: Database) => {
      const limits = limitsFor(worker, shop, "sweep");
      for (let index = 0; index < 8; index++) await limits.run(budget, 1, send);
    };
    await Promise.all(workers.map(work));
    expect(sent).toHaveLength(16);
    for (const at of sent)
      expect(sent.filter((other) => other > at - 1_490 && other <= at).length).toBeLessThanOrEqual(10);
  });

  it("never gives out more slots than there are, however many ask at once", async () => {
    const shop = await addShop();
    const budget: Budget = { name: "vendor", slots: 2 };
    let underWay = 0;
    let most = 0;
    const send = async () => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 20));
      underWay -= 1;
    };
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        limitsFor(workers[index % 2] ?? workers[0], shop, "probe").run(budget, 1, send),
      ),
    );
    expect(most).toBe(2);
  });

  it("lets a probe through while a sweep of another worker has used up its own share", async () => {
    const shop = await addShop();
    const budget: Budget = { name: "vendor", window: { requests: 10, milliseconds: 600_000 } };
    const sweep = limitsFor(workers[0], shop, "sweep");
    for (let index = 0; index < 9; index++) await sweep.run(budget, 1, () => Promise.resolve());
    const began = performance.now();
    await limitsFor(workers[1], shop, "probe").run(budget, 1, () => Promise.resolve());
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it("belongs to its shop: another shop with the same account has its own", async () => {
    const budget: Budget = { name: "vendor", window: { requests: 1, milliseconds: 600_000 } };
    for (const shop of [await addShop(), await addShop()])
      await limitsFor(workers[0], shop, "probe").run(budget, 1, () => Promise.resolve());
  });

  it("says throttled when there would be no room for longer than a check waits", async () => {
    const shop = await addShop();
    const budget: Budget = { name: "vendor", window: { requests: 1, milliseconds: 600_000 } };
    const limits = limitsFor(workers[0], shop, "check");
    await limits.run(budget, 1, () => Promise.resolve());
    await expect(limits.run(budget, 1, () => Promise.resolve())).rejects.toMatchObject({
      fault: "throttled",
    });
  });

  it("lets go of who waits as soon as it is cancelled", async () => {
    const shop = await addShop();
    const budget: Budget = { name: "vendor", window: { requests: 1, milliseconds: 60_000 }, reserve: 0 };
    const cancel = new AbortController();
    const ledger = budgetLedger(workers[0].prisma, shop, null);
    const limits = limitsOver({ ledger, purpose: "sweep", signal: cancel.signal });
    await limits.run(budget, 1, () => Promise.resolve());
    const waiting = limits.run(budget, 1, () => Promise.resolve());
    const reason = new Error("cancelled by the test");
    setTimeout(() => cancel.abort(reason), 50);
    await expect(waiting).rejects.toBe(reason);
  });
});

describe("a token in the database", () => {
  const facts = ["https://vendor.example", "client", "s3cret-of-the-client"];
  const tokensOf = (worker: Database, shop: string, now: () => number = Date.now) =>
    new SharedTokens(tokenStore(worker.prisma, secrets, shop, null), now).for(signal);
  const minting = () => {
    let count = 0;
    return {
      minted: () => count,
      mint: async () => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        return { text: `token ${++count}`, goodUntil: Date.now() + 3_600_000 };
      },
    };
  };

  it("is minted once for two workers who need it at the same time", async () => {
    const shop = await addShop();
    const { mint, minted } = minting();
    const asking = [...workers, ...workers].map((worker) => tokensOf(worker, shop).get(facts, mint));
    expect(new Set(await Promise.all(asking))).toEqual(new Set(["token 1"]));
    expect(minted()).toBe(1);
  });

  it("is minted anew, once, when both were refused with it", async () => {
    const shop = await addShop();
    const { mint, minted } = minting();
    const [one, two] = workers.map((worker) => tokensOf(worker, shop)) as [
      ReturnType<typeof tokensOf>,
      ReturnType<typeof tokensOf>,
    ];
    await one.get(facts, mint);
    await two.get(facts, mint);
    await Promise.all([one.refuse(facts, "token 1"), two.refuse(facts, "token 1")]);
    expect(await one.get(facts, mint)).toBe("token 2");
    // A refusal of the old one that comes late does not take the new one away.
    await two.refuse(facts, "token 1");
    expect(await two.get(facts, mint)).toBe("token 2");
    expect(minted()).toBe(2);
  });

  it("is another one for another shop and for other credentials", async () => {
    const { mint } = minting();
    const [shop, other] = [await addShop(), await addShop()];
    const given = [
      await tokensOf(workers[0], shop).get(facts, mint),
      await tokensOf(workers[0], other).get(facts, mint),
      await tokensOf(workers[0], shop).get([...facts, "changed"], mint),
    ];
    expect(new Set(given).size).toBe(3);
  });

  it("stands in no column as it is, and neither do the credentials", async () => {
    const shop = await addShop();
    await tokensOf(workers[0], shop).get(facts, minting().mint);
    const rows = JSON.stringify(await workers[0].prisma.connectorToken.findMany({ where: { shop } }));
    expect(rows).toContain("sealed1:");
    expect(rows).not.toContain("token 1");
    expect(rows).not.toContain("s3cret-of-the-client");
  });

  it("leaves nothing behind when minting fails: the next one tries at once", async () => {
    const shop = await addShop();
    const tokens = tokensOf(workers[0], shop);
    await expect(tokens.get(facts, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await tokensOf(workers[1], shop).get(facts, minting().mint)).toBe("token 1");
  });
});

describe("a circuit in the database", () => {
  it("is seen by every worker, belongs to its shop, and goes with its connection", async () => {
    const [shop, other] = [await addShop(), await addShop()];
    const id = randomUUID();
    await workers[0].prisma.connection.create({
      data: { id, shop, role: "erp", connector: "csv", name: "ERP", config: "sealed", createdAt: new Date() },
    });
    const circuit = {
      failures: 3,
      fault: "unavailable",
      problem: "It is down.",
      failedAt: 1_000,
      retryAt: 61_000,
    } as const;
    await circuitStore(workers[0].prisma).save(shop, id, circuit);
    expect(await circuitStore(workers[1].prisma).find(shop, id)).toEqual(circuit);
    expect(await circuitStore(workers[1].prisma).find(other, id)).toBeNull();
    await expect(circuitStore(workers[0].prisma).save(other, id, circuit)).rejects.toThrow();
    await workers[0].prisma.connection.delete({ where: { id } });
    expect(await circuitStore(workers[1].prisma).find(shop, id)).toBeNull();
  });
});
