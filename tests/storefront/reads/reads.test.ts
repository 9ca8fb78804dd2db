import { expect, test } from "vitest";
import { data, scriptedShopify, type Answer } from "../support/scripted-shopify.ts";
import { storefrontOver } from "../support/storefront-over.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const shop = "kiln.myshopify.com";
const never = new AbortController().signal;

function over(answers: Readonly<Record<string, Answer>>) {
  const clock = new VirtualClock();
  const shopify = scriptedShopify(answers);
  return { ...storefrontOver(shopify.fetch, clock), clock, calls: shopify.calls };
}

test("the shop is told with its zone and currency", async () => {
  const { storefront, clock } = over({
    Shop: () => data({ shop: { name: "Kiln & Co", ianaTimezone: "Asia/Kathmandu", currencyCode: "NPR" } }),
  });
  const facts = await clock.run(storefront.readShop(shop, never));
  expect(facts).toEqual({ name: "Kiln & Co", timezone: "Asia/Kathmandu", currency: "NPR" });
});

const page = (number: number, endCursor: string | null): unknown => ({
  locations: {
    nodes: [
      {
        id: `gid://shopify/Location/${number}`,
        name: `Place ${number}`,
        isActive: number !== 2,
        fulfillsOnlineOrders: true,
        isFulfillmentService: number === 3,
      },
    ],
    pageInfo: { hasNextPage: endCursor !== null, endCursor },
  },
});

test("locations are read page by page, closed ones and fulfilment services included", async () => {
  const pages: Readonly<Record<string, unknown>> = { null: page(1, "a"), a: page(2, "b"), b: page(3, null) };
  const { storefront, clock } = over({
    Locations: ({ variables }) => data(pages[String(variables["after"])]),
  });
  const locations = await clock.run(storefront.readLocations(shop, never));
  expect(locations).toEqual([
    {
      id: "gid://shopify/Location/1",
      name: "Place 1",
      active: true,
      fulfillsOnlineOrders: true,
      fulfillmentService: false,
    },
    {
      id: "gid://shopify/Location/2",
      name: "Place 2",
      active: false,
      fulfillsOnlineOrders: true,
      fulfillmentService: false,
    },
    {
      id: "gid://shopify/Location/3",
      name: "Place 3",
      active: true,
      fulfillsOnlineOrders: true,
      fulfillmentService: true,
    },
  ]);
});

test("a list of locations that never ends is an error and not an endless loop", async () => {
  const { storefront, clock } = over({ Locations: () => data(page(1, "same")) });
  await expect(clock.run(storefront.readLocations(shop, never))).rejects.toMatchObject({
    fault: "unreadable",
  });
});
