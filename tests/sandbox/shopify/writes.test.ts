import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { austin, brooklyn, closed, itemId, mug, World, pluck, type Answer, type Json } from "./support.ts";

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.shopify.close());

const group = `inventoryAdjustmentGroup { id createdAt reason referenceDocumentUri
  changes { name delta quantityAfterChange item { id } location { id } } } userErrors { code field message }`;
const setDocument = `mutation Set($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) { ${group} } }`;
const adjustDocument = `mutation Adjust($input: InventoryAdjustQuantitiesInput!, $key: String!) {
  inventoryAdjustQuantities(input: $input) @idempotent(key: $key) { ${group} } }`;

let keys = 0;
const newKey = (): string => `key-${(keys += 1)}`;
const row = (over: object = {}): object => ({
  inventoryItemId: mug,
  locationId: brooklyn,
  quantity: 7,
  changeFromQuantity: 10,
  ...over,
});
const set = async (over: object = {}, key = newKey()): Promise<Json> => {
  const input = {
    name: "available",
    reason: "correction",
    referenceDocumentUri: "gid://handoff/Resync/1",
    quantities: [row()],
    ...over,
  };
  return (await world.ask(setDocument, { input, key })).data.inventorySetQuantities;
};
const adjust = async (over: object = {}, key = newKey()): Promise<Json> => {
  const change = { delta: 3, inventoryItemId: mug, locationId: brooklyn, changeFromQuantity: null };
  const input = { name: "available", reason: "correction", changes: [change], ...over };
  return (await world.ask(adjustDocument, { input, key })).data.inventoryAdjustQuantities;
};
const codes = (payload: Json): unknown[] => pluck(payload.userErrors, "code");
const stock = () => world.shop.storefront.stock(mug, brooklyn);

describe("inventorySetQuantities", () => {
  it("sets available, mirrors the change on on_hand and never says the quantity after it", async () => {
    const { inventoryAdjustmentGroup, userErrors } = await set();
    expect(userErrors).toEqual([]);
    expect(inventoryAdjustmentGroup.changes).toEqual([
      {
        name: "available",
        delta: -3,
        quantityAfterChange: null,
        item: { id: mug },
        location: { id: brooklyn },
      },
      {
        name: "on_hand",
        delta: -3,
        quantityAfterChange: null,
        item: { id: mug },
        location: { id: brooklyn },
      },
    ]);
    expect(stock()).toMatchObject({ available: 7, committed: 2, onHand: 9 });
  });

  it("derives available from on_hand", async () => {
    await set({ name: "on_hand", quantities: [row({ quantity: 20, changeFromQuantity: 12 })] });
    expect(stock()).toMatchObject({ available: 18, committed: 2, onHand: 20 });
  });

  it("logs each accepted write with its key and document", async () => {
    await set({}, "resync-1");
    expect(world.shop.writes).toMatchObject([
      {
        idempotencyKey: "resync-1",
        referenceDocumentUri: "gid://handoff/Resync/1",
        changes: [{ inventoryItemId: mug, locationId: brooklyn, name: "available", delta: -3 }],
      },
    ]);
  });

  it("refuses a stale comparison and writes nothing", async () => {
    const payload = await set({ quantities: [row({ changeFromQuantity: 9 })] });
    expect(payload).toMatchObject({
      inventoryAdjustmentGroup: null,
      userErrors: [
        { code: "CHANGE_FROM_QUANTITY_STALE", field: ["input", "quantities", "0", "changeFromQuantity"] },
      ],
    });
    expect(stock()?.available).toBe(10);
  });

  it("skips the comparison for an explicit null, but not for its absence", async () => {
    expect(codes(await set({ quantities: [row({ changeFromQuantity: null })] }))).toEqual([]);
    const input = {
      name: "available",
      reason: "correction",
      quantities: [{ inventoryItemId: mug, locationId: brooklyn, quantity: 1 }],
    };
    const { data, errors } = await world.ask(setDocument, { input, key: newKey() });
    expect(data.inventorySetQuantities).toBeNull();
    expect(errors).toMatchObject([
      {
        message: "InventoryQuantityInput must include the following argument: changeFromQuantity.",
        extensions: { code: "INVALID_FIELD_ARGUMENTS" },
      },
    ]);
  });

  it("refuses the argument that 2026-04 removed", async () => {
    const input = {
      name: "available",
      reason: "correction",
      ignoreCompareQuantity: true,
      quantities: [row()],
    };
    expect((await world.ask(setDocument, { input, key: newKey() })).errors).toMatchObject([
      { extensions: { code: "INVALID_VARIABLE" } },
    ]);
  });

  it("requires the idempotency directive, which the schema does not show", async () => {
    const input = { name: "available", reason: "correction", quantities: [row()] };
    const document = `mutation($input: InventorySetQuantitiesInput!) { inventorySetQuantities(input: $input) { userErrors { code } } }`;
    const { data, errors } = await world.ask(document, { input });
    expect(data).toEqual({ inventorySetQuantities: null });
    expect(errors).toMatchObject([
      {
        message: "The @idempotent directive is required for this mutation but was not provided.",
        extensions: { code: "BAD_REQUEST" },
      },
    ]);
    expect(stock()?.available).toBe(10);
  });

  it("answers a repeated key with the first result and writes once", async () => {
    const first = await set({}, "same");
    const second = await set({}, "same");
    expect(second).toEqual(first);
    expect(world.shop.writes).toHaveLength(1);
  });

  it("refuses a repeated key with other parameters", async () => {
    await set({}, "same");
    expect(codes(await set({ quantities: [row({ quantity: 1, changeFromQuantity: 7 })] }, "same"))).toEqual([
      "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
    ]);
  });

  it("takes a change to the number that stands as success without a group", async () => {
    expect(await set({ quantities: [row({ quantity: 10 })] })).toEqual({
      inventoryAdjustmentGroup: null,
      userErrors: [],
    });
    expect(world.shop.writes).toMatchObject([{ changes: [] }]);
  });

  it("lets one bad row fail all rows and names it", async () => {
    const bad = row({ inventoryItemId: itemId(99), changeFromQuantity: null });
    const payload = await set({ quantities: [row(), bad] });
    expect(payload.userErrors).toMatchObject([
      { code: "INVALID_INVENTORY_ITEM", field: ["input", "quantities", "1", "inventoryItemId"] },
    ]);
    expect(stock()?.available).toBe(10);
    expect(world.shop.writes).toEqual([]);
  });

  it.each([
    [
      "an unknown location",
      { quantities: [row({ locationId: "gid://shopify/Location/9" })] },
      "INVALID_LOCATION",
    ],
    ["a closed location", { quantities: [row({ locationId: closed })] }, "INVALID_LOCATION"],
    ["another state", { name: "damaged" }, "INVALID_NAME"],
    ["a made-up reason", { reason: "because" }, "INVALID_REASON"],
    [
      "a document id of Shopify's own",
      { referenceDocumentUri: "gid://shopify/Order/1" },
      "INVALID_REFERENCE_DOCUMENT",
    ],
    ["a document that is no URI", { referenceDocumentUri: "resync 1" }, "INVALID_REFERENCE_DOCUMENT"],
    ["too much", { quantities: [row({ quantity: 1_000_000_001 })] }, "INVALID_QUANTITY_TOO_HIGH"],
    ["too little", { quantities: [row({ quantity: -1_000_000_001 })] }, "INVALID_QUANTITY_TOO_LOW"],
    [
      "less than nothing on hand",
      { name: "on_hand", quantities: [row({ quantity: -1, changeFromQuantity: 12 })] },
      "INVALID_QUANTITY_NEGATIVE",
    ],
    ["the same level twice", { quantities: [row(), row()] }, "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR"],
  ])("refuses %s", async (_what, over, code) => {
    expect(codes(await set(over))).toEqual([code]);
    expect(stock()?.available).toBe(10);
  });

  it("takes 250 rows at most", async () => {
    const rows = Array.from({ length: 251 }, () => row());
    const input = { name: "available", reason: "correction", quantities: rows };
    const { errors } = await world.ask(setDocument, { input, key: newKey() });
    expect(errors).toMatchObject([
      {
        message: "The input array size of 251 is greater than the maximum allowed of 250.",
        path: ["inventorySetQuantities", "input", "quantities"],
      },
    ]);
  });

  it("gives stock to an item at a location where it had none", async () => {
    const other = "gid://shopify/Location/104";
    await set({ quantities: [row({ locationId: other, quantity: 4, changeFromQuantity: 0 })] });
    expect(world.shop.storefront.stock(mug, other)).toMatchObject({ active: true, available: 4 });
  });

  it("denies the staff member without read_users although the write was done", async () => {
    const document = setDocument.replace("changes {", "staffMember { id } changes {");
    const input = { name: "available", reason: "correction", quantities: [row()] };
    const { data, errors }: Answer = await world.ask(document, { input, key: newKey() });
    expect(errors).toMatchObject([{ extensions: { code: "ACCESS_DENIED" } }]);
    expect(data.inventorySetQuantities.inventoryAdjustmentGroup.changes).toHaveLength(2);
    expect(stock()?.available).toBe(7);
  });

  it("needs the scope to write", async () => {
    world.shop.revokeScopes(["write_inventory"]);
    const input = { name: "available", reason: "correction", quantities: [row()] };
    expect((await world.ask(setDocument, { input, key: newKey() })).errors).toMatchObject([
      { extensions: { code: "ACCESS_DENIED" } },
    ]);
  });
});

describe("the life of an idempotency key", () => {
  it("refuses a second request while the first is under way", async () => {
    await world.shopify.close();
    world = await World.open({ options: { writeMilliseconds: 80 } });
    const [first, second] = await Promise.all([set({}, "twin"), set({}, "twin")]);
    expect([...codes(first), ...codes(second)]).toEqual(["IDEMPOTENCY_CONCURRENT_REQUEST"]);
    expect(world.shop.writes).toHaveLength(1);
  });

  it("is used up by an attempt that failed inside Shopify", async () => {
    world.shop.failNextWrite();
    const input = { name: "available", reason: "correction", quantities: [row()] };
    const { errors } = await world.ask(setDocument, { input, key: "broken" });
    expect(errors).toMatchObject([{ extensions: { code: "INTERNAL_SERVER_ERROR" } }]);
    const again = await world.ask(setDocument, { input, key: "broken" });
    expect(codes(again.data.inventorySetQuantities)).toEqual(["IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED"]);
    expect(stock()?.available).toBe(10);
  });
});

describe("inventoryAdjustQuantities", () => {
  const change = (over: object): object => ({
    changes: [{ delta: 2, inventoryItemId: mug, locationId: brooklyn, changeFromQuantity: null, ...over }],
  });

  it("adds to available and on_hand", async () => {
    expect(codes(await adjust())).toEqual([]);
    expect(stock()).toMatchObject({ available: 13, onHand: 15 });
  });

  it("adds to incoming alone, with a ledger document", async () => {
    const payload = await adjust({
      name: "incoming",
      ...change({ ledgerDocumentUri: "https://erp.example/po/7" }),
    });
    expect(payload.inventoryAdjustmentGroup.changes).toMatchObject([{ name: "incoming", delta: 2 }]);
    expect(stock()).toMatchObject({ incoming: 2, onHand: 12 });
  });

  it.each([
    [
      "another state without a ledger document",
      { name: "damaged", ...change({}) },
      ["INVALID_QUANTITY_DOCUMENT"],
    ],
    [
      "available with a ledger document",
      change({ ledgerDocumentUri: "https://erp.example/1" }),
      ["INVALID_AVAILABLE_DOCUMENT"],
    ],
    [
      "Shopify's own ledger document",
      { name: "damaged", ...change({ ledgerDocumentUri: "gid://shopify/Order/1" }) },
      ["INTERNAL_LEDGER_DOCUMENT"],
    ],
    [
      "a ledger document that is no URI",
      { name: "damaged", ...change({ ledgerDocumentUri: "po 7" }) },
      ["INVALID_LEDGER_DOCUMENT"],
    ],
    [
      "on_hand",
      { name: "on_hand", ...change({ ledgerDocumentUri: "https://erp.example/1" }) },
      ["INVALID_QUANTITY_NAME"],
    ],
    ["a stale comparison", change({ changeFromQuantity: 9 }), ["CHANGE_FROM_QUANTITY_STALE"]],
    ["too much", change({ delta: 2_000_000_000 }), ["INVALID_QUANTITY_TOO_HIGH"]],
  ])("refuses %s", async (_what, over, expected) => {
    expect(codes(await adjust(over))).toEqual(expected);
    expect(stock()?.available).toBe(10);
  });

  it("takes one ledger document per call", async () => {
    const one = (uri: string, locationId: string) => ({
      delta: 1,
      inventoryItemId: mug,
      locationId,
      changeFromQuantity: null,
      ledgerDocumentUri: uri,
    });
    const changes = [one("https://erp.example/1", brooklyn), one("https://erp.example/2", austin)];
    expect(codes(await adjust({ name: "damaged", changes }))).toEqual(["MAX_ONE_LEDGER_DOCUMENT"]);
  });

  it("takes an adjustment by nothing as success without a group", async () => {
    expect(await adjust(change({ delta: 0 }))).toEqual({ inventoryAdjustmentGroup: null, userErrors: [] });
  });

  it("wants changeFromQuantity in every change", async () => {
    const input = {
      name: "available",
      reason: "correction",
      changes: [{ delta: 1, inventoryItemId: mug, locationId: brooklyn }],
    };
    expect((await world.ask(adjustDocument, { input, key: newKey() })).errors).toMatchObject([
      { extensions: { code: "INVALID_FIELD_ARGUMENTS" } },
    ]);
  });
});

describe("inventoryActivate", () => {
  const activate = async (locationId: string, args = ""): Promise<Json> =>
    (
      await world.ask(`mutation { inventoryActivate(inventoryItemId: "${mug}", locationId: "${locationId}"${args}) @idempotent(key: "${newKey()}") {
      inventoryLevel { isActive quantities(names: ["available"]) { quantity } } userErrors { field message } } }`)
    ).data.inventoryActivate;

  it("keeps the old quantities of a level that was active before", async () => {
    expect(await activate(austin)).toEqual({
      inventoryLevel: { isActive: true, quantities: [{ quantity: 5 }] },
      userErrors: [],
    });
  });

  it("refuses a quantity for an active level, and two quantities at once", async () => {
    expect((await activate(brooklyn, ", available: 3")).userErrors[0].message).toBe(
      "Not allowed to set available quantity when the item is already active at the location.",
    );
    expect(
      (await activate("gid://shopify/Location/104", ", available: 3, onHand: 3")).userErrors,
    ).toHaveLength(1);
  });
});

describe("flowTriggerReceive", () => {
  const receive = async (payload: object): Promise<Json> =>
    (
      await world.ask(
        `mutation($payload: JSON) { flowTriggerReceive(handle: "stock-drift-found", payload: $payload) { userErrors { message } } }`,
        { payload },
      )
    ).data.flowTriggerReceive.userErrors;

  it("keeps what it receives and refuses 50,000 bytes", async () => {
    expect(await receive({ "location name": "Brooklyn" })).toEqual([]);
    expect(world.shop.flowTriggers).toMatchObject([
      { handle: "stock-drift-found", payload: { "location name": "Brooklyn" } },
    ]);
    expect(await receive({ text: "x".repeat(50_000) })).toHaveLength(1);
  });
});
