import type { Stage } from "../shared/start.ts";
import { domainTest } from "./domain.ts";
import { TrytonError, userError } from "./errors.ts";
import { locations, moves, product, type Rec } from "./models.ts";

const relations: Readonly<Record<string, string>> = {
  product: "product.product",
  from_location: "stock.location",
  to_location: "stock.location",
  warehouse: "stock.location",
  parent: "stock.location",
};
const readable = ["stock.location", "product.product", "stock.move"];

/** `model.<model>.<method>` with positional parameters, the context last. Null: no such method is exposed. */
export function createRpc(
  stage: Stage,
): (method: string, params: readonly unknown[], account: string) => unknown {
  const { book } = stage;
  let movesFor: unknown = null;
  let kept: readonly Rec[] = [];

  const records = (model: string, context: Readonly<Record<string, unknown>>): readonly Rec[] => {
    if (model === "stock.location") return locations(book);
    if (model === "stock.move") {
      if (movesFor !== book.rows) {
        movesFor = book.rows;
        kept = moves(book);
      }
      return kept;
    }
    const codes = new Map(book.locations.map(({ code }, index) => [(index + 1) * 10, code]));
    // Quantities are reckoned only for the records that are read.
    return book.items.map((item) => ({
      id: item.id,
      type: "goods",
      code: item.item,
      active: true,
      made: () => product(item, context, codes),
    }));
  };

  const read = (rec: Rec, path: string): unknown => {
    const dot = path.indexOf(".");
    const field = dot < 0 ? path : path.slice(0, dot);
    const whole = field in rec || typeof rec["made"] !== "function" ? rec : (rec["made"] as () => Rec)();
    if (!(field in whole)) throw new TrytonError(`'${field}'`);
    if (dot < 0) return whole[field];
    const target = relations[field];
    const found =
      target === undefined ? undefined : records(target, {}).find(({ id }) => id === whole[field]);
    return found === undefined ? null : read(found, path.slice(dot + 1));
  };

  const ancestors = (id: unknown): readonly number[] => {
    if (typeof id !== "number") return [];
    const warehouse = Math.floor(id / 10) * 10;
    return id % 10 === 0 || id >= 900_000 ? [id] : [id, warehouse];
  };

  const search = (
    model: string,
    params: readonly unknown[],
    context: Readonly<Record<string, unknown>>,
  ): readonly Rec[] => {
    const [domain, offset, limit, order] = params;
    const test = domainTest(domain, (rec, path) => read(rec as Rec, path), ancestors);
    const asksActive = JSON.stringify(domain).includes('"active"');
    const list = sorted(records(model, context), order, read);
    const found: Rec[] = [];
    let skipped = 0;
    const most = typeof limit === "number" ? limit : Infinity;
    for (let at = from(list, domain, order); at < list.length && found.length < most; at += 1) {
      const rec = list[at];
      if (rec === undefined || !test(rec) || (!asksActive && rec["active"] === false)) continue;
      if (skipped < Number(offset ?? 0)) skipped += 1;
      else found.push(rec);
    }
    return found;
  };

  const shown = (model: string, recs: readonly Rec[], names: readonly string[]): readonly object[] => {
    const rows = recs.map((rec) => {
      const row: Record<string, unknown> = { id: rec.id };
      for (const name of names) {
        const dot = name.indexOf(".");
        if (dot < 0) row[name] = read(rec, name);
        else
          row[`${name.slice(0, dot)}.`] = {
            ...(row[`${name.slice(0, dot)}.`] as object | undefined),
            id: read(rec, name.slice(0, dot)),
            [name.slice(dot + 1)]: read(rec, name),
          };
      }
      return row;
    });
    return stage.rows<object>(rows, (row) =>
      model === "product.product" && "quantity" in row ? { ...row, quantity: "a few" } : row,
    );
  };

  return (method, params, account) => {
    const [, model = "", name = ""] = /^model\.([\w.]+)\.(\w+)$/.exec(method) ?? [];
    if (model === "ir.model.access" && name === "get_access") {
      const write = account === "wide_rights";
      const models = params[0] as readonly string[];
      return Object.fromEntries(
        models.map((each) => [each, { read: true, write, create: write, delete: write }]),
      );
    }
    if (!["search_read", "search_count", "search", "read", "fields_get"].includes(name)) return null;
    const context = params.at(-1);
    if (typeof context !== "object" || context === null || Array.isArray(context))
      throw new TrytonError("Missing context argument");
    const asked = context as Readonly<Record<string, unknown>>;
    if (model === "ir.model.access" || model === "res.user" || model === "res.group")
      return name === "search_count" ? 0 : [];
    if (!readable.includes(model)) throw userError(`You are not allowed to access "${model}".`);
    if (account === "missing_rights") throw userError('You are not allowed to access "Stock Move".');
    if (name === "fields_get") return {};
    if (name === "read") {
      const byId = new Map(records(model, asked).map((rec) => [rec.id, rec]));
      const recs = (params[0] as readonly number[]).map((id) => byId.get(id));
      if (recs.includes(undefined))
        throw userError("You are trying to read records that don't exist anymore.");
      return shown(model, recs as readonly Rec[], params[1] as readonly string[]);
    }
    const found = search(model, name === "search_count" ? [params[0], 0, null, null] : params, asked);
    if (name === "search_count") return found.length;
    if (name === "search") return found.map(({ id }) => id);
    return shown(model, found, params[4] as readonly string[]);
  };
}

/** Where a keyset on the id may begin. */
function from(list: readonly Rec[], domain: unknown, order: unknown): number {
  if (!byId(order) || !Array.isArray(domain) || domain[0] === "OR") return 0;
  const after = (domain as readonly unknown[]).find(
    (term) => Array.isArray(term) && term[0] === "id" && term[1] === ">" && typeof term[2] === "number",
  ) as readonly [string, string, number] | undefined;
  if (after === undefined) return 0;
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.id ?? 0) <= after[2]) low = middle + 1;
    else high = middle;
  }
  return low;
}

function byId(order: unknown): boolean {
  return (
    order === null || order === undefined || JSON.stringify(order).toUpperCase().startsWith('[["ID","ASC"]')
  );
}

function sorted(
  list: readonly Rec[],
  order: unknown,
  read: (rec: Rec, path: string) => unknown,
): readonly Rec[] {
  if (byId(order)) return list;
  const keys = order as readonly (readonly [string, string])[];
  const key = (rec: Rec, field: string): string => JSON.stringify(read(rec, field));
  return [...list].sort((a, b) => {
    for (const [field, direction] of keys) {
      const [left, right] = [key(a, field), key(b, field)];
      if (left !== right) return (left < right ? -1 : 1) * (/^desc/i.test(direction) ? -1 : 1);
    }
    return 0;
  });
}
