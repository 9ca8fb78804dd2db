import type { Doc } from "./doctypes.ts";

/** What Frappe says in `exc_type` and `exception`, with its status. */
export class FrappeError extends Error {
  override readonly name = "FrappeError";
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

type Test = (doc: Doc) => boolean;

/** `filters=[["modified",">","2026-11-01 00:00:00"]]`, with the DocType in front if one likes, or an object of equalities. */
export function filterOf(text: string | null, fields: ReadonlySet<string>): Test {
  if (text === null) return () => true;
  const parsed = readJson(text, "filters");
  const list: readonly (readonly unknown[])[] = Array.isArray(parsed)
    ? (parsed as readonly (readonly unknown[])[])
    : Object.entries(parsed as Record<string, unknown>).map(([field, value]) =>
        Array.isArray(value) ? [field, ...(value as readonly unknown[])] : [field, "=", value],
      );
  const tests = list.map((entry) => {
    if (!Array.isArray(entry)) throw new FrappeError(417, "ValidationError", "Filters are lists");
    const [field, operator, value] = (entry.length === 4 ? entry.slice(1) : entry) as [
      unknown,
      unknown,
      unknown,
    ];
    return testOf(String(field), String(operator).toLowerCase(), value, fields);
  });
  return (doc) => tests.every((test) => test(doc));
}

function testOf(field: string, operator: string, value: unknown, fields: ReadonlySet<string>): Test {
  if (!fields.has(field)) throw new FrappeError(417, "DataError", `Field not permitted in query: ${field}`);
  const wanted = value as string | number;
  const among = (): ReadonlySet<unknown> =>
    new Set(Array.isArray(value) ? (value as readonly unknown[]) : String(wanted).split(","));
  switch (operator) {
    case "=":
      return (doc) => doc[field] === value || String(doc[field]) === String(wanted);
    case "!=":
      return (doc) => String(doc[field]) !== String(wanted);
    case ">":
      return (doc) => (doc[field] ?? "") > wanted;
    case ">=":
      return (doc) => (doc[field] ?? "") >= wanted;
    case "<":
      return (doc) => (doc[field] ?? "") < wanted;
    case "<=":
      return (doc) => (doc[field] ?? "") <= wanted;
    case "in": {
      const set = among();
      return (doc) => set.has(doc[field]);
    }
    case "not in": {
      const set = among();
      return (doc) => !set.has(doc[field]);
    }
    case "like": {
      const pattern = new RegExp(
        `^${String(wanted)
          .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
          .replaceAll("%", ".*")}$`,
        "is",
      );
      return (doc) => pattern.test(String(doc[field] ?? ""));
    }
    default:
      throw new FrappeError(
        417,
        "ValidationError",
        `Operator must be one of =, !=, >, <, >=, <=, like, in, not in`,
      );
  }
}

export function readJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FrappeError(417, "ValidationError", `${name} is not JSON`);
  }
}

/** `order_by=name asc, modified desc`. */
export function sorted(
  docs: readonly Doc[],
  orderBy: string | null,
  fields: ReadonlySet<string>,
): readonly Doc[] {
  if (orderBy === null || /^\s*`?name`?(\s+asc)?\s*$/i.test(orderBy)) return docs;
  const keys = orderBy.split(",").map((part) => {
    const [, field = "", direction = "asc"] =
      /^\s*(?:`?tab[^`.]*`?\.)?`?(\w+)`?(?:\s+(asc|desc))?\s*$/i.exec(part) ?? [];
    if (!fields.has(field))
      throw new FrappeError(417, "DataError", `Invalid field name in order_by: ${part}`);
    return { field, sign: direction.toLowerCase() === "desc" ? -1 : 1 };
  });
  return [...docs].sort((a, b) => {
    for (const { field, sign } of keys) {
      const [left, right] = [a[field] ?? "", b[field] ?? ""];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  });
}
