import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse, World, type Json } from "./support.ts";

let world: World;
beforeEach(async () => {
  world = await World.open({ items: 120 });
});
afterEach(() => world.shopify.close());

const levels = `{ inventoryItems { edges { node { id sku tracked duplicateSkuCount
  inventoryLevels(includeInactive: true) { edges { node { id isActive updatedAt location { id }
    quantities(names: ["available", "committed", "on_hand", "incoming", "reserved", "damaged", "safety_stock", "quality_control"])
    { name quantity updatedAt } } } } } } } }`;

const lines = async (url: unknown): Promise<string[]> =>
  (await (await world.download(url)).text()).trimEnd().split("\n");

describe("a bulk query", () => {
  it("gives a line for each item and each level, children with the id of their parent", async () => {
    const operation = await world.bulk(levels);
    expect(operation).toMatchObject({
      status: "COMPLETED",
      errorCode: null,
      objectCount: "360",
      rootObjectCount: "120",
    });
    const texts = await lines(operation.url);
    expect(texts).toHaveLength(360);
    expect(texts[0]).toBe(
      String.raw`{"id":"gid:\/\/shopify\/InventoryItem\/47200000000001","sku":"KC-001","tracked":true,"duplicateSkuCount":0}`,
    );
    const rows = texts.map(parse);
    const level = rows.find(
      (row) => row.__parentId === "gid://shopify/InventoryItem/47200000000001" && !row.isActive,
    );
    expect(level).toMatchObject({ isActive: false, location: { id: "gid://shopify/Location/102" } });
    expect(level?.quantities).toContainEqual({
      name: "incoming",
      quantity: 4,
      updatedAt: "2026-04-03T10:00:00.000Z",
    });
    expect(operation.fileSize).toBe(String(Buffer.byteLength(`${texts.join("\n")}\n`)));
  });

  it("puts a child after its parent, but directly after it only when grouped", async () => {
    const parents = async (grouped: boolean): Promise<boolean[]> => {
      const rows = (await lines((await world.bulk(levels, grouped)).url)).map(parse);
      const seen = new Set<string>();
      for (const row of rows) {
        if (row.__parentId === undefined) seen.add(String(row.id));
        else expect(seen.has(String(row.__parentId))).toBe(true);
      }
      return rows.slice(0, 3).map((row) => row.__parentId === undefined);
    };
    expect(await parents(false)).toEqual([true, true, true]);
    expect(await parents(true)).toEqual([true, false, false]);
  });

  it("has no address when nothing was found", async () => {
    const operation = await world.bulk(`{ inventoryItems(query: "sku:NONE") { edges { node { id } } } }`);
    expect(operation).toMatchObject({ status: "COMPLETED", url: null, objectCount: "0", fileSize: null });
  });

  it("can be taken up in the middle, without a token", async () => {
    const { url } = await world.bulk(levels);
    const whole = await (await world.download(url)).text();
    const rest = await world.download(url, { range: "bytes=1000-" });
    expect(rest.status).toBe(206);
    expect(await rest.text()).toBe(whole.slice(1000));
    expect((await world.download(url, { range: `bytes=${whole.length}-` })).status).toBe(416);
  });

  it("has an address that expires after 7 days", async () => {
    const { id, url } = await world.bulk(levels);
    world.later(7 * 24 * 3600);
    expect((await world.download(url)).status).toBe(403);
    world.token = (await world.exchange()).body.access_token as string;
    expect(await world.poll(id)).toMatchObject({ status: "EXPIRED", url: null });
  });

  it.each([
    ["nodes instead of edges", `{ inventoryItems { nodes { id } } }`, "by edges"],
    [
      "a top level node",
      `{ node(id: "gid://shopify/InventoryItem/1") { id } inventoryItems { edges { node { id } } } }`,
      "top level node",
    ],
    ["no connection", `{ shop { name } }`, "at least one connection"],
    [
      "six connections",
      `{ ${["a", "b", "c", "d", "e", "f"].map((name) => `${name}: products { edges { node { id } } }`).join(" ")} }`,
      "at most 5",
    ],
    [
      "connections three deep",
      `{ products { edges { node { id variants { edges { node { id inventoryItem { id inventoryLevels { edges { node { id } } } } } } } } } } }`,
      "2 deep",
    ],
    [
      "a parent without its id",
      `{ products { edges { node { title variants { edges { node { id } } } } } } }`,
      "unaliased id",
    ],
    ["a field that does not exist", `{ products { edges { node { colour } } } }`, "Cannot query field"],
    ["a mutation", `mutation { bulkOperationCancel(id: "x") { userErrors { message } } }`, "Only queries"],
    ["text that is no query", `{ products {`, "Invalid bulk query"],
  ])("is refused with %s", async (_what, query, message) => {
    const { bulkOperation, userErrors } = await world.bulk(query);
    expect(bulkOperation).toBeNull();
    expect(userErrors).toMatchObject([{ code: "INVALID", message: expect.stringContaining(message) }]);
  });

  it("that needs a scope which was not granted fails with ACCESS_DENIED", async () => {
    const operation = await world.bulk(`{ inventoryTransfers { edges { node { id } } } }`);
    expect(operation).toMatchObject({ status: "FAILED", errorCode: "ACCESS_DENIED", url: null });
  });

  it("that fails half way leaves what it had", async () => {
    world.shop.failNextBulk("INTERNAL_SERVER_ERROR");
    const operation = await world.bulk(levels);
    expect(operation).toMatchObject({ status: "FAILED", errorCode: "INTERNAL_SERVER_ERROR", url: null });
    const count = (await lines(operation.partialDataUrl)).length;
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(360);
  });
});

describe("bulk operations under way", () => {
  const start = async (): Promise<Json> =>
    (
      await world.ask(
        `mutation($q: String!) { bulkOperationRunQuery(query: $q) { bulkOperation { id status } userErrors { code } } }`,
        { q: levels },
      )
    ).data.bulkOperationRunQuery;

  beforeEach(async () => {
    await world.shopify.close();
    world = await World.open({ items: 120, options: { bulkMilliseconds: 400 } });
  });

  it("are five at most", async () => {
    for (let count = 0; count < 5; count += 1) expect((await start()).userErrors).toEqual([]);
    expect(await start()).toEqual({ bulkOperation: null, userErrors: [{ code: "OPERATION_IN_PROGRESS" }] });
    const { data } = await world.ask(
      `{ bulkOperations(first: 10, query: "status:running operation_type:query") { nodes { status } } }`,
    );
    expect(data.bulkOperations.nodes).toHaveLength(5);
  });

  it("read their rows one after another, so the result is no moment's picture", async () => {
    const { bulkOperation } = await start();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { storefront } = world.shop;
    for (const item of [1, 120])
      storefront.setAvailable(
        `gid://shopify/InventoryItem/${47_200_000_000_000 + item}`,
        "gid://shopify/Location/101",
        99,
        world.now,
      );
    const { url } = await world.finished(bulkOperation.id);
    const rows = (await lines(url)).map(parse);
    const available = (item: number): unknown =>
      rows.find(
        (row) =>
          row.__parentId === `gid://shopify/InventoryItem/${47_200_000_000_000 + item}` &&
          String(row.location.id).endsWith("/101"),
      )?.quantities[0].quantity;
    expect([available(1), available(120)]).toEqual([10, 99]);
  });

  it("can be cancelled once", async () => {
    const { bulkOperation } = await start();
    const cancel = async (): Promise<Json> =>
      (
        await world.ask(
          `mutation($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { message } } }`,
          { id: bulkOperation.id },
        )
      ).data.bulkOperationCancel;
    expect(await cancel()).toEqual({ bulkOperation: { status: "CANCELING" }, userErrors: [] });
    expect(await world.finished(bulkOperation.id)).toMatchObject({ status: "CANCELED", url: null });
    expect((await cancel()).userErrors).toHaveLength(1);
  });
});

describe("a large shop", () => {
  it("gives 100,000 levels in a few seconds", async () => {
    await world.shopify.close();
    world = await World.open({ items: 50_000 });
    const startedAt = performance.now();
    const operation = await world.bulk(levels);
    const body = await (await world.download(operation.url)).arrayBuffer();
    expect(operation.objectCount).toBe("150000");
    expect(String(body.byteLength)).toBe(operation.fileSize);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  }, 40_000);
});
