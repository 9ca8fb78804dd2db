import type { ConnectorContext, LevelPage } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { jsonAt, type Json } from "../shared/json.ts";
import { linkedPages } from "../shared/paging/pages.ts";
import { PartSums } from "../shared/part-sums.ts";
import { apiUrl, getPage } from "./client.ts";
import { companyId } from "./company.ts";
import type { BusinessCentralConfig } from "./config.ts";
import { isDemand, keyOfPart, levelOfPart, part, type Kind } from "./schema.ts";

interface Source {
  readonly kind: Kind;
  readonly set: string;
  readonly columns: string;
  readonly filter: string | null;
}

/** The names of the two sets of lines are by the API's own convention; a version that lacks one answers 404. */
const sources: readonly Source[] = [
  {
    kind: "ledger",
    set: "itemLedgerEntries",
    columns: "entryNo,itemNo,locationCode,remainingQuantity",
    filter: "open eq true",
  },
  { kind: "sales", set: "itemOutstandingSalesLines", columns: "", filter: null },
  { kind: "purchases", set: "itemOutstandingPurchaseLines", columns: "", filter: null },
];

/**
 * Stock out of the open entries of the item ledger and the outstanding lines of orders. Nothing is known before the last row was read,
 * since a location's entries stand anywhere in the ledger. `items`: of these only.
 */
export async function* sumUp(
  config: BusinessCentralConfig,
  context: ConnectorContext,
  items: readonly string[] = [],
): AsyncGenerator<LevelPage> {
  const company = await companyId(config, context);
  const read = new Set<Kind>(["ledger"]);
  const sums = new PartSums({ schema: part, toLevel: (row) => levelOfPart(row, read), keyOf: keyOfPart });
  // Orders first: which of them can be read decides what the ledger's rows may say.
  const orders: Tagged[] = [];
  for (const source of sources.slice(1)) {
    const rows = await rowsOf(source, company, items, config, context);
    if (rows === null) continue;
    read.add(source.kind);
    orders.push(...rows);
  }
  const rejected = [...sums.add(orders, 1, context.now())];
  for await (const { records, number } of pagesOf(ledger, company, items, config, context))
    rejected.push(...sums.add(records, number, context.now()));
  if (rejected.length > 0) yield { levels: [], rejected, total: null };
  yield* sums.pages();
}

interface Tagged {
  readonly kind: Kind;
}

const [ledger] = sources as [Source, ...Source[]];

async function rowsOf(
  source: Source,
  company: string,
  items: readonly string[],
  config: BusinessCentralConfig,
  context: ConnectorContext,
): Promise<readonly Tagged[] | null> {
  const rows: Tagged[] = [];
  try {
    for await (const { records } of pagesOf(source, company, items, config, context))
      rows.push(...records.filter(isDemand));
  } catch (error) {
    if (error instanceof ConnectorError && error.fault === "not_found") return null;
    throw error;
  }
  return rows;
}

async function* pagesOf(
  { kind, set, columns, filter }: Source,
  company: string,
  items: readonly string[],
  config: BusinessCentralConfig,
  context: ConnectorContext,
): AsyncGenerator<{ readonly records: readonly Tagged[]; readonly number: number }> {
  const among =
    items.length > 0 ? `(${items.map((item) => `itemNo eq ${literal(item)}`).join(" or ")})` : null;
  const filters = [filter, among].filter((one) => one !== null).join(" and ");
  const start = analyticsUrl(config, company, set, {
    ...(filters === "" ? {} : { $filter: filters }),
    ...(columns === "" ? {} : { $select: columns }),
  });
  const pages = linkedPages<Json>({
    context,
    place: `${set} of ${start.host}`,
    keyOf: (row) => keyOfRow(row),
    read: async (position) => getPage(position === null ? start : new URL(position), config, context),
  });
  for await (const { rows, number } of pages)
    yield { records: rows.map((row) => ({ ...(row as object), kind })), number };
}

function keyOfRow(row: Json): string | null {
  const keys = ["entryNo", "documentType", "documentNo", "lineNo"].map((field) => jsonAt(row, field));
  return keys.some((key) => typeof key === "string") ? JSON.stringify(keys) : null;
}

export function analyticsUrl(
  config: BusinessCentralConfig,
  company: string,
  set: string,
  query: Readonly<Record<string, string>>,
): URL {
  return apiUrl(config, `microsoft/analytics/v1.0/companies(${company})/${set}`, query);
}

/** A text in an OData filter. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
