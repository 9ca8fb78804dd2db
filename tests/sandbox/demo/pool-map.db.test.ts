import { afterAll, beforeAll, expect, it } from "vitest";
import type { Discrepancy } from "../../../app/discrepancies/discrepancy.ts";
import { systems } from "../../../app/inventory/index.ts";
import type { ShopPool } from "../../../app/shops/ports.ts";
import { usualPools } from "../../../app/scan/setup.ts";
import type { App } from "../../../app/wiring.server.ts";
import { scanOnce, type Scanning } from "../../../sandbox/demo/past/visits.ts";
import { keyOf } from "../../../sandbox/world/stock.ts";
import { createWorld } from "../../../sandbox/world/world.ts";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { noon } from "../world/example.ts";
import { appOver, connectedMerchant } from "./support.ts";

let server: TestDatabase;
let app: App;
beforeAll(async () => {
  server = await freshDatabase();
  app = await appOver(server.url);
});
afterAll(async () => {
  await app.close();
  await server.close();
});

/** The storefront's offer is declared as what lies on its shelf. */
const mistaken = usualPools(new Set(systems)).map((pool) =>
  pool.name === "available" ? { ...pool, compare: { ...pool.compare, storefront: "on_hand" } } : pool,
);

async function scanned(pools: readonly ShopPool[]) {
  const world = createWorld({ seed: 1, skus: 240, locations: 2, speed: 1, faults: [], now: noon });
  const { shop, scanning } = await connectedMerchant(app, world);
  await app.mappings.savePools(shop, pools);
  await scanOnce(shop, scanning);
  return { shop, scanning, world };
}

async function liveOf(shop: string, { discrepancies }: Scanning): Promise<readonly Discrepancy[]> {
  return (await Array.fromAsync(discrepancies.live(shop))).flat();
}

function textOf({ sku, locationId, pool }: Discrepancy): string {
  return `${pool} ${keyOf(sku, locationId)}`;
}

it("what a system really counts is proposed, heals what differs once it is accepted, and is of no use to another shop", async () => {
  const { shop, scanning, world } = await scanned(mistaken);
  const other = await scanned(usualPools(new Set(systems)));
  const insights = await scanning.insights.find(shop);
  const proposals = insights?.learned.poolMap.flatMap(({ pool, proposal }) =>
    proposal ? [{ pool, ...proposal }] : [],
  );
  const typed = { pool: "available", system: "storefront", expression: "on_hand - committed" } as const;
  expect(proposals).toContainEqual(typed);
  expect(proposals?.filter(({ pool }) => pool !== "available")).toEqual([]);
  const wrong = async (): Promise<number> => {
    const young = new Set((await liveOf(other.shop, other.scanning)).map(textOf));
    return (await liveOf(shop, scanning)).filter((each) => !young.has(textOf(each))).length;
  };
  expect(await wrong()).toBeGreaterThan(5);

  const person = "owner@kiln.test";
  expect(await app.useCases.acceptProposal({ shop: other.shop, person }, typed)).toMatchObject({ ok: false });
  const never = { ...typed, expression: "available + incoming" };
  expect(await app.useCases.acceptProposal({ shop, person }, never)).toMatchObject({ ok: false });
  expect(
    (await scanning.mappings.pools(shop)).find(({ name }) => name === "available")?.compare.storefront,
  ).toBe("on_hand");

  expect(await app.useCases.acceptProposal({ shop, person }, typed)).toEqual({ ok: true });
  // Only what was read later resolves.
  for (const each of [{ shop, scanning, world }, other]) {
    each.world.step(noon + 60_000);
    await scanOnce(each.shop, each.scanning);
  }
  expect(await wrong()).toBe(0);
});
