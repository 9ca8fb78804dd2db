import { readFileSync, readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pluck, austin, brooklyn, itemId, mug, World } from "./support.ts";

let world: World;
beforeAll(async () => {
  world = await World.open({ options: {} });
});
afterAll(() => world.shopify.close());

const states = [
  "available",
  "on_hand",
  "committed",
  "incoming",
  "reserved",
  "damaged",
  "safety_stock",
  "quality_control",
];

describe("reading the stand-in's Admin API", () => {
  it("answers an item with its levels, and dates only the states that were written", async () => {
    const { data, errors } = await world.ask(
      `query Item($id: ID!, $names: [String!]!) {
        inventoryItem(id: $id) {
          id sku tracked duplicateSkuCount inventoryHistoryUrl updatedAt
          variants(first: 5) { nodes { id title product { id title status } } }
          inventoryLevels(first: 50, includeInactive: true) {
            nodes { id isActive updatedAt location { id } quantities(names: $names) { name quantity updatedAt } }
          } } }`,
      { id: mug, names: states },
    );
    expect(errors).toBeUndefined();
    const [level] = data.inventoryItem.inventoryLevels.nodes;
    expect(level.id).toMatch(/^gid:\/\/shopify\/InventoryLevel\/\d+\?inventory_item_id=47200000000001$/);
    expect(level.quantities).toContainEqual({ name: "on_hand", quantity: 12, updatedAt: null });
    expect(level.quantities).toContainEqual({
      name: "available",
      quantity: 10,
      updatedAt: "2026-04-03T10:00:00.000Z",
    });
    expect(level.quantities).toContainEqual({ name: "damaged", quantity: 0, updatedAt: null });
    expect(data.inventoryItem.variants.nodes[0].product.title).toBe("Mug 1");
  });

  it("hides inactive levels unless they are asked for", async () => {
    const levels = async (args: string): Promise<unknown> =>
      pluck(
        (
          await world.ask(
            `{ inventoryItem(id: "${mug}") { inventoryLevels(first: 9${args}) { nodes { id } } } }`,
          )
        ).data.inventoryItem.inventoryLevels.nodes,
        "id",
      ).length;
    expect(await levels("")).toBe(1);
    expect(await levels(", includeInactive: true")).toBe(2);
  });

  it("hides closed and legacy locations unless they are asked for, and pages through them by name", async () => {
    const names = async (args: string): Promise<unknown[]> =>
      pluck(
        (await world.ask(`{ locations(first: 9${args}) { nodes { name } } }`)).data.locations.nodes,
        "name",
      );
    expect(await names("")).toEqual(["Austin", "Brooklyn"]);
    expect(await names(", includeInactive: true, includeLegacy: true")).toEqual([
      "3PL",
      "Austin",
      "Brooklyn",
      "Closed",
    ]);
    const page = await world.ask(
      `{ locations(first: 1) { nodes { name } pageInfo { hasNextPage endCursor } } }`,
    );
    expect(page.data.locations.pageInfo.hasNextPage).toBe(true);
    const next = await world.ask(
      `query($after: String) { locations(first: 1, after: $after) { nodes { name } pageInfo { hasNextPage } } }`,
      {
        after: page.data.locations.pageInfo.endCursor,
      },
    );
    expect(next.data.locations).toEqual({ nodes: [{ name: "Brooklyn" }], pageInfo: { hasNextPage: false } });
  });

  it("finds items by SKU, id and time", async () => {
    const skus = async (query: string): Promise<unknown[]> =>
      pluck(
        (
          await world.ask(`query($q: String) { inventoryItems(first: 9, query: $q) { nodes { sku } } }`, {
            q: query,
          })
        ).data.inventoryItems.nodes,
        "sku",
      );
    expect(await skus("sku:KC-002")).toEqual(["KC-002"]);
    expect(await skus("sku:'KC-002' OR sku:KC-003")).toEqual(["KC-002", "KC-003"]);
    expect(await skus("id:>=47200000000002")).toEqual(["KC-002", "KC-003"]);
    world.later(60);
    world.shop.storefront.setTracked(itemId(3), false, world.now);
    expect(await skus(`updated_at:>='2026-04-03T00:00:00Z'`)).toEqual(["KC-003"]);
  });

  it("reads levels and items by id, with null for what does not exist", async () => {
    const level = (
      await world.ask(`{ inventoryItem(id: "${mug}") { inventoryLevel(locationId: "${brooklyn}") { id } } }`)
    ).data.inventoryItem.inventoryLevel.id as string;
    const { data } = await world.ask(
      `query Levels($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on InventoryLevel { id item { id tracked } location { id } } } }`,
      { ids: [level, mug, "gid://shopify/InventoryLevel/1?inventory_item_id=2", "nonsense"] },
    );
    expect(data.nodes).toMatchObject([
      { __typename: "InventoryLevel", id: level, item: { id: mug }, location: { id: brooklyn } },
      { __typename: "InventoryItem" },
      null,
      null,
    ]);
  });

  it("counts how many other items share a SKU", async () => {
    world.shop.storefront.setSku(itemId(2), "KC-001", world.now);
    const { data } = await world.ask(`{ inventoryItem(id: "${mug}") { duplicateSkuCount } }`);
    expect(data.inventoryItem.duplicateSkuCount).toBe(1);
    world.shop.storefront.setSku(itemId(2), "KC-002", world.now);
  });

  it("knows the shop, its scopes and its states", async () => {
    const { data } =
      await world.ask(`{ shop { name ianaTimezone currencyCode timezoneOffset myshopifyDomain plan { publicDisplayName } }
      currentAppInstallation { accessScopes { handle } }
      inventoryProperties { quantityNames { name comprises } } }`);
    expect(data.shop).toMatchObject({
      ianaTimezone: "America/New_York",
      timezoneOffset: "-0400",
      currencyCode: "USD",
    });
    expect(pluck(data.currentAppInstallation.accessScopes, "handle")).toContain("write_inventory");
    expect(data.inventoryProperties.quantityNames).toContainEqual({
      name: "on_hand",
      comprises: ["available", "committed", "reserved", "damaged", "safety_stock", "quality_control"],
    });
  });

  it("denies a field whose scope is missing and still answers the rest", async () => {
    const { data, errors } = await world.ask(
      `{ shop { name } inventoryTransfer(id: "gid://shopify/InventoryTransfer/1") { id } }`,
    );
    expect(data).toEqual({ shop: { name: "Kiln & Co" }, inventoryTransfer: null });
    expect(errors).toMatchObject([{ extensions: { code: "ACCESS_DENIED" }, path: ["inventoryTransfer"] }]);
  });

  it("shows transfers and publications once their scopes are granted", async () => {
    world.shop.addTransfer({
      status: "IN_PROGRESS",
      originId: austin,
      destinationId: brooklyn,
      createdAt: world.now,
      shippedAt: world.now,
      receivedAt: null,
      lines: [{ inventoryItemId: mug, quantity: 6, shipped: 4, received: 1 }],
    });
    world.shop.grantScopes(["read_inventory_transfers", "read_inventory_shipments", "read_publications"]);
    const { data, errors } =
      await world.ask(`{ inventoryTransfers(first: 2, query: "status:IN_PROGRESS") { nodes {
        destination { name location { id } } lineItems(first: 2) { nodes { totalQuantity shippedQuantity inventoryItem { sku } } }
        shipments(first: 2) { nodes { status lineItems(first: 2) { nodes { unreceivedQuantity } } } } } }
      product(id: "gid://shopify/Product/8400000000001") { resourcePublicationsV2(first: 2) { nodes { isPublished publication { catalog { title } } } } } }`);
    expect(errors).toBeUndefined();
    expect(data.inventoryTransfers.nodes[0]).toMatchObject({
      destination: { name: "Brooklyn", location: { id: brooklyn } },
      lineItems: { nodes: [{ totalQuantity: 6, shippedQuantity: 4, inventoryItem: { sku: "KC-001" } }] },
      shipments: {
        nodes: [{ status: "PARTIALLY_RECEIVED", lineItems: { nodes: [{ unreceivedQuantity: 3 }] } }],
      },
    });
    expect(data.product.resourcePublicationsV2.nodes).toEqual([
      { isPublished: true, publication: { catalog: { title: "Online Store" } } },
      { isPublished: true, publication: { catalog: { title: "Point of Sale" } } },
    ]);
    world.shop.revokeScopes(["read_inventory_transfers", "read_inventory_shipments", "read_publications"]);
  });

  it("wants a page size, at most 250, and refuses arrays over 250", async () => {
    expect((await world.ask(`{ inventoryItems { nodes { id } } }`)).errors?.[0]).toMatchObject({
      extensions: { code: "BAD_REQUEST" },
    });
    const ids = Array.from({ length: 251 }, (_, index) => itemId(index));
    const { errors } = await world.ask(`query($ids: [ID!]!) { nodes(ids: $ids) { id } }`, { ids });
    expect(errors).toMatchObject([
      { extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" }, path: ["nodes", "ids"] },
    ]);
  });

  it("refuses fields that the Admin API does not have", async () => {
    const { errors } = await world.ask(`{ shop { colour } }`);
    expect(errors?.[0].message).toContain('Cannot query field "colour"');
  });

  it("answers every page query of the app without errors", async () => {
    const folder = new URL("../../../app/storefront/documents/", import.meta.url);
    const queries = readdirSync(folder).filter((name) =>
      /^(AccessScopes|Locations|LevelsAtLocation|Shop)\.graphql$/.test(name),
    );
    for (const name of queries) {
      const variables = { itemIds: [mug], locationId: brooklyn, names: states };
      const answer = await world.ask(readFileSync(new URL(name, folder), "utf8"), variables);
      expect(answer.errors, name).toBeUndefined();
    }
  });
});
