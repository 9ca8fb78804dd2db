import type { ConnectorContext } from "../contract.ts";
import { isList, type Json } from "../shared/json.ts";
import { ConnectorError } from "../errors.ts";
import { callModel } from "./client.ts";
import type { TrytonConfig } from "./config.ts";

export type Domain = readonly unknown[];

export const pageSize = 1000;

interface Search {
  readonly domain: Domain;
  readonly fields: readonly string[];
  readonly limit?: number | null;
  /** Added to the company in the context of the call. */
  readonly within?: Readonly<Record<string, unknown>>;
}

/** Records in the order of their ids. */
export async function search(
  model: string,
  { domain, fields, limit = pageSize, within = {} }: Search,
  config: TrytonConfig,
  context: ConnectorContext,
): Promise<readonly Json[]> {
  const params = [domain, 0, limit, [["id", "ASC"]], fields, { company: config.company, ...within }];
  const found = await callModel(`${model}.search_read`, params, config, context);
  if (isList(found)) return found;
  throw new ConnectorError("unreadable", `${new URL(config.address).host} answered with no list of records.`);
}

/** All records, in pages by id. */
export async function* searchAll(
  model: string,
  { domain, fields }: Search,
  config: TrytonConfig,
  context: ConnectorContext,
): AsyncGenerator<readonly Json[]> {
  for (let last = 0; ;) {
    const page = await search(model, { domain: [...domain, ["id", ">", last]], fields }, config, context);
    yield page;
    const end = Number(idOf(page.at(-1)));
    if (page.length < pageSize || !(end > last)) return;
    last = end;
  }
}

export function idOf(record: unknown): string | null {
  if (typeof record !== "object" || record === null || !("id" in record)) return null;
  return typeof record.id === "string" ? record.id : null;
}
