/** What Odoo's server raises; `kind` is the name in its answer. */
export class OdooError extends Error {
  override readonly name = "OdooError";
  readonly kind: string;
  readonly status: number;

  constructor(status: number, kind: string, message: string) {
    super(message);
    this.status = status;
    this.kind = kind;
  }
}

/** Value of a field by its path, "location_id.usage". Throws OdooError for a field that the model lacks. */
export type Read<Row> = (row: Row, path: string) => unknown;
type Test<Row> = (row: Row) => boolean;

/** A search domain in prefix notation; terms that stand side by side are joined by "and". */
export function domainTest<Row>(domain: unknown, read: Read<Row>): Test<Row> {
  if (!Array.isArray(domain)) throw new OdooError(500, "builtins.ValueError", "Domain is not a list");
  const terms = [...(domain as readonly unknown[])];
  const next = (): Test<Row> => {
    const term = terms.shift();
    if (term === "&" || term === "|") {
      const [left, right] = [next(), next()];
      return term === "&" ? (row) => left(row) && right(row) : (row) => left(row) || right(row);
    }
    if (term === "!") {
      const inner = next();
      return (row) => !inner(row);
    }
    if (!Array.isArray(term) || term.length !== 3)
      throw new OdooError(500, "builtins.ValueError", `Invalid leaf ${JSON.stringify(term)}`);
    return leaf(term as [unknown, unknown, unknown], read);
  };
  const tests: Test<Row>[] = [];
  while (terms.length > 0) tests.push(next());
  return (row) => tests.every((test) => test(row));
}

function leaf<Row>(
  [path, operator, value]: readonly [unknown, unknown, unknown],
  read: Read<Row>,
): Test<Row> {
  const field = String(path);
  const key = (row: Row): unknown => {
    const found = read(row, field);
    return Array.isArray(found) ? (found[0] as unknown) : found;
  };
  const label = (row: Row): string => {
    const found = read(row, field);
    return Array.isArray(found) ? String(found[1]) : found === false ? "" : String(found);
  };
  const list = new Set(Array.isArray(value) ? (value as readonly unknown[]) : [value]);
  const order = (row: Row): number => {
    const found = key(row);
    if (found === false || found === null) return NaN;
    return (found as string) < (value as string) ? -1 : found === value ? 0 : 1;
  };
  switch (operator) {
    case "=":
      return typeof value === "string" && field.endsWith("_id")
        ? (row) => label(row) === value
        : (row) => key(row) === value;
    case "!=":
      return (row) => key(row) !== value;
    case ">":
      return (row) => order(row) > 0;
    case ">=":
      return (row) => order(row) >= 0;
    case "<":
      return (row) => order(row) < 0;
    case "<=":
      return (row) => order(row) <= 0;
    case "in":
      return (row) => list.has(key(row));
    case "not in":
      return (row) => !list.has(key(row));
    case "like":
      return (row) => label(row).includes(String(value));
    case "ilike":
      return (row) => label(row).toLowerCase().includes(String(value).toLowerCase());
    case "=like":
      return (row) => label(row).startsWith(String(value).replace(/%$/, ""));
    default:
      throw new OdooError(500, "builtins.ValueError", `Invalid operator ${JSON.stringify(operator)}`);
  }
}
