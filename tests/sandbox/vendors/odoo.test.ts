import { describe, expect, it } from "vitest";
import { simulator } from "../../../sandbox/vendors/odoo/index.ts";
import { list, open, postJson, send, text, type Got, type Loose, type Running } from "./support.ts";

const headers = { authorization: "bearer key-good", "x-odoo-database": "kiln" };

function ask(
  vendor: Running,
  model: string,
  body: object,
  more: Record<string, string> = headers,
): Promise<Got> {
  return postJson(`${vendor.origin}/json/2/${model}/search_read`, body, more);
}

function rpc(vendor: Running, args: unknown[], service = "object", method = "execute_kw"): Promise<Got> {
  return postJson(`${vendor.origin}/jsonrpc`, {
    jsonrpc: "2.0",
    method: "call",
    id: 1,
    params: { service, method, args },
  });
}

const fields = [
  "product_id",
  "location_id",
  "warehouse_id",
  "lot_id",
  "quantity",
  "reserved_quantity",
  "available_quantity",
  "write_date",
];
const internal = ["location_id.usage", "=", "internal"];

async function sweep(vendor: Running): Promise<Loose[]> {
  const rows: Loose[] = [];
  for (let after = 0; ; after = Number(rows.at(-1)?.id)) {
    const { body } = await ask(vendor, "stock.quant", {
      domain: [internal, ["id", ">", after]],
      fields,
      order: "id",
      limit: 5,
    });
    rows.push(...list(body));
    if (list(body).length < 5) return rows;
  }
}

describe("Odoo by /json/2", () => {
  it("gives every quant once by keyset while others go, and several for one product and place", async () => {
    const vendor = await open(simulator);
    vendor.afterPage(1, () => vendor.remove("KC-001", "WH1"));
    const rows = await sweep(vendor);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const places = rows.map(
      ({ product_id, warehouse_id }) => `${text(list(product_id)[0])}@${text(list(warehouse_id)[0])}`,
    );
    expect(new Set(places).size).toBe(24);
    expect(rows.length).toBeGreaterThan(24);
    const lots = rows.filter(
      ({ product_id, warehouse_id }) =>
        Number(list(product_id)[0]) === 3 && Number(list(warehouse_id)[0]) === 1,
    );
    expect(lots.map(({ quantity, reserved_quantity }) => [quantity, reserved_quantity])).toEqual([
      [1, 0],
      [24, 1],
    ]);
  });

  it("names products by id and label, says false where nothing is, and UTC without saying so", async () => {
    const vendor = await open(simulator);
    const [row] = list((await ask(vendor, "stock.quant", { domain: [internal], fields, limit: 1 })).body);
    expect(row).toMatchObject({
      product_id: [1, "[KC-001] Item 1"],
      lot_id: false,
      write_date: "2026-11-26 11:00:00",
    });
  });

  it("gives the counterpart quants to those who forget the usage, and archived products to those who ask", async () => {
    const vendor = await open(simulator);
    const all = list((await ask(vendor, "stock.quant", { fields })).body);
    expect(all.filter(({ quantity }) => Number(quantity) < 0)).toHaveLength(12);
    const products = async (body: object) => list((await ask(vendor, "product.product", body)).body).length;
    expect([await products({}), await products({ context: { active_test: false } })]).toEqual([11, 12]);
  });

  it("deletes a quant that reaches zero, and sets goods in quarantine apart", async () => {
    const vendor = await open(simulator, {
      rows: [
        { item: "A", code: "WH1", onHand: "0", updatedAt: "2026-11-01T00:00:00Z" },
        {
          item: "B",
          code: "WH1",
          onHand: "5.5",
          unavailable: "2",
          committed: "1",
          updatedAt: "2026-11-01T00:00:00Z",
        },
      ],
    });
    const rows = await sweep(vendor);
    expect(
      rows.map(({ location_id, quantity, available_quantity }) => [
        list(location_id)[1],
        quantity,
        available_quantity,
      ]),
    ).toEqual([
      ["WH1/Stock", 3.5, 2.5],
      ["WH1/Quarantine", 2, 2],
    ]);
  });

  it("refuses with a status and its insides: 500 for a field or argument that is not there", async () => {
    const vendor = await open(simulator);
    const field = await ask(vendor, "stock.quant", { fields: ["nope"] });
    expect(field).toMatchObject({
      status: 500,
      body: { name: "builtins.ValueError", message: "Invalid field 'nope' on 'stock.quant'" },
    });
    expect(text(field.body.debug)).toContain("Traceback");
    expect((await ask(vendor, "stock.quant", { nope: 1 })).body.name).toBe("builtins.TypeError");
    expect((await ask(vendor, "stock.quant", { domain: [["nope", "=", 1]] })).status).toBe(500);
    expect((await ask(vendor, "stock.quants", {})).status).toBe(404);
    expect((await ask(vendor, "stock.quant", {}, { ...headers, authorization: "bearer other" })).status).toBe(
      401,
    );
    expect(
      (await ask(vendor, "stock.quant", {}, { ...headers, authorization: "bearer key-missing_rights" }))
        .status,
    ).toBe(403);
    expect((await ask(vendor, "product.product", { fields: ["qty_available"] })).status).toBe(403);
    expect((await ask(vendor, "stock.quant", {}, { ...headers, "x-odoo-database": "other" })).text).toContain(
      "<html>",
    );
    expect((await send(`${vendor.origin}/json/2/stock.quant/search_read`)).status).toBe(404);
    expect((await ask(vendor, "stock.quant", { order: "available_quantity" })).status).toBe(500);
  });
});

describe("Odoo by /jsonrpc", () => {
  it("gives the same rows, and every error with status 200", async () => {
    const vendor = await open(simulator);
    const body = { domain: [internal], fields, order: "id", limit: 3 };
    const newer = await ask(vendor, "stock.quant", body);
    const older = await rpc(vendor, [
      "kiln",
      2,
      "key-good",
      "stock.quant",
      "search_read",
      [[internal]],
      { fields, order: "id", limit: 3 },
    ]);
    expect(older.body.result).toEqual(newer.body);
    expect((await rpc(vendor, ["kiln", "good@example.com", "key-good"], "common", "login")).body.result).toBe(
      2,
    );
    expect(
      (await rpc(vendor, ["kiln", "good@example.com", "wrong"], "common", "authenticate")).body.result,
    ).toBe(false);
    const denied = await rpc(vendor, ["kiln", 2, "wrong", "stock.quant", "search_read", [[]]]);
    expect(denied).toMatchObject({
      status: 200,
      body: { error: { code: 0, data: { name: "odoo.exceptions.AccessDenied" } } },
    });
    const elsewhere = await rpc(vendor, ["other", "a", "b"], "common", "login");
    expect(elsewhere.body.error?.data?.name).toBe("psycopg2.OperationalError");
  });
});
