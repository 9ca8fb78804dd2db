import type { Stage } from "../shared/start.ts";
import { domainTest, OdooError } from "./domain.ts";
import { createModels, type Rec } from "./models.ts";

export type Arguments = Readonly<Record<string, unknown>>;
export type Call = (model: string, method: string, named: Arguments, account: string) => unknown;

/** Positions of the positional arguments, for those who call by /jsonrpc. */
export const positions: Readonly<Record<string, readonly string[]>> = {
  search_read: ["domain", "fields", "offset", "limit", "order"],
  search: ["domain", "offset", "limit", "order"],
  search_count: ["domain", "limit"],
  read: ["ids", "fields"],
  fields_get: ["allfields", "attributes"],
  has_access: ["operation"],
  check_access_rights: ["operation", "raise_exception"],
  context_get: [],
};

const notForReaders = ["qty_available", "free_qty", "incoming_qty", "outgoing_qty", "virtual_available"];
const readable = [
  "stock.quant",
  "stock.location",
  "stock.warehouse",
  "stock.move.line",
  "product.product",
  "ir.cron",
  "res.users",
];

export function createOrm(stage: Stage): Call {
  const models = createModels(stage.book);

  const read = (rec: Rec, path: string, model: string): unknown => {
    const [field = "", ...rest] = path.split(".");
    if (!(field in rec))
      throw new OdooError(500, "builtins.ValueError", `Invalid field '${field}' on '${model}'`);
    const value = rec[field];
    if (rest.length === 0) return value;
    const target = relation[field];
    if (target === undefined || !Array.isArray(value)) return false;
    const found = byId(models(target) ?? [], value[0] as number);
    return found === undefined ? false : read(found, rest.join("."), target);
  };

  const selected = (
    model: string,
    recs: readonly Rec[],
    named: Arguments,
    limit: number | null,
  ): readonly Rec[] => {
    const context = (named["context"] ?? {}) as Arguments;
    const domain = (named["domain"] ?? []) as readonly unknown[];
    // Paths of a whole list lead to few records: each is read once.
    const seen = new Map<string, unknown>();
    const test = domainTest<Rec>(domain, (rec, path) => {
      const dot = path.indexOf(".");
      if (dot < 0) return read(rec, path, model);
      const start = rec[path.slice(0, dot)];
      const key = `${path} ${Array.isArray(start) ? String(start[0]) : ""}`;
      if (!seen.has(key)) seen.set(key, read(rec, path, model));
      return seen.get(key);
    });
    const all = (rec: Rec): boolean =>
      rec["active"] !== false ||
      context["active_test"] === false ||
      JSON.stringify(domain).includes('"active"');
    const order = typeof named["order"] === "string" ? named["order"] : "id";
    const offset = Number(named["offset"] ?? 0);
    const most = limit ?? Infinity;
    if (!/^\s*id(\s+asc)?\s*$/i.test(order))
      return ordered(
        recs.filter((rec) => all(rec) && test(rec)),
        order,
        model,
      ).slice(offset, offset + most);
    const found: Rec[] = [];
    let skipped = 0;
    for (let at = after(recs, domain); at < recs.length && found.length < most; at += 1) {
      const rec = recs[at];
      if (rec === undefined || !all(rec) || !test(rec)) continue;
      if (skipped < offset) skipped += 1;
      else found.push(rec);
    }
    return found;
  };

  const shown = (
    model: string,
    recs: readonly Rec[],
    fields: unknown,
    account: string,
  ): readonly object[] => {
    const names = Array.isArray(fields) && fields.length > 0 ? (fields as readonly string[]) : null;
    const [example] = models(model) ?? [];
    for (const name of names ?? []) {
      if (model === "product.product" && notForReaders.includes(name)) {
        if (account !== "wide_rights") throw denied("stock.move");
        continue;
      }
      if (example !== undefined && !(name in example))
        throw new OdooError(500, "builtins.ValueError", `Invalid field '${name}' on '${model}'`);
    }
    const rows = recs.map((rec) =>
      names === null
        ? { ...rec }
        : { id: rec.id, ...Object.fromEntries(names.map((name) => [name, rec[name] ?? 0])) },
    );
    return stage.rows<object>(rows, (row) => (model === "stock.quant" ? { ...row, quantity: "a few" } : row));
  };

  return (model, method, named, account) => {
    if (!readable.includes(model))
      throw new OdooError(404, "werkzeug.exceptions.NotFound", `the model '${model}' does not exist`);
    const known = positions[method];
    if (known === undefined)
      throw new OdooError(
        404,
        "werkzeug.exceptions.NotFound",
        `the method '${model}.${method}' does not exist`,
      );
    for (const name of Object.keys(named))
      if (!known.includes(name) && name !== "context" && name !== "ids")
        throw new OdooError(
          500,
          "builtins.TypeError",
          `${method}() got an unexpected keyword argument '${name}'`,
        );
    if (method === "has_access" || method === "check_access_rights")
      return account === "wide_rights" || (named["operation"] === "read" && account !== "missing_rights");
    if (method === "context_get") return { lang: "en_US", tz: "Europe/Brussels", uid: 2 };
    if (account === "missing_rights" && model !== "res.users") throw denied(model);
    const recs = models(model) ?? [];
    const limit = typeof named["limit"] === "number" && named["limit"] > 0 ? named["limit"] : null;
    switch (method) {
      case "search_read":
        return shown(model, selected(model, recs, named, limit), named["fields"], account);
      case "search":
        return selected(model, recs, named, limit).map(({ id }) => id);
      case "search_count":
        return selected(model, recs, named, limit).length;
      case "read":
        return shown(
          model,
          (named["ids"] as readonly number[]).map((id) => {
            const found = byId(recs, id);
            if (found === undefined)
              throw new OdooError(
                404,
                "odoo.exceptions.MissingError",
                `Record does not exist or has been deleted. (Record: ${model}(${id},))`,
              );
            return found;
          }),
          named["fields"],
          account,
        );
      default:
        return Object.fromEntries(
          Object.keys(recs[0] ?? {}).map((name) => [name, { type: "char", string: name }]),
        );
    }
  };
}

const relation: Readonly<Record<string, string>> = {
  location_id: "stock.location",
  location_dest_id: "stock.location",
  product_id: "product.product",
  warehouse_id: "stock.warehouse",
};

function denied(model: string): OdooError {
  return new OdooError(
    403,
    "odoo.exceptions.AccessError",
    `You are not allowed to access '${model}' records.`,
  );
}

function byId(recs: readonly Rec[], id: number): Rec | undefined {
  const at = firstAbove(recs, id - 1);
  return recs[at]?.id === id ? recs[at] : undefined;
}

/** Where a keyset on the id may begin. */
function after(recs: readonly Rec[], domain: readonly unknown[]): number {
  if (domain.some((term) => term === "|" || term === "!")) return 0;
  const term = domain.find((found) => Array.isArray(found) && found[0] === "id" && found[1] === ">") as
    readonly [string, string, number] | undefined;
  return term === undefined ? 0 : firstAbove(recs, term[2]);
}

function firstAbove(recs: readonly Rec[], id: number): number {
  let low = 0;
  let high = recs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((recs[middle]?.id ?? 0) <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}

function ordered(recs: readonly Rec[], order: string, model: string): readonly Rec[] {
  const keys = order.split(",").map((part) => {
    const [, field = "", direction = "asc"] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/i.exec(part) ?? [];
    if (recs[0] !== undefined && !(field in recs[0]))
      throw new OdooError(500, "builtins.ValueError", `Invalid field '${field}' on '${model}'`);
    if (field === "available_quantity")
      throw new OdooError(
        500,
        "builtins.ValueError",
        `Cannot convert ${model}.${field} to SQL because it is not stored`,
      );
    return { field, sign: direction.toLowerCase() === "desc" ? -1 : 1 };
  });
  return [...recs].sort((a, b) => {
    for (const { field, sign } of keys) {
      const [left, right] = [a[field] as string, b[field] as string];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  });
}
