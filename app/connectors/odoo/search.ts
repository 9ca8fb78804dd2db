import { z } from "zod";
import type { ConnectorContext } from "../contract.ts";
import { name } from "../shared/fields.ts";
import { isList, type Json } from "../shared/json.ts";
import { readAnswer } from "../shared/vendor-rows.ts";
import { callModel } from "./client.ts";
import type { OdooConfig } from "./config.ts";

export type Condition = readonly [field: string, operator: string, value: unknown];
export type Domain = readonly Condition[];

export const pageSize = 1000;

/** Records in the order of their ids. Archived ones are among them: they may hold stock. */
export async function search(
  model: string,
  { domain, fields, limit = pageSize }: { domain: Domain; fields: readonly string[]; limit?: number },
  config: OdooConfig,
  context: ConnectorContext,
): Promise<readonly Json[]> {
  const named = { domain, fields, order: "id", limit, context: { active_test: false } };
  const found = await callModel(model, "search_read", named, config, context);
  return readAnswer(found, list, new URL(config.address));
}

/** All records, however many. `after` is the id to begin behind. */
export async function searchAll(
  model: string,
  { domain, fields }: { domain: Domain; fields: readonly string[] },
  config: OdooConfig,
  context: ConnectorContext,
): Promise<readonly Json[]> {
  const all: Json[] = [];
  for (let last = "0"; ;) {
    const page = await search(model, { domain: [...domain, after(last)], fields }, config, context);
    all.push(...page);
    const end = idOf(page.at(-1));
    if (page.length < pageSize || end === null) return all;
    last = end;
  }
}

export function after(id: string): Condition {
  return ["id", ">", Number(id)];
}

export function idOf(record: unknown): string | null {
  const parsed = identified.safeParse(record);
  return parsed.success ? parsed.data.id : null;
}

const identified = z.object({ id: name });
const list = z.custom<readonly Json[]>((value) => isList(value as Json), "is not a list");
