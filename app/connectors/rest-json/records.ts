import { ConnectorError } from "../errors.ts";
import { isList, jsonAt, type Json } from "../shared/json.ts";

/** The list of rows in an answer; one object alone is a list of one. Throws ConnectorError naming what is there instead. */
export function recordsOf(answer: Json, path: string, url: URL): readonly Json[] {
  const found = jsonAt(answer, path);
  if (isList(found)) return found;
  const place = path === "" ? "at the top" : `at "${path}"`;
  throw new ConnectorError(
    "unreadable",
    `The answer of ${url.host}${url.pathname} has no list ${place}; it has ${contents(answer)}.`,
    {
      field: "levels.records",
    },
  );
}

/** As recordsOf, for an answer about one thing, which may be the thing itself. */
export function recordsOrOne(answer: Json, path: string, url: URL): readonly Json[] {
  const found = jsonAt(answer, path) ?? answer;
  return typeof found === "object" && found !== null && !isList(found)
    ? [found]
    : recordsOf(answer, path, url);
}

export function totalOf(answer: Json, path: string | undefined): number | null {
  if (path === undefined) return null;
  const value = jsonAt(answer, path);
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : null;
}

/** Rows inside rows: each inner one, with the outer one for the fields that it lacks itself. */
export function* unnest(record: Json, nested: string | undefined): Generator<readonly Json[]> {
  if (nested === undefined) {
    yield [record];
    return;
  }
  const inner = jsonAt(record, nested);
  if (isList(inner)) for (const one of inner) yield [one, record];
  else if (inner !== null && inner !== undefined) yield [inner, record];
}

function contents(answer: Json): string {
  if (isList(answer)) return "a list there";
  if (typeof answer !== "object" || answer === null) return "no fields";
  return `the fields ${Object.keys(answer).slice(0, 12).join(", ") || "(none)"}`;
}
