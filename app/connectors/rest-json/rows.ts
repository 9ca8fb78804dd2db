import type { Instant, ReportedLevel } from "../../inventory/index.ts";
import type { LevelPage, RejectedRow } from "../contract.ts";
import { chosenStates } from "../shared/form/schemas.ts";
import { jsonAt, type Json } from "../shared/json.ts";
import { readLevel, RowError, type RowReader, type RowRules } from "../shared/row.ts";
import type { RestJsonConfig } from "./config.ts";
import type { Page } from "./pages.ts";
import { unnest } from "./records.ts";

/** A page's records as levels; those that cannot be used are told apart, with their place and field. */
export function readPage(page: Page, config: RestJsonConfig, observedAt: Instant): LevelPage {
  const levels: ReportedLevel[] = [];
  const rejected: RejectedRow[] = [];
  const rules = rulesOf(config);
  page.records.forEach((record, index) => {
    try {
      for (const layers of unnest(record, config.levels.nested)) {
        levels.push(readLevel(rowOf(layers, config), rules, observedAt));
      }
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      rejected.push({ where: `page ${page.number}, row ${index + 1}`, reason: error.message });
    }
  });
  return { levels, rejected, total: page.total };
}

function rulesOf({ fields, states }: RestJsonConfig): RowRules {
  return {
    states: chosenStates(states),
    updatedAtField: fields.updatedAt ?? null,
    updatedAtFormat: fields.updatedAtFormat,
    timeZone: fields.timeZone,
  };
}

function rowOf(layers: readonly Json[], { fields }: RestJsonConfig): RowReader {
  const find = (path: string) =>
    layers.map((layer) => jsonAt(layer, path)).find((value) => value !== undefined);
  return {
    item: () => name(find(fields.item), fields.item),
    code: () =>
      fields.location.from === "fixed"
        ? fields.location.code
        : name(find(fields.location.field), fields.location.field),
    state: (field) => scalar(find(field), field),
    updatedAt: () =>
      fields.updatedAt === undefined ? undefined : scalar(find(fields.updatedAt), fields.updatedAt),
  };
}

function name(value: Json | undefined, field: string): string {
  const text = scalar(value, field);
  if (text === undefined || text.trim() === "") throw new RowError(`${field} is missing or empty`);
  return text;
}

function scalar(value: Json | undefined, field: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw new RowError(
    `${field} holds ${typeof value === "boolean" ? "true or false" : "a list or an object"}, not a number or text`,
  );
}
