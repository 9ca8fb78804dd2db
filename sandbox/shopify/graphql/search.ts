/** What a record offers to Shopify's search syntax: field → its value, a Date for times. */
export type Searchable = Readonly<Record<string, string | Date | null>>;

interface Term {
  readonly field: string;
  readonly compare: string;
  readonly value: string;
  readonly negated: boolean;
}

const termPattern =
  /(?<not>-|NOT\s+)?(?<field>[a-z_]+):(?<compare>>=|<=|>|<)?(?:"(?<quoted>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s()]+))/g;

/**
 * Filters by Shopify's search syntax: `field:value` with comparisons, quotes, a trailing `*`, `-`/NOT, AND (or a space) and OR.
 * Terms on a field that the record does not offer are ignored, as Shopify ignores unknown filters.
 */
export function search<T>(
  records: readonly T[],
  query: string | null | undefined,
  fieldsOf: (record: T) => Searchable,
): readonly T[] {
  if (query === null || query === undefined || query.trim() === "") return records;
  const alternatives = query.split(/\s+OR\s+/).map(termsOf);
  return records.filter((record) => {
    const fields = fieldsOf(record);
    return alternatives.some((terms) => terms.every((term) => matches(term, fields)));
  });
}

function termsOf(text: string): Term[] {
  return [...text.matchAll(termPattern)].map(({ groups }) => ({
    field: groups?.["field"] ?? "",
    compare: groups?.["compare"] ?? "=",
    value: groups?.["quoted"] ?? groups?.["single"] ?? groups?.["bare"] ?? "",
    negated: groups?.["not"] !== undefined,
  }));
}

function matches({ field, compare, value, negated }: Term, fields: Searchable): boolean {
  const own = fields[field];
  if (own === undefined) return true;
  if (own === null) return negated;
  return meets(own, compare, value) !== negated;
}

function meets(own: string | Date, compare: string, value: string): boolean {
  if (own instanceof Date) return ordered(own.getTime() - Date.parse(value), compare);
  if (compare !== "=")
    return ordered(/^\d+$/.test(own) ? Number(own) - Number(value) : own.localeCompare(value), compare);
  return value.endsWith("*") ? own.startsWith(value.slice(0, -1)) : own === value;
}

function ordered(difference: number, compare: string): boolean {
  if (compare === ">=") return difference >= 0;
  if (compare === "<=") return difference <= 0;
  if (compare === ">") return difference > 0;
  return compare === "<" ? difference < 0 : difference === 0;
}
