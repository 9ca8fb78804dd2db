import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { brooklyn, mug, World, type Json } from "./support.ts";

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.shopify.close());

const cost = async (query: string): Promise<Json> => (await world.ask(query)).extensions.cost;
const heavy = `{ inventoryItems(first: 240) { nodes { id variant { id product { id } } } } }`;

describe("the price of a query", () => {
  it.each([
    ["nothing for scalars, one for an object", `{ shop { name currencyCode } }`, 1, 1],
    [
      "the page size for a connection, and what it held in the end",
      `{ inventoryItems(first: 50) { nodes { id } } }`,
      52,
      5,
    ],
    ["the same for edges", `{ inventoryItems(first: 50) { edges { cursor node { id } } } }`, 52, 5],
    [
      "pages within pages by multiplication",
      `{ inventoryItems(first: 10) { nodes { inventoryLevels(first: 5) { nodes { id } } } } }`,
      82,
      16,
    ],
    [
      "one for each id asked for",
      `{ nodes(ids: ["${mug}", "gid://shopify/Location/9"]) { id ... on InventoryItem { variant { id } } } }`,
      4,
      2,
    ],
    [
      "ten for a mutation",
      `mutation { flowTriggerReceive(handle: "x", payload: {}) { userErrors { message } } }`,
      10,
      10,
    ],
  ])("is %s", async (_what, query, requested, actual) => {
    expect(await cost(query)).toMatchObject({ requestedQueryCost: requested, actualQueryCost: actual });
  });

  it("leaves skipped fields out", async () => {
    expect((await cost(`{ shop { name plan @skip(if: true) { shopifyPlus } } }`)).requestedQueryCost).toBe(1);
  });

  it("may not exceed 1000", async () => {
    const { errors, data } = await world.ask(
      `{ inventoryItems(first: 250) { nodes { inventoryLevels(first: 10) { nodes { id } } } } }`,
    );
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: "MAX_COST_EXCEEDED", maxCost: 1000, cost: 3252 } }]);
  });
});

describe("the bucket", () => {
  it("holds 20 seconds' worth of points and gets back what was not used", async () => {
    expect((await cost(heavy)).throttleStatus).toEqual({
      maximumAvailable: 2000,
      currentlyAvailable: 2000 - 11,
      restoreRate: 100,
    });
  });

  it("refills with time, up to its size", async () => {
    await cost(`{ shop { name } }`);
    world.later(60);
    expect((await cost(`{ shop { name } }`)).throttleStatus.currentlyAvailable).toBe(1999);
  });

  it("answers THROTTLED, with status 200 and without data, when it does not hold what a query may cost", async () => {
    await world.shopify.close();
    world = await World.open({ restoreRate: 10 });
    const { status, body } = await world.raw(heavy);
    expect(status).toBe(200);
    expect(body).toEqual({
      errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
      extensions: {
        cost: {
          requestedQueryCost: 722,
          actualQueryCost: null,
          throttleStatus: { maximumAvailable: 200, currentlyAvailable: 200, restoreRate: 10 },
        },
      },
    });
  });

  it("runs dry under mutations and does nothing for those that it refuses", async () => {
    const adjust = (
      key: string,
    ): string => `mutation { inventoryAdjustQuantities(input: { name: "available", reason: "correction", changes:
      [{ delta: 1, inventoryItemId: "${mug}", locationId: "${brooklyn}", changeFromQuantity: null }] }) @idempotent(key: "${key}") { userErrors { code } } }`;
    await world.shopify.close();
    world = await World.open({ restoreRate: 1 });
    const answers = [
      await world.ask(adjust("a")),
      await world.ask(adjust("b")),
      await world.ask(adjust("c")),
    ];
    expect(answers.map((answer): unknown => answer.errors?.[0].extensions.code)).toEqual([
      undefined,
      undefined,
      "THROTTLED",
    ]);
    expect(world.shop.storefront.stock(mug, brooklyn)?.available).toBe(12);
    world.later(10);
    expect((await world.ask(adjust("c"))).errors).toBeUndefined();
  });

  it("throttles although points remain when told so", async () => {
    world.shop.throttleHard(1);
    expect((await world.ask(`{ shop { name } }`)).errors?.[0].extensions.code).toBe("THROTTLED");
    expect((await world.ask(`{ shop { name } }`)).errors).toBeUndefined();
  });

  it("is another one in another shop", () => {
    const second = world.shopify.shop("second.myshopify.com");
    world.shop.bucket.hold(2000);
    expect(second.bucket.status.currentlyAvailable).toBe(2000);
  });
});
