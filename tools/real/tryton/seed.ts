import { floorOf, type Warehouse } from "./floor.ts";
import { decimal, signIn, type Tryton } from "./rpc.ts";

/** What a reader without fault finds of one product in one warehouse. Decimal text. */
export interface Truth {
  readonly item: string;
  readonly code: string;
  readonly on_hand: string;
  readonly available: string;
  readonly incoming: string;
  /** Free in the storage zone alone. */
  readonly inStorage: string;
}

export interface Seeded {
  readonly truth: readonly Truth[];
  /** A user with the least rights that the connector's README names. */
  readonly reader: { readonly user: string; readonly password: string };
}

const here = "WH-A";
const there = "WH-B";
/** Every fresh database has it; it stays empty. */
const fromTheStart = "WH";

/**
 * Fills a fresh database with the modules of `stock`: products of all kinds of names, and documents at every step at which Tryton
 * counts in a way of its own. What should be read is written down here and not worked out, so that a mistake cannot agree with itself.
 */
export async function seedTryton(address: string, database: string, password: string): Promise<Seeded> {
  const tryton = await signIn(address, database, "admin", password);
  const { company, currency } = await found(tryton);
  const [a, b] = [await build(tryton, here), await build(tryton, there)];
  const floor = await floorOf(tryton, company, currency, {
    supplier: await placeOf(tryton, "supplier"),
    customer: await placeOf(tryton, "customer"),
  });
  const names = ["PLAIN", "ASSIGNED", "PICKED", "PACKED", "SHIPPED", "LATE", "RECEIVED", "STORED", "MOVED"];
  const odd = ["007", "7", '5" SCREW, zinc', "O'BRIEN", "A/B & C", "CANDLE 🕯"];
  await floor.create([
    ...[...names, ...odd, "RETIRED", "NEVER"].map((code) => ({ code, unit: "Unit" as const })),
    { code: "ROPE", unit: "Meter" },
  ]);

  await floor.count(a, {
    ...Object.fromEntries([...names, ...odd].map((code) => [code, 20])),
    "007": 3,
    RETIRED: 5,
    ROPE: 2.75,
  });
  await floor.count(b, { PLAIN: 7 });
  await floor.sell(a, "ASSIGNED", 3, "assigned");
  await floor.sell(a, "ROPE", 0.5, "assigned");
  await floor.sell(a, "PICKED", 3, "picked");
  await floor.sell(a, "PACKED", 3, "packed");
  await floor.sell(a, "SHIPPED", 3, "done");
  await floor.buy(a, "PLAIN", 12, 3, "draft");
  await floor.buy(a, "LATE", 9, -2, "draft");
  await floor.buy(a, "RECEIVED", 5, 0, "received");
  await floor.buy(a, "STORED", 5, 0, "done");
  await floor.transfer(a, b, "MOVED", 4);
  await floor.deactivate("RETIRED");

  const row = (item: string, onHand: string, available = onHand, incoming = "0", inStorage = available) => ({
    item,
    code: here,
    on_hand: onHand,
    available,
    incoming,
    inStorage,
  });
  const inA = [
    row("PLAIN", "20", "20", "12"),
    row("ASSIGNED", "20", "17"),
    // Free again in the whole warehouse until it is packed, though not in the storage zone.
    row("PICKED", "20", "20", "0", "17"),
    row("PACKED", "20", "17"),
    row("SHIPPED", "17"),
    row("LATE", "20", "20", "9"),
    row("RECEIVED", "25", "25", "0", "20"),
    row("STORED", "25"),
    row("MOVED", "16"),
    ...odd.map((item) => row(item, item === "007" ? "3" : "20")),
    row("RETIRED", "5"),
    row("NEVER", "0"),
    row("ROPE", "2.75", "2.25"),
  ];
  const inB = inA.map(({ item }) => ({
    ...row(item, item === "PLAIN" ? "7" : "0", undefined, item === "MOVED" ? "4" : "0"),
    code: there,
  }));
  const inFirst = inA.map(({ item }) => ({ ...row(item, "0"), code: fromTheStart }));
  return { truth: [...inA, ...inB, ...inFirst], reader: await admitReader(tryton, company) };
}

async function found(tryton: Tryton): Promise<{ company: number; currency: number }> {
  const [currency] = await tryton.call<[number]>("currency.currency.create", [
    { name: "Euro", code: "EUR", symbol: "€", digits: 2, rounding: decimal("0.01") },
  ]);
  const [party] = await tryton.call<[number]>("party.party.create", [{ name: "Kiln & Co" }]);
  const [company] = await tryton.call<[number]>("company.company.create", [{ party, currency }]);
  await tryton.call("res.user.write", [tryton.userId], { companies: [["add", [company]]], company });
  tryton.work({ company });
  return { company, currency };
}

async function build(tryton: Tryton, code: string): Promise<Warehouse> {
  const [input, output, storage] = await tryton.call<[number, number, number]>(
    "stock.location.create",
    ["IN", "OUT", "STO"].map((zone) => ({
      name: `${code} ${zone}`,
      code: `${code}-${zone}`,
      type: "storage",
    })),
  );
  const zones = { input_location: input, output_location: output, storage_location: storage };
  const [id] = await tryton.call<[number]>("stock.location.create", [
    {
      name: `Hall ${code}`,
      code,
      type: "warehouse",
      ...zones,
      lost_found_location: await placeOf(tryton, "lost_found"),
    },
  ]);
  // A warehouse holds what stands below it.
  await tryton.call("stock.location.write", [input, output, storage], { parent: id });
  return { id, code, ...zones };
}

async function placeOf(tryton: Tryton, type: string): Promise<number> {
  const [id] = await tryton.call<[number]>("stock.location.search", [["type", "=", type]], 0, 1, null);
  return id;
}

async function admitReader(tryton: Tryton, company: number): Promise<Seeded["reader"]> {
  const readable = [
    "stock.move",
    "stock.inventory",
    "stock.inventory.line",
    "stock.shipment.in",
    "stock.shipment.out",
    "stock.shipment.internal",
    "stock.location",
    "product.product",
    "product.template",
  ];
  const models = await tryton.call<number[]>("ir.model.search", [["model", "in", readable]], 0, null, null);
  const rights = { perm_read: true, perm_write: false, perm_create: false, perm_delete: false };
  const [group] = await tryton.call<[number]>("res.group.create", [
    {
      name: "Stock, to look at",
      model_access: [["create", models.map((model) => ({ model, ...rights }))]],
    },
  ]);
  const reader = { user: "reader", password: "r3ader-of-stock" };
  await tryton.call("res.user.create", [
    {
      name: "Reader",
      login: reader.user,
      password: reader.password,
      groups: [["add", [group]]],
      companies: [["add", [company]]],
      company,
    },
  ]);
  return reader;
}
