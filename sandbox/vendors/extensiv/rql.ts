/** A query in RQL that the server does not understand. */
export class RqlError extends Error {
  override readonly name = "RqlError";
}

type Row = Readonly<Record<string, unknown>>;
type Test = (row: Row) => boolean;

/** RQL: `facilityId==1;itemIdentifier.sku=in=(A,"B,C")`; `;` is and, `,` is or. Values with such characters stand in double quotes. */
export function rqlTest(text: string | null, fields: ReadonlySet<string>): Test {
  if (text === null || text.trim() === "") return () => true;
  const alternatives = split(text, ",").map((alternative) => {
    const terms = split(alternative, ";").map((term) => termTest(term.replace(/^\((.*)\)$/s, "$1"), fields));
    return (row: Row) => terms.every((test) => test(row));
  });
  return (row) => alternatives.some((test) => test(row));
}

function termTest(term: string, fields: ReadonlySet<string>): Test {
  const [, field = "", operator = "", value = ""] =
    /^([A-Za-z.]+)(==|!=|=gt=|=ge=|=lt=|=le=|=in=|=out=|>=|<=|>|<)(.*)$/s.exec(term.trim()) ?? [];
  const known = [...fields].find((name) => name.toLowerCase() === field.toLowerCase());
  if (known === undefined) throw new RqlError(`Unknown selector in '${term}'`);
  const read = (row: Row): string => text(row[known]);
  if (operator === "=in=" || operator === "=out=") {
    const values = new Set(split(value.replace(/^\((.*)\)$/s, "$1"), ",").map(unquoted));
    return (row) => values.has(read(row)) === (operator === "=in=");
  }
  const wanted = unquoted(value);
  const order = (row: Row): number => {
    const [a, b] = [read(row), wanted];
    if (/^-?\d+(\.\d+)?$/.test(a) && /^-?\d+(\.\d+)?$/.test(b)) return Number(a) - Number(b);
    return a === b ? 0 : a < b ? -1 : 1;
  };
  switch (operator) {
    case "==":
      return (row) => read(row) === wanted;
    case "!=":
      return (row) => read(row) !== wanted;
    case "=gt=":
    case ">":
      return (row) => order(row) > 0;
    case "=ge=":
    case ">=":
      return (row) => order(row) >= 0;
    case "=lt=":
    case "<":
      return (row) => order(row) < 0;
    default:
      return (row) => order(row) <= 0;
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : String(value);
}

function unquoted(value: string): string {
  const quoted = /^"(.*)"$/s.exec(value.trim())?.[1] ?? /^'(.*)'$/s.exec(value.trim())?.[1];
  if (quoted !== undefined) return quoted.replace(/\\(.)/g, "$1");
  if (/["';,()<>=!~]/.test(value)) throw new RqlError(`The value ${value} is to stand in quotes`);
  return value;
}

/** Splits outside quotes and brackets. */
function split(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let quote = "";
  let depth = 0;
  let part = "";
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? "";
    if (quote !== "") {
      if (char === "\\") {
        part += char + (text[(at += 1)] ?? "");
        continue;
      }
      if (char === quote) quote = "";
    } else if (char === '"' || char === "'") quote = char;
    else if (char === "(") depth += 1;
    else if (char === ")") depth -= 1;
    else if (char === separator && depth === 0) {
      parts.push(part);
      part = "";
      continue;
    }
    part += char;
  }
  if (quote !== "" || depth !== 0) throw new RqlError(`Unbalanced quotes or brackets in '${text}'`);
  return [...parts, part];
}
