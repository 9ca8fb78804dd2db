import { describe, expect, it } from "vitest";
import { simulator } from "../../../sandbox/vendors/erpnext/index.ts";
import { keysOf, list, open, seedRows, send, text, type Got, type Running } from "./support.ts";

const headers = { authorization: "token key-good:secret-good" };

function ask(
  vendor: Running,
  doctype: string,
  query: Record<string, string> = {},
  more: Record<string, string> = headers,
): Promise<Got> {
  return send(
    `${vendor.origin}/api/resource/${encodeURIComponent(doctype)}?${new URLSearchParams(query).toString()}`,
    { headers: more },
  );
}

const fields = JSON.stringify(["name", "item_code", "warehouse", "actual_qty", "reserved_qty", "modified"]);

async function sweep(vendor: Running): Promise<string[]> {
  const keys: string[] = [];
  let after = "";
  for (;;) {
    const filters = JSON.stringify([["name", ">", after]]);
    const { body } = await ask(vendor, "Bin", {
      fields,
      filters,
      order_by: "name asc",
      limit_page_length: "5",
    });
    const rows = list(body.data);
    keys.push(...rows.map((row) => `${text(row.item_code)}@${text(row.warehouse)}`));
    if (rows.length < 5) return keys;
    after = text(rows.at(-1)?.name);
  }
}

describe("ERPNext", () => {
  it("takes its token only, and tells a user without the role from one that it does not know", async () => {
    const vendor = await open(simulator);
    expect((await ask(vendor, "Bin")).status).toBe(200);
    expect((await ask(vendor, "Bin", {}, {})).status).toBe(401);
    expect((await ask(vendor, "Bin", {}, { authorization: "token key-good:wrong" })).body).toMatchObject({
      exc_type: "AuthenticationError",
    });
    const refused = await ask(
      vendor,
      "Bin",
      {},
      { authorization: "token key-missing_rights:secret-missing_rights" },
    );
    expect(refused).toMatchObject({ status: 403, body: { exc_type: "PermissionError" } });
  });

  it("gives twenty rows by default and every row once by keyset, while rows go", async () => {
    const vendor = await open(simulator);
    expect(list((await ask(vendor, "Bin")).body.data)).toHaveLength(20);
    expect(list((await ask(vendor, "Bin", { limit_page_length: "0" })).body.data)).toHaveLength(24);
    vendor.afterPage(1, () => vendor.remove("KC-001", simulator.locationCode(1)));
    const seen = await sweep(vendor);
    expect(new Set(seen).size).toBe(seen.length);
    const all = keysOf(simulator, seedRows(simulator));
    expect(all.filter((key) => !seen.includes(key)).every((key) => key.startsWith("KC-001@"))).toBe(true);
  });

  it("writes times in the site's own zone without saying which", async () => {
    const row = {
      item: "A",
      code: simulator.locationCode(1),
      onHand: "1.25",
      updatedAt: "2026-11-26T10:00:00.500Z",
    };
    const vendor = await open(simulator, { rows: [row] });
    const { body } = await ask(vendor, "Bin", { fields });
    expect(list(body.data)[0]).toMatchObject({ actual_qty: 1.25, modified: "2026-11-26 15:30:00.500000" });
    const since = (time: string) =>
      ask(vendor, "Bin", { filters: JSON.stringify([["modified", ">", time]]) });
    expect(list((await since("2026-11-26 15:29:00")).body.data)).toHaveLength(1);
    expect(list((await since("2026-11-26 15:31:00")).body.data)).toHaveLength(0);
  });

  it("refuses fields, parameters and filters that it does not know with 417", async () => {
    const vendor = await open(simulator);
    for (const query of [
      { fields: '["nope"]' },
      { page: "2" },
      { filters: "[1" },
      { filters: '[["nope","=",1]]' },
      { order_by: "nope" },
    ] as Record<string, string>[])
      expect((await ask(vendor, "Bin", query)).status).toBe(417);
    expect((await ask(vendor, "Nothing")).status).toBe(404);
    expect((await send(`${vendor.origin}/api/resource/Bin`, { method: "POST", headers })).status).toBe(403);
  });

  it("lists groups among the warehouses, and the ledger with what it came to", async () => {
    const vendor = await open(simulator);
    const { body } = await ask(vendor, "Warehouse", { fields: '["name","is_group"]' });
    expect(list(body.data).filter(({ is_group }) => Number(is_group) === 1)).toHaveLength(1);
    vendor.put([{ item: "007", code: simulator.locationCode(1), onHand: "1", updatedAt: "" }]);
    const ledger = await ask(vendor, "Stock Ledger Entry", {
      fields: '["actual_qty","qty_after_transaction","voucher_type"]',
    });
    expect(list(ledger.body.data)).toEqual([
      { actual_qty: -22, qty_after_transaction: 1, voucher_type: "Stock Reconciliation" },
    ]);
  });

  it("slows down where an operator set a limit", async () => {
    const vendor = await open(simulator, { limits: { scale: 2 / 600 } });
    for (let call = 0; call < 2; call += 1) await ask(vendor, "Bin");
    const busy = await ask(vendor, "Bin");
    expect([busy.status, busy.headers.get("retry-after")]).toEqual([429, "60"]);
    vendor.clock.now += 60_000;
    expect((await ask(vendor, "Bin")).status).toBe(200);
  });
});
