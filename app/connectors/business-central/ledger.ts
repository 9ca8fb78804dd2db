import type { ConnectorContext, LevelPage } from "../contract.ts";
import { ConnectorError } from "../errors.ts";
import { batches } from "../shared/batches.ts";
import { jsonAt, type Json } from "../shared/json.ts";
import { linkedPages } from "../shared/paging/pages.ts";
import { PartSums } from "../shared/part-sums.ts";
import { apiUrl, getAll, getPage } from "./client.ts";
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
const ledger: Source = {
  kind: "ledger",
  set: "itemLedgerEntries",
  columns: "entryNo,itemNo,locationCode,remainingQuantity",
  filter: "open eq true",
};
const sales: Source = { kind: "sales", set: "itemOutstandingSalesLines", columns: "", filter: null };
const purchases: Source = {
  kind: "purchases",
  set: "itemOutstandingPurchaseLines",
  columns: "",
  filter: null,
};

/**
 * Stock out of the open entries of the item ledger and the outstanding lines of orders. Nothing is known before the last row was read,
 * since a location's entries stand anywhere in the ledger. Items that moved meanwhile are read again, so that no level is half old and
 * half new. `items`: of these only.
 */
export async function* sumUp(
  config: BusinessCentralConfig,
  context: ConnectorContext,
  items: readonly string[] = [],
): AsyncGenerator<LevelPage> {
  const company = await companyId(config, context);
  const read = (of: readonly string[]) => readOnce(company, of, config, context);
  const whole = await read(items);
  const moved = new Set(await whole.movedMeanwhile());
  if (whole.rejected.length > 0) yield { levels: [], rejected: whole.rejected, total: null };
  for (const page of whole.sums.pages())
    yield { ...page, levels: page.levels.filter(({ item }) => !moved.has(item)) };
  for (const batch of batches([...moved], itemsInOneQuery)) yield* (await read(batch)).sums.pages();
}

/** A filter stands in the address, which has an end. */
export const itemsInOneQuery = 25;

async function readOnce(
  company: string,
  items: readonly string[],
  config: BusinessCentralConfig,
  context: ConnectorContext,
) {
  const rowsOfLines = (source: Source) => linesOf(source, company, items, config, context);
  const [salesBefore, purchasesBefore] = await Promise.all([rowsOfLines(sales), rowsOfLines(purchases)]);
  const read = new Set<Kind>(["ledger"]);
  if (salesBefore !== null) read.add("sales");
  if (purchasesBefore !== null) read.add("purchases");
  const sums = new PartSums({ schema: part, toLevel: (row) => levelOfPart(row, read), keyOf: keyOfPart });
  const before = [...(salesBefore ?? []), ...(purchasesBefore ?? [])];
  const rejected = [...sums.add(before, 1, context.now())];
  const last = await lastEntry(company, config, context);
  for await (const { records, number } of pagesOf(ledger, company, items, config, context))
    rejected.push(...sums.add(records, number, context.now()));
  const movedMeanwhile = async (): Promise<readonly string[]> => {
    const [entries, salesAfter, purchasesAfter] = await Promise.all([
      itemsAfter(last, company, config, context),
      rowsOfLines(sales),
      rowsOfLines(purchases),
    ]);
    return [...entries, ...itemsThatDiffer(before, [...(salesAfter ?? []), ...(purchasesAfter ?? [])])];
  };
  return { sums, rejected, movedMeanwhile };
}

interface Tagged {
  readonly kind: Kind;
}

/** Null where this version has no such set. */
async function linesOf(
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

async function lastEntry(
  company: string,
  config: BusinessCentralConfig,
  context: ConnectorContext,
): Promise<string> {
  const query = { $select: "entryNo", $orderby: "entryNo desc", $top: "1" };
  const { rows } = await getPage(analyticsUrl(config, company, ledger.set, query), config, context, 1);
  const number = jsonAt(rows[0] ?? null, "entryNo");
  return typeof number === "string" && /^\d+$/.test(number) ? number : "0";
}

async function itemsAfter(
  entry: string,
  company: string,
  config: BusinessCentralConfig,
  context: ConnectorContext,
): Promise<readonly string[]> {
  const query = { $select: "entryNo,itemNo", $filter: `entryNo gt ${entry}` };
  const rows = await getAll(analyticsUrl(config, company, ledger.set, query), config, context);
  return rows.map((row) => jsonAt(row, "itemNo")).filter((item) => typeof item === "string");
}

function itemsThatDiffer(before: readonly Tagged[], after: readonly Tagged[]): readonly string[] {
  const [was, is] = [linesByItem(before), linesByItem(after)];
  return [...new Set([...was.keys(), ...is.keys()])].filter((item) => was.get(item) !== is.get(item));
}

/** An item's lines as one text, in whatever order they came. */
function linesByItem(lines: readonly Tagged[]): ReadonlyMap<string, string> {
  const keyed = lines.flatMap((line) => {
    const key = keyOfPart(line);
    return key === null ? [] : [{ item: key.item, text: JSON.stringify(line) }];
  });
  const grouped = Map.groupBy(keyed, ({ item }) => item);
  return new Map(
    [...grouped].map(([item, group]) => [
      item,
      group
        .map(({ text }) => text)
        .sort()
        .join(),
    ]),
  );
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
