import { describe, expect, it } from "vitest";
import { simulator } from "../../../sandbox/vendors/business-central/index.ts";
import { keysOf, list, open, postForm, seedRows, send, text, type Got, type Running } from "./support.ts";

const grant = {
  grant_type: "client_credentials",
  client_id: "client-good",
  client_secret: "secret-good",
  scope: "https://api.businesscentral.dynamics.com/.default",
};
const token = (
  vendor: Running,
  fields: Record<string, string> = {},
  tenant = "contoso.example",
): Promise<Got> => postForm(`${vendor.origin}/${tenant}/oauth2/v2.0/token`, { ...grant, ...fields });

async function signIn(vendor: Running, account = "good"): Promise<Record<string, string>> {
  const { body } = await token(vendor, {
    client_id: `client-${account}`,
    client_secret: `secret-${account}`,
  });
  return { authorization: `Bearer ${text(body.access_token)}` };
}

const root = "/v2.0/contoso.example/Production/api";
const company = "companies(00000000-0000-0000-0000-000000000001)";
const analytics = `${root}/microsoft/analytics/v1.0/${company}`;
const ask = (vendor: Running, headers: Record<string, string>, path: string): Promise<Got> =>
  send(vendor.origin + path, { headers });

async function sweep(vendor: Running): Promise<Map<string, number>> {
  const headers = { ...(await signIn(vendor)), prefer: "odata.maxpagesize=7" };
  const sums = new Map<string, number>();
  const seen = new Set<number>();
  let url = `${vendor.origin}${analytics}/itemLedgerEntries?$filter=open eq true&$select=entryNo,itemNo,locationCode,remainingQuantity`;
  for (;;) {
    const { body } = await send(url, { headers });
    for (const entry of list(body.value)) {
      expect(seen.has(Number(entry.entryNo))).toBe(false);
      seen.add(Number(entry.entryNo));
      const key = `${text(entry.itemNo)}@${text(entry.locationCode)}`;
      sums.set(key, (sums.get(key) ?? 0) + Number(entry.remainingQuantity));
    }
    const next = body["@odata.nextLink"] as unknown;
    if (typeof next !== "string") return sums;
    url = next;
  }
}

/** Of the documentation's table of the analytics itemLedgerEntry (MicrosoftDocs/dynamics365smb-devitpro-pb @ 5dc00b6a9b1e). */
const documented =
  "costAmountActual dimensionSetID documentNo documentType entryNo entryType expirationDate invoicedQuantity itemNo locationCode lotNo open positive postingDate qtyPerUnitOfMeasure quantity remainingQuantity salesAmountActual serialNo sourceNo sourceType unitOfMeasureCode";

describe("Business Central", () => {
  it("asks Entra for tokens that live for an hour, and says in Entra's words what is wrong", async () => {
    const vendor = await open(simulator);
    expect((await token(vendor)).body).toMatchObject({ token_type: "Bearer", expires_in: 3599 });
    const wrong: readonly [Record<string, string>, number, string][] = [
      [{ client_secret: "x" }, 401, "AADSTS7000215"],
      [{ client_id: "client-expired", client_secret: "secret-expired" }, 401, "AADSTS7000222"],
      [{ client_id: "client-other" }, 400, "AADSTS700016"],
      [{ scope: "https://graph.microsoft.com/.default" }, 400, "AADSTS70011"],
    ];
    for (const [fields, status, code] of wrong) {
      const got = await token(vendor, fields);
      expect(got.status).toBe(status);
      expect(text(got.body.error_description)).toContain(code);
    }
    expect(text((await token(vendor, {}, "fabrikam.example")).body.error_description)).toContain(
      "AADSTS90002",
    );
    const headers = await signIn(vendor);
    vendor.clock.now += 3_600_000;
    expect((await ask(vendor, headers, `${root}/v2.0/companies`)).status).toBe(401);
  });

  it("gives every open entry once by its next link while entries go, and they sum to what stands there", async () => {
    const vendor = await open(simulator);
    vendor.afterPage(1, () => vendor.remove("KC-001", "LOC1"));
    const sums = await sweep(vendor);
    const rows = seedRows(simulator);
    expect([...sums.keys()].sort()).toEqual(keysOf(simulator, rows));
    for (const { item, code, onHand } of rows) expect(sums.get(`${item}@${code}`)).toBe(Number(onHand));
  });

  it("has the documented properties and no others, some in packs by name though never by number", async () => {
    const vendor = await open(simulator);
    const { body } = await ask(vendor, await signIn(vendor), `${analytics}/itemLedgerEntries`);
    expect(Object.keys(list(body.value)[0]!).sort().join(" ")).toBe(documented);
    expect(new Set(list(body.value).map(({ unitOfMeasureCode }) => unitOfMeasureCode))).toEqual(
      new Set(["BOX", "PCS"]),
    );
  });

  it("has outstanding lines, locations without a page of their own, and totals on the card", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    const sales = await ask(
      vendor,
      headers,
      `${analytics}/itemOutstandingSalesLines?$filter=itemNo eq 'O''Brien'`,
    );
    expect(
      list(sales.body.value).map(({ locationCode, outstandingQtyBase }) => [
        locationCode,
        outstandingQtyBase,
      ]),
    ).toEqual([
      ["LOC1", 1],
      ["LOC2", 2],
    ]);
    const places = await ask(vendor, headers, `${root}/v2.0/${company}/locations?$select=code,displayName`);
    expect(list(places.body.value)).toEqual([
      { code: "LOC1", displayName: "Brooklyn" },
      { code: "LOC2", displayName: "Reno, NV" },
    ]);
    const items = await ask(
      vendor,
      headers,
      `${root}/v2.0/${company}/items?$filter=number eq '007'&$select=number,inventory`,
    );
    expect(list(items.body.value)).toEqual([{ number: "007", inventory: 47 }]);
  });

  it("refuses properties, options, filters and companies that are not there, and a client without permission", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    for (const query of ["$select=nope", "$filter=nope eq 1", "$filter=itemNo eq", "page=2"])
      expect((await ask(vendor, headers, `${analytics}/itemLedgerEntries?${query}`)).status).toBe(400);
    expect((await ask(vendor, headers, `${analytics}/itemAvailability`)).status).toBe(404);
    expect((await ask(vendor, headers, `${root}/v2.0/companies(nope)/locations`)).status).toBe(404);
    expect(
      (await ask(vendor, await signIn(vendor, "missing_rights"), `${analytics}/itemLedgerEntries`)).status,
    ).toBe(403);
  });

  it("takes five at a time and so many in five minutes", async () => {
    const vendor = await open(simulator, { limits: { scale: 1 } });
    const headers = await signIn(vendor);
    vendor.misbehave({ kind: "slow", milliseconds: 200 });
    const many = await Promise.all(
      Array.from({ length: 8 }, () => ask(vendor, headers, `${analytics}/itemLedgerEntries`)),
    );
    expect(many.filter(({ status }) => status === 429)).toHaveLength(3);
    vendor.misbehave(null);
    expect((await ask(vendor, headers, `${root}/v2.0/companies`)).status).toBe(200);
    const slow = await open(simulator, { limits: { scale: 2 / 6_000 } });
    const again = await signIn(slow);
    for (let call = 0; call < 2; call += 1) await ask(slow, again, `${root}/v2.0/companies`);
    const busy = await ask(slow, again, `${root}/v2.0/companies`);
    expect([busy.status, busy.headers.get("retry-after")]).toEqual([429, "300"]);
    slow.clock.now += 300_000;
    expect((await ask(slow, again, `${root}/v2.0/companies`)).status).toBe(200);
  });
});
