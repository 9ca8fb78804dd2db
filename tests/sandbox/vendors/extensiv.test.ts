import { describe, expect, it } from "vitest";
import { simulator } from "../../../sandbox/vendors/extensiv/index.ts";
import { keysOf, list, open, postJson, seedRows, send, text, type Got, type Running } from "./support.ts";

const basic = (account: string, secret = `secret-${account}`): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`client-${account}:${secret}`).toString("base64")}`,
});
const grant = { grant_type: "client_credentials", user_login_id: "12" };
const token = (vendor: Running, account = "good", body: object = grant, secret?: string): Promise<Got> =>
  postJson(`${vendor.origin}/AuthServer/api/Token`, body, basic(account, secret));

async function signIn(vendor: Running, account = "good"): Promise<Record<string, string>> {
  const { body } = await token(vendor, account);
  return { authorization: `Bearer ${text(body.access_token)}`, accept: "application/hal+json" };
}
const ask = (vendor: Running, headers: Record<string, string>, path: string): Promise<Got> =>
  send(vendor.origin + path, { headers });

async function sweep(vendor: Running): Promise<string[]> {
  const headers = await signIn(vendor);
  const keys: string[] = [];
  let path = "/inventory/stocksummaries?pgsiz=5&pgnum=1";
  for (;;) {
    const { body } = await ask(vendor, headers, path);
    keys.push(
      ...list(body.summaries).map((row) =>
        `${text(row.itemIdentifier?.sku)}@${text(row.facilityId)} ${text(row.qualifier)}`.trim(),
      ),
    );
    const { next } = body._links as { next?: { href: string } };
    if (next === undefined) return keys;
    path = next.href;
  }
}

describe("Extensiv", () => {
  it("issues tokens for half an hour to whom it knows", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    expect((await ask(vendor, headers, "/inventory/stocksummaries")).status).toBe(200);
    expect((await token(vendor, "good", grant, "wrong")).status).toBe(401);
    expect((await token(vendor, "expired")).status).toBe(401);
    expect(
      (await token(vendor, "good", { grant_type: "client_credentials", user_login_id: "13" })).status,
    ).toBe(400);
    expect((await token(vendor, "good", { ...grant, tpl: "c3a1d3f0" })).status).toBe(400);
    vendor.clock.now += 1_800_000;
    expect((await ask(vendor, headers, "/inventory/stocksummaries")).status).toBe(401);
    expect(
      (await ask(vendor, await signIn(vendor, "missing_rights"), "/inventory/stocksummaries")).status,
    ).toBe(403);
  });

  it("gives every summary once by its next link, two for a SKU with a qualifier, none for nothing", async () => {
    const rows = [
      ...seedRows(simulator),
      { item: "EMPTY", code: "1", onHand: "0", updatedAt: "2026-01-01T00:00:00Z" },
    ];
    const vendor = await open(simulator, { rows });
    const seen = await sweep(vendor);
    expect(seen.filter((key) => !key.endsWith(" RED")).sort()).toEqual(
      keysOf(simulator, rows)
        .map((key) => key.trim())
        .sort(),
    );
    expect(seen.filter((key) => key.endsWith(" RED"))).toHaveLength(4);
  });

  it("moves rows to other pages when one goes: pages are by number", async () => {
    const vendor = await open(simulator);
    vendor.afterPage(1, () => vendor.remove("KC-001", "1"));
    expect(await sweep(vendor)).not.toContain("7@1 RED");
  });

  it("writes in the casing of the media type", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    const plain = await ask(
      vendor,
      { ...headers, accept: "application/json" },
      "/inventory/stocksummaries?pgsiz=1",
    );
    expect(list(plain.body.Summaries)[0]).toMatchObject({
      ItemIdentifier: { Sku: "KC-001" },
      OnHand: 21,
      FacilityId: 1,
    });
    const { body } = await ask(vendor, headers, "/properties/facilities");
    expect((body._embedded as { item?: unknown }).item).toEqual([
      { facilityId: 1, name: "Brooklyn", deactivated: false },
      { facilityId: 2, name: "Reno, NV", deactivated: false },
    ]);
  });

  it("reads RQL with quotes, and refuses what it cannot read or what is too much", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    const find = (rql: string) =>
      ask(vendor, headers, `/inventory/stocksummaries?rql=${encodeURIComponent(rql)}`);
    expect(list((await find('itemIdentifier.sku=="A,B";facilityId==2')).body.summaries)).toHaveLength(1);
    expect(list((await find('itemIdentifier.sku=in=(007,"say \\"hi\\"")')).body.summaries)).toHaveLength(5);
    expect((await find("sku==A")).status).toBe(400);
    expect((await find("itemIdentifier.sku=='open")).status).toBe(400);
    expect((await ask(vendor, headers, "/inventory/stocksummaries?pgsiz=501")).status).toBe(400);
    expect((await ask(vendor, headers, "/inventory/stocksummaries?pgnum=0")).status).toBe(400);
    expect((await ask(vendor, headers, "/inventory/stocksummaries?page=2")).status).toBe(400);
  });

  it("shows lines of one customer at one facility, those on hold apart", async () => {
    const vendor = await open(simulator, {
      rows: [
        {
          item: "A",
          code: "1",
          onHand: "10",
          committed: "2",
          unavailable: "3",
          updatedAt: "2026-11-26T12:00:00Z",
        },
      ],
    });
    const headers = await signIn(vendor);
    const { body } = await ask(vendor, headers, "/inventory/stockdetails?customerid=7&facilityid=1");
    expect(list((body._embedded as { item?: unknown }).item)).toMatchObject([
      { onHand: 7, available: 5, isOnHold: false, receivedDate: "2026-11-26T06:00:00" },
      { onHand: 3, available: 0, isOnHold: true },
    ]);
    const other = await ask(vendor, headers, "/inventory/stockdetails?customerid=8&facilityid=1");
    expect(other.body.totalResults).toBe(0);
  });

  it("slows down and recovers", async () => {
    const vendor = await open(simulator, { limits: { scale: 2 / 400 } });
    const headers = await signIn(vendor);
    for (let call = 0; call < 2; call += 1) await ask(vendor, headers, "/inventory/stocksummaries");
    expect((await ask(vendor, headers, "/inventory/stocksummaries")).status).toBe(429);
    vendor.clock.now += 60_000;
    expect((await ask(vendor, headers, "/inventory/stocksummaries")).status).toBe(200);
  });
});
