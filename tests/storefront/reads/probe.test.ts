import { describe, expect, test } from "vitest";
import { wholeUnits } from "../../../app/inventory/index.ts";
import type { LevelKey } from "../../../app/storefront/ports.ts";
import { data, errors, scriptedShopify, type Answer } from "../support/scripted-shopify.ts";
import { storefrontOver } from "../support/storefront-over.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const shop = "kiln.myshopify.com";
const item = (number: number) => `gid://shopify/InventoryItem/${number}`;
const place = (number: number) => `gid://shopify/Location/${number}`;

function level(id: string, more: object = {}) {
  return {
    __typename: "InventoryItem",
    id,
    sku: "KC-001",
    tracked: true,
    duplicateSkuCount: 0,
    inventoryLevel: {
      isActive: true,
      updatedAt: "2026-11-23T08:00:00Z",
      quantities: [
        { name: "available", quantity: -2 },
        { name: "on_hand", quantity: 5 },
        { name: "new_in_2027", quantity: 1 },
      ],
      ...more,
    },
  };
}

const everyLevel: Answer = ({ variables }) =>
  data({ nodes: (variables["itemIds"] as string[]).map((id) => level(id)) });

async function probe(answer: Answer, keys: readonly LevelKey[]) {
  const clock = new VirtualClock();
  const shopify = scriptedShopify({ LevelsAtLocation: answer });
  const { storefront } = storefrontOver(shopify.fetch, clock);
  const run = () => clock.run(storefront.probeLevels(shop, keys, new AbortController().signal));
  return { levels: await run(), again: run, calls: shopify.calls, clock };
}

describe("a probe", () => {
  test("reads each key's states, flags and times, and ignores names that it does not know", async () => {
    const { levels, clock } = await probe(everyLevel, [{ inventoryItemId: item(7), locationId: place(1) }]);
    expect(levels).toEqual([
      {
        inventoryItemId: item(7),
        locationId: place(1),
        sku: "KC-001",
        tracked: true,
        duplicateSkuCount: 0,
        isActive: true,
        states: { available: wholeUnits(-2), on_hand: wholeUnits(5) },
        updatedAt: Date.parse("2026-11-23T08:00:00Z"),
        observedAt: clock.now(),
      },
    ]);
  });

  test("asks once for each location, inactive levels included, and for an item twice named once", async () => {
    const keys = [
      { inventoryItemId: item(1), locationId: place(1) },
      { inventoryItemId: item(2), locationId: place(1) },
      { inventoryItemId: item(1), locationId: place(2) },
      { inventoryItemId: item(1), locationId: place(1) },
    ];
    const { calls, levels } = await probe(everyLevel, keys);
    expect(calls.map(({ variables }) => [variables["locationId"], variables["itemIds"]])).toEqual([
      [place(1), [item(1), item(2)]],
      [place(2), [item(1)]],
    ]);
    expect(levels).toHaveLength(3);
  });

  test("leaves out keys without a level, deleted items and ids of something else", async () => {
    const answer: Answer = () =>
      data({
        nodes: [
          null,
          { __typename: "Location" },
          { ...level(item(3)), inventoryLevel: null },
          level(item(4)),
        ],
      });
    const keys = [1, 2, 3, 4].map((number) => ({ inventoryItemId: item(number), locationId: place(1) }));
    const { levels } = await probe(answer, keys);
    expect(levels.map((found) => found.inventoryItemId)).toEqual([item(4)]);
  });

  test("splits what Shopify finds too expensive until it fits", async () => {
    const answer: Answer = (call) =>
      (call.variables["itemIds"] as string[]).length > 10 ? errors("MAX_COST_EXCEEDED") : everyLevel(call);
    const keys = Array.from({ length: 40 }, (_, number) => ({
      inventoryItemId: item(number),
      locationId: place(1),
    }));
    const { levels } = await probe(answer, keys);
    expect(new Set(levels.map((found) => found.inventoryItemId)).size).toBe(40);
  });

  test("learns from the first price how many ids fit, and never asks for more than 250", async () => {
    const keys = Array.from({ length: 700 }, (_, number) => ({
      inventoryItemId: item(number),
      locationId: place(1),
    }));
    const { calls, again } = await probe(everyLevel, keys);
    const largest = () =>
      Math.max(...calls.map(({ variables }) => (variables["itemIds"] as string[]).length));
    expect(largest()).toBe(50);
    await again();
    expect(largest()).toBe(250);
  });

  test("that fails in one part fails as a whole", async () => {
    const answer: Answer = (call) =>
      call.variables["locationId"] === place(2) ? errors("ACCESS_DENIED") : everyLevel(call);
    const keys = [1, 2].map((number) => ({ inventoryItemId: item(1), locationId: place(number) }));
    await expect(probe(answer, keys)).rejects.toMatchObject({ fault: "rights" });
  });

  test("of nothing asks nothing", async () => {
    expect((await probe(everyLevel, [])).calls).toEqual([]);
  });
});
