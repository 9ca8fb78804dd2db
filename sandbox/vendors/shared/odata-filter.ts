export type Entity = Readonly<Record<string, unknown>>;
type Value = (entity: Entity) => unknown;
type Test = (entity: Entity) => boolean;

/** A filter that an OData service does not understand. */
export class ODataError extends Error {
  override readonly name = "ODataError";
}

const lexeme =
  /\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)?(?![\w-]))|([A-Za-z_][\w./-]*)|(\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)|([(),]))/y;

/** `$filter`: comparisons of a field with a literal or a field, joined by and, or and not, `in`, contains and startswith. */
export function odataFilter(text: string, known: (field: string) => boolean): Test {
  const tokens = lexed(text);
  let at = 0;
  const peek = (): string | undefined => tokens[at];
  const take = (expected?: string): string => {
    const token = tokens[at];
    if (token === undefined || (expected !== undefined && token !== expected))
      throw new ODataError(`Syntax error at position ${at} in '${text}'.`);
    at += 1;
    return token;
  };

  const either = (): Test => {
    const tests = [both()];
    while (peek() === "or") {
      take();
      tests.push(both());
    }
    return (entity) => tests.some((test) => test(entity));
  };
  const both = (): Test => {
    const tests = [single()];
    while (peek() === "and") {
      take();
      tests.push(single());
    }
    return (entity) => tests.every((test) => test(entity));
  };
  const single = (): Test => {
    if (peek() === "not") {
      take();
      const inner = single();
      return (entity) => !inner(entity);
    }
    if (peek() === "(") {
      take();
      const inner = either();
      take(")");
      return inner;
    }
    if (/^(contains|startswith|substringof)$/.test(peek() ?? "")) return called(take());
    const left = value();
    const operator = take();
    if (operator === "in") return among(left);
    const right = value();
    return comparison(operator, left, right);
  };
  const called = (name: string): Test => {
    take("(");
    const first = value();
    take(",");
    const second = value();
    take(")");
    const [whole, part] = name === "substringof" ? [second, first] : [first, second];
    return (entity) => {
      const [text, piece] = [String(whole(entity)), String(part(entity))];
      return name === "startswith" ? text.startsWith(piece) : text.includes(piece);
    };
  };
  const among = (left: Value): Test => {
    take("(");
    const values = [value()];
    while (peek() === ",") {
      take();
      values.push(value());
    }
    take(")");
    return (entity) => values.some((found) => found(entity) === left(entity));
  };
  const value = (): Value => {
    const token = take();
    if (token.startsWith("'")) return constant(token.slice(1, -1).replaceAll("''", "'"));
    if (/^-?\d+(\.\d+)?$/.test(token)) return constant(Number(token));
    if (/^\d{4}-/.test(token)) return constant(token);
    if (token === "true" || token === "false") return constant(token === "true");
    if (token === "null") return constant(null);
    if (token === "datetimeoffset" || token === "datetime") return value();
    if (!known(token)) throw new ODataError(`Could not find a property named '${token}'.`);
    return (entity) => fieldOf(entity, token);
  };

  const test = either();
  if (at < tokens.length) throw new ODataError(`Syntax error at '${tokens[at] ?? ""}' in '${text}'.`);
  return test;
}

function constant(value: unknown): Value {
  return () => value;
}

function comparison(operator: string, left: Value, right: Value): Test {
  const order = (entity: Entity): number => {
    const [a, b] = [comparable(left(entity)), comparable(right(entity))];
    return a === b ? 0 : a < b ? -1 : 1;
  };
  switch (operator) {
    case "eq":
      return (entity) => order(entity) === 0;
    case "ne":
      return (entity) => order(entity) !== 0;
    case "gt":
      return (entity) => order(entity) > 0;
    case "ge":
      return (entity) => order(entity) >= 0;
    case "lt":
      return (entity) => order(entity) < 0;
    case "le":
      return (entity) => order(entity) <= 0;
    default:
      throw new ODataError(`'${operator}' is no operator.`);
  }
}

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;

/** Times are compared as instants where both say their zone. */
function comparable(value: unknown): string | number {
  if (typeof value === "number") return value;
  if (typeof value === "string") return instant.test(value) ? Date.parse(value) : value;
  return String(value);
}

/** A field by its path, "WarehouseID/value" or "Items/ItemCode"; an entity may also have the whole path as a name. */
export function fieldOf(entity: Entity, path: string): unknown {
  if (path in entity) return entity[path];
  const slash = path.lastIndexOf("/");
  if (slash < 0) return undefined;
  const parent = fieldOf(entity, path.slice(0, slash));
  return typeof parent === "object" && parent !== null
    ? (parent as Entity)[path.slice(slash + 1)]
    : undefined;
}

function lexed(text: string): readonly string[] {
  const tokens: string[] = [];
  lexeme.lastIndex = 0;
  let end = 0;
  while (end < text.trimEnd().length) {
    const date = /\s*(\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)/y;
    date.lastIndex = end;
    const found = date.exec(text);
    lexeme.lastIndex = end;
    const match = found ?? lexeme.exec(text);
    if (match === null) throw new ODataError(`Syntax error at position ${end} in '${text}'.`);
    tokens.push(match[0].trim());
    end += match[0].length;
  }
  return tokens;
}
