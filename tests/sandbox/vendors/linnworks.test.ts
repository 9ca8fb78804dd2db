import { describe, expect, it } from "vitest";
import { simulator } from "../../../sandbox/vendors/linnworks/index.ts";
import { keysOf, list, open, postJson, seedRows, send, text, type Got, type Running } from "./support.ts";

const sign = (vendor: Running, fields: object = {}): Promise<Got> =>
  postJson(`${vendor.origin}/api/Auth/AuthorizeByApplication`, {
    ApplicationId: "app-good",
    ApplicationSecret: "secret-good",
    Token: "install-good",
    ...fields,
  });

async function signIn(vendor: Running, account = "good") {
  const { body } = await sign(vendor, {
    ApplicationId: `app-${account}`,
    ApplicationSecret: `secret-${account}`,
    Token: `install-${account}`,
  });
  return { server: text(body.Server), headers: { authorization: text(body.Token) } };
}

type Session = Awaited<ReturnType<typeof signIn>>;
const full = ({ server, headers }: Session, body: object = {}): Promise<Got> =>
  postJson(
    `${server}/api/Stock/GetStockItemsFull`,
    {
      keyword: "",
      entriesPerPage: 5,
      pageNumber: 1,
      dataRequirements: ["StockLevels"],
      searchTypes: ["SKU"],
      ...body,
    },
    headers,
  );

describe("Linnworks", () => {
  it("names the server of the account when somebody signs in, and takes the token there and without Bearer", async () => {
    const vendor = await open(simulator);
    const session = await signIn(vendor);
    expect(session.server).not.toBe(vendor.origin);
    expect((await full(session)).status).toBe(200);
    expect((await full({ ...session, server: vendor.origin })).status).toBe(404);
    expect(
      (await full({ ...session, headers: { authorization: `Bearer ${session.headers.authorization}` } }))
        .status,
    ).toBe(401);
    expect((await sign(vendor, { Token: "x" })).status).toBe(401);
    expect((await full(await signIn(vendor, "missing_rights"))).status).toBe(403);
    vendor.clock.now += 1_800_000;
    expect((await full(session)).status).toBe(401);
  });

  it("gives every item with its levels once, and a 400 past the end", async () => {
    const vendor = await open(simulator);
    const session = await signIn(vendor);
    const keys: string[] = [];
    for (let pageNumber = 1; ; pageNumber += 1) {
      const got = await full(session, { pageNumber, entriesPerPage: 4 });
      if (got.status === 400) break;
      for (const item of list(got.body))
        keys.push(
          ...list(item.StockLevels).map(
            ({ Location }) => `${text(item.ItemNumber)}@${text(Location?.StockLocationId)}`,
          ),
        );
    }
    expect(keys.sort()).toEqual(keysOf(simulator, seedRows(simulator)));
  });

  it("leaves the levels out unless they are asked for, and finds parts of a SKU", async () => {
    const vendor = await open(simulator);
    const session = await signIn(vendor);
    expect(list((await full(session, { dataRequirements: [] })).body)[0]?.StockLevels).toBeNull();
    expect(list((await full(session, { keyword: "7" })).body).map(({ ItemNumber }) => ItemNumber)).toEqual([
      "007",
      "7",
    ]);
    const [item] = list((await full(session, { keyword: "KC-001" })).body);
    expect(list(item?.StockLevels)[0]).toMatchObject({
      StockLevel: 21,
      InOrders: 1,
      Available: 20,
      Due: 5,
      JIT: false,
    });
    const batch = await postJson(
      `${session.server}/api/Stock/GetStockLevel_Batch`,
      { request: { StockItemIds: [item?.StockItemId] } },
      session.headers,
    );
    expect(list(list(batch.body)[0]?.StockItemLevels)).toHaveLength(2);
  });

  it("refuses pages over 200 and bodies that are no JSON", async () => {
    const vendor = await open(simulator);
    const session = await signIn(vendor);
    for (const body of [{ entriesPerPage: 201 }, { pageNumber: 0 }, { keyword: "x", searchTypes: [] }])
      expect((await full(session, body)).status).toBe(400);
    const plain = await send(`${session.server}/api/Stock/GetStockItemsFull`, {
      method: "POST",
      headers: session.headers,
      body: "x",
    });
    expect(plain.status).toBe(400);
  });

  it("tells locations, the zero GUID among them, and the history of one", async () => {
    const vendor = await open(simulator);
    const session = await signIn(vendor);
    const places = await send(`${session.server}/api/Inventory/GetStockLocations`, {
      headers: session.headers,
    });
    expect(list(places.body)[0]).toMatchObject({
      StockLocationId: "00000000-0000-0000-0000-000000000000",
      LocationName: "Brooklyn",
    });
    vendor.put([{ item: "KC-001", code: simulator.locationCode(1), onHand: "1", updatedAt: "" }]);
    const query =
      "stockItemId=00000003-0000-4000-8000-000000000001&locationId=00000000-0000-0000-0000-000000000000";
    const history = await send(`${session.server}/api/Stock/GetItemChangesHistory?${query}`, {
      headers: session.headers,
    });
    expect(list(history.body.Data)[0]).toMatchObject({ Level: 1, ChangeQty: -20 });
  });

  it("allows 250 pages of stock in a minute", async () => {
    const vendor = await open(simulator, { limits: { scale: 0.02 } });
    const session = await signIn(vendor);
    for (let call = 0; call < 5; call += 1) await full(session);
    const busy = await full(session);
    expect([busy.status, busy.headers.get("retry-after")]).toEqual([429, "60"]);
    vendor.clock.now += 60_000;
    expect((await full(session)).status).toBe(200);
  });
});
