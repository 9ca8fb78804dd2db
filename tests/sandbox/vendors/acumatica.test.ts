import { describe, expect, it } from "vitest";
import { simulator } from "../../../sandbox/vendors/acumatica/index.ts";
import { keysOf, list, open, postForm, seedRows, send, text, type Got, type Running } from "./support.ts";

const token = (vendor: Running, fields: Record<string, string> = {}): Promise<Got> =>
  postForm(`${vendor.origin}/Acumatica/identity/connect/token`, {
    grant_type: "password",
    client_id: "88358B02-A48D-A50E-F710-39C1636C30F6@Company",
    client_secret: "client-secret",
    username: "good",
    password: "password-good",
    scope: "api offline_access",
    ...fields,
  });

async function signIn(vendor: Running, user = "good"): Promise<Record<string, string>> {
  const { body } = await token(vendor, { username: user, password: `password-${user}` });
  return { authorization: `Bearer ${text(body.access_token)}`, "content-type": "application/json" };
}

const entity = "/Acumatica/entity/Default/24.200.001";
const ask = (
  vendor: Running,
  headers: Record<string, string>,
  path: string,
  method = "GET",
  body?: object,
): Promise<Got> =>
  send(`${vendor.origin}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
const inquiry = "/Acumatica/odata/Company/StockByWarehouse";

describe("Acumatica", () => {
  it("gives tokens for an hour, and refresh tokens that work once", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    expect((await ask(vendor, headers, inquiry)).status).toBe(200);
    expect((await token(vendor, { password: "x" })).body).toMatchObject({ error: "invalid_grant" });
    expect((await token(vendor, { client_secret: "x" })).body).toMatchObject({ error: "invalid_client" });
    const refresh_token = text((await token(vendor)).body.refresh_token);
    expect((await token(vendor, { grant_type: "refresh_token", refresh_token })).status).toBe(200);
    expect((await token(vendor, { grant_type: "refresh_token", refresh_token })).status).toBe(400);
    vendor.clock.now += 3_600_000;
    expect((await ask(vendor, headers, inquiry)).status).toBe(401);
    expect((await ask(vendor, await signIn(vendor, "missing_rights"), inquiry)).status).toBe(403);
  });

  it("gives every row of the inquiry once, by top and skip, in the user's own time", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    const keys: string[] = [];
    for (let skip = 0; ; skip += 5) {
      const rows = list((await ask(vendor, headers, `${inquiry}?$top=5&$skip=${skip}`)).body.value);
      keys.push(...rows.map(({ InventoryID, Warehouse }) => `${text(InventoryID)}@${text(Warehouse)}`));
      if (rows.length < 5) break;
    }
    expect(keys.sort()).toEqual(keysOf(simulator, seedRows(simulator)));
    const [first] = list(
      (await ask(vendor, headers, `${inquiry}?$filter=InventoryID eq 'O''Brien'`)).body.value,
    );
    expect(first).toMatchObject({
      QtyOnHand: 31,
      QtyHardAvail: 30,
      QtyAvailable: 35,
      LastModifiedOn: "2026-11-26T01:00:00.000",
    });
  });

  it("wraps every scalar, and gives details only to who expands them", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    const [plain] = list((await ask(vendor, headers, `${entity}/StockItem?$top=1`)).body);
    expect(plain).toMatchObject({ InventoryID: { value: "KC-001" }, WarehouseDetails: [] });
    const [item] = list(
      (await ask(vendor, headers, `${entity}/StockItem?$top=1&$expand=WarehouseDetails`)).body,
    );
    expect(list(item?.WarehouseDetails)[0]).toMatchObject({
      WarehouseID: { value: "WHSE1" },
      QtyOnHand: { value: 21 },
    });
  });

  it("answers inquiries by PUT, and by GET with nothing", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    const summary = `${entity}/InventorySummaryInquiry?$expand=Results`;
    const { body } = await ask(vendor, headers, summary, "PUT", {
      InventoryID: { value: "A,B" },
      WarehouseID: { value: "WHSE2" },
    });
    expect(list(body.Results)).toMatchObject([
      {
        WarehouseID: { value: "WHSE2" },
        QtyOnHand: { value: 28 },
        QtyAvailableForShipment: { value: 26 },
        LotSerialNbr: {},
      },
    ]);
    expect((await ask(vendor, headers, summary)).body).toEqual([]);
    expect((await ask(vendor, headers, summary, "PUT", { InventoryID: { value: "nothing" } })).status).toBe(
      422,
    );
    vendor.put([{ item: "007", code: "WHSE1", onHand: "1", updatedAt: "" }]);
    const changed = await ask(
      vendor,
      headers,
      `${entity}/InventoryQuantityAvailable?$expand=Results`,
      "PUT",
      { LastModifiedDateTime: { value: "2026-11-26T06:30:00" } },
    );
    expect(list(changed.body.Results)).toMatchObject([
      { InventoryID: { value: "007" }, LastModifiedDateTime: { value: "2026-11-26T07:00:00.000" } },
    ]);
  });

  it("refuses what it does not know, and too many in a minute", async () => {
    const vendor = await open(simulator, { limits: { scale: 0.05 } });
    const headers = await signIn(vendor);
    for (const query of ["$filter=Nope eq 1", "$top=x", "page=2", "$select=Nope"])
      expect((await ask(vendor, headers, `${inquiry}?${query}`)).status).toBe(400);
    expect((await ask(vendor, headers, `${entity}/Nothing`)).status).toBe(404);
    expect((await ask(vendor, headers, inquiry)).status).toBe(429);
    vendor.clock.now += 60_000;
    expect((await ask(vendor, headers, inquiry)).status).toBe(200);
  });
});
