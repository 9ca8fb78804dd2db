import { describe, expect, it } from "vitest";
import { simulator } from "../../../sandbox/vendors/logiwa/index.ts";
import { keysOf, list, open, postJson, seedRows, send, text, type Got, type Running } from "./support.ts";

const sign = (vendor: Running, email = "good@example.com", password = "password-good"): Promise<Got> =>
  postJson(`${vendor.origin}/v3.1/Authorize/token`, { email, password });

async function signIn(vendor: Running, account = "good"): Promise<Record<string, string>> {
  const { body } = await sign(vendor, `${account}@example.com`, `password-${account}`);
  return { authorization: `Bearer ${text(body.token)}` };
}

const promise = (
  vendor: Running,
  headers: Record<string, string>,
  index: number,
  size: number,
  place: number,
  more = "",
): Promise<Got> =>
  send(
    `${vendor.origin}/v3.1/Report/AvailableToPromise/i/${index}/s/${size}?WarehouseIdentifier.eq=${simulator.locationCode(place)}${more}`,
    { headers },
  );

describe("Logiwa", () => {
  it("gives a token for an hour", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    expect((await promise(vendor, headers, 0, 5, 1)).status).toBe(200);
    expect((await sign(vendor, "good@example.com", "x")).status).toBe(401);
    expect((await promise(vendor, await signIn(vendor, "missing_rights"), 0, 5, 1)).status).toBe(403);
    vendor.clock.now += 3_600_000;
    expect((await promise(vendor, headers, 0, 5, 1)).status).toBe(401);
  });

  it("gives every row of a warehouse once, by pages from nought in the path", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    const keys: string[] = [];
    for (const place of [1, 2])
      for (let index = 0; index < 3; index += 1)
        keys.push(
          ...list((await promise(vendor, headers, index, 5, place)).body.data).map(
            ({ sku, warehouseIdentifier }) => `${text(sku)}@${text(warehouseIdentifier)}`,
          ),
        );
    expect(keys.sort()).toEqual(keysOf(simulator, seedRows(simulator)));
  });

  it("counts damaged goods as stock that nobody can be promised, and packs beside pieces", async () => {
    const code = simulator.locationCode(1);
    const vendor = await open(simulator, {
      rows: [
        {
          item: "A",
          code,
          onHand: "12",
          committed: "2",
          unavailable: "6",
          incoming: "3",
          updatedAt: "2026-11-01T00:00:00Z",
        },
      ],
    });
    const headers = await signIn(vendor);
    expect(list((await promise(vendor, headers, 0, 5, 1)).body.data)).toMatchObject([
      { totalStockQuantity: 12, inventoryATPQuantity: 4, plannedATPQuantity: 7 },
    ]);
    const bins = await send(`${vendor.origin}/v3.1/Inventory/list/i/0/s/200?WarehouseIdentifier.eq=${code}`, {
      headers,
    });
    expect(list(bins.body.data)).toMatchObject([
      { uomQuantity: 6, packQuantity: 1, freeUOMQuantity: 4, damageReasonName: null },
      { uomQuantity: 6, damageReasonName: "Damaged", freeUOMQuantity: 0 },
    ]);
  });

  it("refuses pages over 200, no warehouse, and filters that it has not", async () => {
    const vendor = await open(simulator);
    const headers = await signIn(vendor);
    expect((await promise(vendor, headers, 0, 201, 1)).status).toBe(400);
    expect((await promise(vendor, headers, 0, 5, 1, "&Colour.eq=red")).status).toBe(400);
    expect((await send(`${vendor.origin}/v3.1/Report/AvailableToPromise/i/0/s/5`, { headers })).status).toBe(
      400,
    );
    expect((await send(`${vendor.origin}/v3.1/Report/Nothing/i/0/s/5`, { headers })).status).toBe(404);
  });

  it("says with 403 how many milliseconds to wait between two calls", async () => {
    const vendor = await open(simulator, { limits: { scale: 1 } });
    const headers = await signIn(vendor);
    expect((await promise(vendor, headers, 0, 5, 1)).status).toBe(200);
    vendor.clock.now += 400;
    const early = await promise(vendor, headers, 1, 5, 1);
    expect([early.status, text(early.body.message)]).toEqual([
      403,
      "API calls quota exceeded! Please wait 600 ms before the next request.",
    ]);
    expect(vendor.requests.at(-1)?.throttled).toBe(true);
    vendor.clock.now += 600;
    expect((await promise(vendor, headers, 1, 5, 1)).status).toBe(200);
    expect(vendor.leastMilliseconds(1_000)).toBe(5_000);
  });
});
