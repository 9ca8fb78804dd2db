import { TrytonError } from "./errors.ts";

type Rec = Readonly<Record<string, unknown>>;
type Test = (rec: Rec) => boolean;

/** A domain: clauses that all hold, or ["OR", …] of which one does. `read` follows dots; `ancestors` names what a location lies in. */
export function domainTest(
  domain: unknown,
  read: (rec: Rec, path: string) => unknown,
  ancestors: (id: unknown) => readonly number[],
): Test {
  if (!Array.isArray(domain)) throw new TrytonError("domain is no list");
  const list = domain as readonly unknown[];
  if (typeof list[0] === "string" && list[0] !== "OR" && list[0] !== "AND")
    return clause(list, read, ancestors);
  const joined = typeof list[0] === "string" ? list.slice(1) : list;
  const tests = joined.map((part) => domainTest(part, read, ancestors));
  return list[0] === "OR"
    ? (rec) => tests.some((test) => test(rec))
    : (rec) => tests.every((test) => test(rec));
}

function clause(
  [path, operator, value]: readonly unknown[],
  read: (rec: Rec, path: string) => unknown,
  ancestors: (id: unknown) => readonly number[],
): Test {
  const field = String(path);
  const wanted = comparable(value);
  const order = (rec: Rec): number => {
    const found = comparable(read(rec, field));
    if (found === null || wanted === null) return NaN;
    return found === wanted ? 0 : found < wanted ? -1 : 1;
  };
  const values = new Set(Array.isArray(value) ? (value as readonly unknown[]) : [value]);
  const within = (rec: Rec): boolean => ancestors(read(rec, field)).some((id) => values.has(id));
  switch (operator) {
    case "=":
      return (rec) => comparable(read(rec, field)) === wanted;
    case "!=":
      return (rec) => comparable(read(rec, field)) !== wanted;
    case ">":
      return (rec) => order(rec) > 0;
    case ">=":
      return (rec) => order(rec) >= 0;
    case "<":
      return (rec) => order(rec) < 0;
    case "<=":
      return (rec) => order(rec) <= 0;
    case "in":
      return (rec) => values.has(read(rec, field));
    case "not in":
      return (rec) => !values.has(read(rec, field));
    case "ilike":
      return (rec) => String(read(rec, field)).toLowerCase() === String(value).toLowerCase();
    case "child_of":
      return within;
    case "not child_of":
      return (rec) => !within(rec);
    default:
      throw new TrytonError(`unknown operator ${String(operator)}`);
  }
}

/** Datetimes come as objects; in order they are compared as numbers. */
function comparable(value: unknown): string | number | null {
  if (typeof value === "object" && value !== null && "__class__" in value) {
    const {
      year = 0,
      month = 1,
      day = 1,
      hour = 0,
      minute = 0,
      second = 0,
      microsecond = 0,
    } = value as Record<string, number>;
    return Date.UTC(year, month - 1, day, hour, minute, second, 0) + microsecond / 1000;
  }
  return value === undefined || value === null
    ? null
    : typeof value === "boolean"
      ? Number(value)
      : (value as string | number);
}
