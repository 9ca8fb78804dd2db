import { day, decimal, type Tryton } from "./rpc.ts";

export interface Warehouse {
  readonly id: number;
  readonly code: string;
  readonly input_location: number;
  readonly output_location: number;
  readonly storage_location: number;
}

/** How far a document is taken. */
export type Sold = "assigned" | "picked" | "packed" | "done";
export type Bought = "draft" | "received" | "done";

/** What people do in a warehouse, through Tryton's own documents. Products are named by their code. */
export interface Floor {
  create(items: readonly { readonly code: string; readonly unit: "Unit" | "Meter" }[]): Promise<void>;
  count(warehouse: Warehouse, counted: Readonly<Record<string, number>>): Promise<void>;
  sell(warehouse: Warehouse, code: string, quantity: number, until: Sold): Promise<void>;
  /** `due` in days from now. */
  buy(warehouse: Warehouse, code: string, quantity: number, due: number, until: Bought): Promise<void>;
  /** Ships a transfer that takes two days, and leaves it on its way. */
  transfer(from: Warehouse, to: Warehouse, code: string, quantity: number): Promise<void>;
  deactivate(code: string): Promise<void>;
}

/** The database has a company, `currency` its own; `places` are the supplier's and the customer's locations. */
export async function floorOf(
  tryton: Tryton,
  company: number,
  currency: number,
  places: { readonly supplier: number; readonly customer: number },
): Promise<Floor> {
  const products = new Map<string, { readonly id: number; readonly unit: number }>();
  const known = (code: string) => products.get(code) ?? unknown(code);
  const [supplier, customer] = await tryton.call<[number, number]>("party.party.create", [
    { name: "Mill", addresses: [["create", [{ city: "Ghent" }]]] },
    { name: "Shopper", addresses: [["create", [{ city: "Lyon" }]]] },
  ]);
  const [address] = await tryton.call<[number]>(
    "party.address.search",
    [["party", "=", customer]],
    0,
    1,
    null,
  );
  const move = (code: string, quantity: number, from: number, to: number, planned: number) => ({
    product: known(code).id,
    uom: known(code).unit,
    quantity,
    from_location: from,
    to_location: to,
    planned_date: day(planned),
    company,
    currency,
    unit_price: decimal("1"),
  });
  const document = async (model: string, fields: object) => {
    const [id] = await tryton.call<[number]>(`${model}.create`, [fields]);
    const press = (button: string) => tryton.call<unknown>(`${model}.${button}`, [id]);
    const assign = async () => {
      await press("wait");
      if ((await press("assign_try")) !== true) throw new Error(`${model} ${id} could not be assigned`);
    };
    return { press, assign };
  };

  return {
    async create(items) {
      const units = await tryton.call<{ id: number; name: string }[]>(
        "product.uom.search_read",
        [["name", "in", [...new Set(items.map(({ unit }) => unit))]]],
        0,
        null,
        null,
        ["name"],
      );
      const templates = await tryton.call<number[]>(
        "product.template.create",
        items.map(({ code, unit }) => ({
          name: `Article ${code}`,
          type: "goods",
          default_uom: units.find(({ name }) => name === unit)?.id,
          list_price: decimal("2"),
          cost_price_method: "fixed",
          products: [["create", [{ suffix_code: code, cost_price: decimal("1") }]]],
        })),
      );
      const created = await tryton.call<{ id: number; code: string; default_uom: number }[]>(
        "product.product.search_read",
        [["template", "in", templates]],
        0,
        null,
        null,
        ["code", "default_uom"],
      );
      for (const { id, code, default_uom: unit } of created) products.set(code, { id, unit });
    },
    async count({ storage_location: location }, counted) {
      const lines = Object.entries(counted).map(([code, quantity]) => ({
        product: known(code).id,
        quantity,
      }));
      const { press } = await document("stock.inventory", {
        location,
        date: day(-1),
        lines: [["create", lines]],
      });
      await press("confirm");
    },
    async sell({ id: warehouse, output_location: output }, code, quantity, until) {
      const moves = [move(code, quantity, output, places.customer, 0)];
      const { press, assign } = await document("stock.shipment.out", {
        customer,
        delivery_address: address,
        warehouse,
        planned_date: day(0),
        outgoing_moves: [["create", moves]],
      });
      await assign();
      const steps: readonly [Sold, string][] = [
        ["picked", "pick"],
        ["packed", "pack"],
        ["done", "done"],
      ];
      for (const [, button] of steps.slice(0, steps.findIndex(([reached]) => reached === until) + 1))
        await press(button);
    },
    async buy({ id: warehouse, input_location: input }, code, quantity, due, until) {
      const { press } = await document("stock.shipment.in", {
        supplier,
        warehouse,
        planned_date: day(due),
        incoming_moves: [["create", [move(code, quantity, places.supplier, input, due)]]],
      });
      if (until !== "draft") await press("receive");
      if (until === "done") await press("done");
    },
    async transfer(from, to, code, quantity) {
      const [start, end] = [from.storage_location, to.storage_location];
      const { id: product, unit: uom } = known(code);
      const { press, assign } = await document("stock.shipment.internal", {
        from_location: start,
        to_location: end,
        planned_start_date: day(0),
        planned_date: day(2),
        moves: [["create", [{ product, uom, quantity, company, from_location: start, to_location: end }]]],
      });
      await assign();
      await press("ship");
    },
    async deactivate(code) {
      await tryton.call("product.product.write", [known(code).id], { active: false });
    },
  };
}

function unknown(code: string): never {
  throw new Error(`${code} was never created`);
}
