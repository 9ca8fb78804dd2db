import { z } from "zod";
import type { ConnectorContext } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import type { Json } from "../shared/json.ts";
import { callVendor, type VendorAnswer } from "../shared/vendor/call.ts";
import { fixedSession } from "../shared/vendor/session.ts";
import { belowAddress } from "../shared/vendor/url.ts";
import { readAnswer } from "../shared/vendor-rows.ts";
import type { ErpnextConfig } from "./config.ts";

export type Filter = readonly [field: string, operator: string, value: string | number | readonly string[]];

interface ListQuery {
  readonly fields: readonly string[];
  readonly filters: readonly Filter[];
  /** Default: by name. */
  readonly order?: string;
  readonly limit?: number;
}

export const pageSize = 1000;

/** Documents of one kind. Without a length a page has 20. */
export async function list(
  doctype: string,
  { fields, filters, order = "name asc", limit = pageSize }: ListQuery,
  config: ErpnextConfig,
  context: ConnectorContext,
): Promise<readonly Json[]> {
  const query = {
    fields: JSON.stringify(fields),
    filters: JSON.stringify(filters),
    order_by: order,
    limit_start: 0,
    limit_page_length: limit,
  };
  const url = belowAddress(config.address, `/api/resource/${encodeURIComponent(doctype)}`, query);
  return readAnswer(await get(url, config, context), listed, url).data as readonly Json[];
}

const listed = z.object({ data: z.array(z.unknown()) });

export async function get(url: URL, config: ErpnextConfig, context: ConnectorContext): Promise<Json> {
  const session = fixedSession({ authorization: `token ${config.apiKey}:${config.apiSecret}` });
  return (await callVendor(context, { field: "address", session, failure }, { url })).json;
}

/** 417 is a refused value, as of a field that this version does not have. */
function failure({ status }: VendorAnswer, url: URL): ConnectorError | null {
  if (status !== 417) return null;
  return new ConnectorError(
    "configuration",
    `${url.host} does not understand what it was asked for (417); is it ERPNext 13 or later?`,
  );
}

/** Documents by name, in pages. */
export async function* listAll(
  doctype: string,
  { fields, filters }: ListQuery,
  config: ErpnextConfig,
  context: ConnectorContext,
): AsyncGenerator<readonly Json[]> {
  for (let last: string | null = null; ;) {
    const behind: readonly Filter[] = last === null ? [] : [["name", ">", last]];
    const page = await list(doctype, { fields, filters: [...filters, ...behind] }, config, context);
    yield page;
    const end = nameOf(page.at(-1));
    if (page.length < pageSize || end === null || end === last) return;
    last = end;
  }
}

/** Asked of every row: a schema would cost more than the reading of the row. */
export function nameOf(record: unknown): string | null {
  if (typeof record !== "object" || record === null || !("name" in record)) return null;
  return typeof record.name === "string" ? record.name : null;
}
