import { describe, expect, it } from "vitest";
import { simulator } from "../../../sandbox/vendors/sap-business-one/index.ts";
import { keysOf, list, open, postJson, seedRows, send, text, type Got, type Running } from "./support.ts";

const login = (vendor: Running, UserName = "good", Password = `password-${UserName}`): Promise<Got> =>
  postJson(`${vendor.origin}/b1s/v2/Login`, { CompanyDB: "SBODEMOUS", UserName, Password });

async function signIn(vendor: Running, user?: string): Promise<string> {
  const { headers } = await login(vendor, user);
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

const ask = (vendor: Running, cookie: string, path: string, prefer = "", version = "v2"): Promise<Got> =>
  send(`${vendor.origin}/b1s/${version}/${path}`, { headers: { cookie, prefer } });

describe("SAP Business One", () => {
  it("wants both cookies of its one session, which ends after half an hour of silence", async () => {
    const vendor = await open(simulator);
    const cookie = await signIn(vendor);
    expect((await ask(vendor, cookie, "Items")).status).toBe(200);
    expect((await ask(vendor, cookie.split("; ")[0]!, "Items")).body).toMatchObject({ error: { code: 301 } });
    expect((await login(vendor, "good", "x")).status).toBe(401);
    vendor.clock.now += 1_700_000;
    expect((await ask(vendor, cookie, "Items")).status).toBe(200);
    vendor.clock.now += 1_700_000;
    expect((await ask(vendor, cookie, "Items")).status).toBe(200);
    vendor.clock.now += 1_800_000;
    const late = await ask(vendor, cookie, "Items");
    expect([late.status, late.body.error?.code]).toEqual([401, 301]);
    const first = await signIn(vendor);
    await signIn(vendor);
    expect((await ask(vendor, first, "Items")).status).toBe(401);
    expect((await ask(vendor, await signIn(vendor, "missing_rights"), "Items")).status).toBe(403);
  });

  it.each([
    ["v1", "odata.nextLink"],
    ["v2", "@odata.nextLink"],
  ])("gives every item once by the relative link of %s", async (version, name) => {
    const vendor = await open(simulator);
    const cookie = await signIn(vendor);
    const keys: string[] = [];
    let path =
      "Items?$select=ItemCode,ItemWarehouseInfoCollection&$filter=InventoryItem eq 'tYES' and Valid eq 'tYES'";
    for (;;) {
      const { body } = await ask(vendor, cookie, path, "odata.maxpagesize=5", version);
      for (const item of list(body.value))
        keys.push(
          ...list(item.ItemWarehouseInfoCollection).map(
            ({ WarehouseCode }) => `${text(item.ItemCode)}@${text(WarehouseCode)}`,
          ),
        );
      const next = body[name] as unknown;
      if (typeof next !== "string") break;
      path = next;
    }
    expect(keys.sort()).toEqual(keysOf(simulator, seedRows(simulator)));
  });

  it("gives twenty rows unless told otherwise, and all for nought", async () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({
      item: `S${index}`,
      code: "01",
      onHand: "1",
      updatedAt: "2026-01-01T00:00:00Z",
    }));
    const vendor = await open(simulator, { rows });
    const cookie = await signIn(vendor);
    expect(list((await ask(vendor, cookie, "Items")).body.value)).toHaveLength(20);
    expect(list((await ask(vendor, cookie, "Items", "odata.maxpagesize=0")).body.value)).toHaveLength(30);
  });

  it("reads one item by a quoted key, and flat rows by crossjoin", async () => {
    const vendor = await open(simulator);
    const cookie = await signIn(vendor);
    const one = await ask(vendor, cookie, `Items('${encodeURIComponent("O''Brien")}')`);
    expect(list(one.body.ItemWarehouseInfoCollection)[0]).toMatchObject({
      WarehouseCode: "01",
      InStock: 31,
      Committed: 1,
      Ordered: 5,
    });
    expect((await ask(vendor, cookie, "Items('nothing')")).body.error?.code).toBe(-2028);
    const expand = "Items($select=ItemCode),Items/ItemWarehouseInfoCollection($select=WarehouseCode,InStock)";
    const filter =
      "Items/ItemCode eq Items/ItemWarehouseInfoCollection/ItemCode and Items/ItemWarehouseInfoCollection/WarehouseCode eq '02'";
    const flat = await ask(
      vendor,
      cookie,
      `$crossjoin(Items,Items/ItemWarehouseInfoCollection)?$expand=${expand}&$filter=${filter}`,
      "odata.maxpagesize=50",
    );
    expect(list(flat.body.value)).toHaveLength(12);
    expect(list(flat.body.value)[0]).toEqual({
      Items: { ItemCode: "KC-001" },
      "Items/ItemWarehouseInfoCollection": { WarehouseCode: "02", InStock: 22 },
    });
  });

  it("refuses what it does not know, and fails in its own words", async () => {
    const vendor = await open(simulator);
    const cookie = await signIn(vendor);
    for (const query of ["$select=Nope", "$filter=Nope eq 1", "page=2"])
      expect((await ask(vendor, cookie, `Items?${query}`)).status).toBe(400);
    expect((await ask(vendor, cookie, "Nothing")).status).toBe(404);
    vendor.misbehave({ kind: "throttle", seconds: 5 }, { times: 1 });
    expect((await ask(vendor, cookie, "Items")).headers.get("retry-after")).toBe("5");
    expect((await ask(vendor, cookie, "Items")).status).toBe(200);
  });
});
