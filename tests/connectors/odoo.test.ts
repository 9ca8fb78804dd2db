import { describe, expect, it } from "vitest";
import { odoo } from "../../app/connectors/odoo/index.ts";
import { answer, atVendor, lineOf, linesOf, type Asked } from "./vendor.ts";

const warehouses = [
  { id: 1, code: "WH", name: "My Company" },
  { id: 2, code: "EAST", name: "East" },
  { id: 3, code: "EAST", name: "East of the other company" },
];
const locations = [
  { id: 5, complete_name: "WH/Stock", usage: "internal", warehouse_id: [1, "My Company"] },
  { id: 9, complete_name: "WH/Quality/Hold", usage: "internal", warehouse_id: [1, "My Company"] },
  { id: 14, complete_name: "EAST/Stock", usage: "internal", warehouse_id: [2, "East"] },
  { id: 11, complete_name: "Inventory adjustment", usage: "inventory", warehouse_id: false },
  { id: 8, complete_name: "Partners/Vendors", usage: "supplier", warehouse_id: false },
  { id: 77, complete_name: "Yard", usage: "internal", warehouse_id: false },
];
const products = [
  { id: 1, default_code: "PEER-001" },
  { id: 2, default_code: false },
];
const quant = (id: number, product: number, place: number, quantity: unknown, more: object = {}) => ({
  id,
  product_id: [product, "[ANYTHING] Label"],
  location_id: [place, "x"],
  owner_id: false,
  quantity,
  reserved_quantity: 0,
  available_quantity: quantity,
  write_date: "2026-11-23 07:08:19",
  ...more,
});

function records({ url }: Asked, quants: readonly object[]): unknown {
  const model = url.pathname.split("/")[3];
  if (model === "stock.warehouse") return warehouses;
  if (model === "stock.location") return locations;
  return model === "product.product" ? products : quants;
}

function setUp(quants: readonly object[], change: object = {}) {
  const config = { database: "db", api: { style: "json2", apiKey: "k3y" }, ...change };
  return atVendor(odoo, config, (asked) => answer(200, records(asked, quants)));
}

describe("Odoo", () => {
  it("adds lots and shelves of a warehouse up, with the latest of their times", async () => {
    const { config, context } = await setUp([
      quant(1, 1, 5, 40, { reserved_quantity: 15, available_quantity: 25 }),
      quant(2, 1, 5, 0.1, { write_date: "2026-11-24 00:00:00" }),
      quant(3, 1, 5, 0.2),
      quant(4, 1, 14, 3),
      quant(5, 1, 77, 2),
    ]);
    expect(await linesOf(odoo.readLevels(config, context()))).toEqual([
      "PEER-001@WH on_hand=40.3 available=25.3 committed=15 at 2026-11-24T00:00:00Z",
      // Two warehouses are called EAST.
      "PEER-001@EAST#2 on_hand=3 available=3 committed=0 at 2026-11-23T07:08:19Z",
      // Outside of every warehouse.
      "PEER-001@77 on_hand=2 available=2 committed=0 at 2026-11-23T07:08:19Z",
    ]);
  });

  it("keeps what is not sold from out of available, below the named location too", async () => {
    const { config, context } = await setUp([quant(1, 1, 5, 10), quant(2, 1, 9, 4)], {
      unsellable: "WH/Quality\n",
    });
    expect(await linesOf(odoo.readLevels(config, context()))).toEqual([
      "PEER-001@WH on_hand=14 available=10 committed=0 unavailable=4 at 2026-11-23T07:08:19Z",
    ]);
  });

  it("leaves the stock of other owners out unless it is asked for", async () => {
    const quants = [quant(1, 1, 5, 10), quant(2, 1, 5, 4, { owner_id: [7, "Somebody"] })];
    const ours = await setUp(quants);
    expect((await linesOf(odoo.readLevels(ours.config, ours.context())))[0]).toContain("on_hand=10 ");
    const all = await setUp(quants, { consignment: "include" });
    expect((await linesOf(odoo.readLevels(all.config, all.context())))[0]).toContain("on_hand=14 ");
  });

  it("rejects stock without an SKU, and a sum with a part that cannot be read", async () => {
    const { config, context } = await setUp([quant(1, 2, 5, 7), quant(2, 1, 5, 10), quant(3, 1, 5, "many")]);
    expect(await linesOf(odoo.readLevels(config, context()))).toEqual([
      'page 1, stock.quant, row 3: quantity: "many" is not a number',
      "page 1, product 2 in WH: default_code (internal reference) is empty",
    ]);
  });

  it("is one round of requests for a probe", async () => {
    const { config, context, asked } = await setUp([quant(1, 1, 5, 10), quant(2, 1, 14, 3)]);
    const levels = await odoo.readKeys(config, context("probe"), [{ item: "PEER-001", code: "WH" }]);
    expect(levels.map(lineOf)).toEqual([
      "PEER-001@WH on_hand=10 available=10 committed=0 at 2026-11-23T07:08:19Z",
    ]);
    expect(asked).toHaveLength(4);
    expect(asked[0]?.headers).toMatchObject({ authorization: "bearer k3y", "x-odoo-database": "db" });
  });

  it("takes a receipt and a count from movements, and nothing from one inside a warehouse", async () => {
    const line = (id: number, from: number, to: number) => ({
      id,
      date: "2026-11-23 07:08:19",
      product_id: [1, "x"],
      location_id: [from, "x"],
      location_dest_id: [to, "x"],
      reference: `WH/IN/${id}`,
      quantity_product_uom: 4,
    });
    const { config, context } = await setUp([line(1, 8, 5), line(2, 5, 11), line(3, 5, 9), line(4, 5, 14)]);
    const told: string[] = [];
    for await (const events of odoo.readEvents!(config, context("events"), 0))
      told.push(...events.map(({ kind, code, item, delta }) => `${kind} ${code} ${item} ${delta}`));
    expect(told).toEqual([
      "receipt WH PEER-001 4",
      "adjustment WH PEER-001 -4",
      "transfer_out WH PEER-001 -4",
      "transfer_in EAST#2 PEER-001 4",
    ]);
  });

  it.each([
    [401, { name: "werkzeug.exceptions.Unauthorized", message: "Invalid apikey" }, "credentials"],
    [403, { name: "odoo.exceptions.AccessError", message: "no" }, "rights"],
    [404, { name: "werkzeug.exceptions.NotFound", message: "no" }, "not_found"],
    [
      500,
      { name: "builtins.ValueError", message: "Invalid field 'nope'", debug: "Traceback s3cr3t" },
      "configuration",
    ],
    [500, { name: "odoo.exceptions.Whatever", debug: "Traceback s3cr3t" }, "unavailable"],
  ])("tells what status %i with %j means, and quotes nothing", async (status, body, fault) => {
    const config = { database: "db", api: { style: "json2", apiKey: "k3y" } };
    const vendor = await atVendor(odoo, config, () => answer(status, body));
    const reading = linesOf(odoo.readLevels(vendor.config, vendor.context()));
    await expect(reading).rejects.toMatchObject({
      fault,
      message: expect.not.stringMatching(/s3cr3t|Traceback|nope/),
    });
  });

  describe("before 19", () => {
    const login = { style: "jsonrpc", user: "reader", password: "p4ss" };
    const rpc = (quants: readonly object[]) => (asked: Asked) => {
      const { service, args } = (asked.json as { params: { service: string; args: unknown[] } }).params;
      if (service === "common") return { jsonrpc: "2.0", id: 1, result: args[2] === "p4ss" ? 2 : false };
      const model = { ...asked, url: new URL(`/json/2/${String(args[3])}/search_read`, "http://x") };
      return { jsonrpc: "2.0", id: 1, result: records(model, quants) };
    };

    it("signs in once for all calls", async () => {
      const { config, context, asked } = await atVendor(
        odoo,
        { database: "db", api: login },
        rpc([quant(1, 1, 5, 10)]),
      );
      expect(await linesOf(odoo.readLevels(config, context()))).toHaveLength(1);
      const logins = asked.filter(({ body }) => body.includes('"login"'));
      expect(logins).toHaveLength(1);
    });

    it("knows a wrong password by a false, and errors under status 200", async () => {
      const wrong = await atVendor(odoo, { database: "db", api: { ...login, password: "x" } }, rpc([]));
      await expect(odoo.listLocations(wrong.config, wrong.context())).rejects.toMatchObject({
        fault: "credentials",
      });
      const data = { name: "psycopg2.OperationalError", message: "connection to 10.0.0.5 failed" };
      const down = await atVendor(odoo, { database: "nope", api: login }, () => ({
        error: { code: 0, data },
      }));
      await expect(odoo.listLocations(down.config, down.context())).rejects.toMatchObject({
        fault: "configuration",
        field: "database",
        message: expect.not.stringContaining("10.0.0.5"),
      });
    });
  });
});
