/** A query that SuiteQL refuses; the message is the detail of the vendor's error. */
export class SuiteQlError extends Error {
  override readonly name = "SuiteQlError";
}

export const dateColumns: ReadonlySet<string> = new Set([
  "lastquantityavailablechange",
  "lastmodifieddate",
  "linelastmodifieddate",
  "linecreateddate",
  "createddate",
  "trandate",
]);

const names: Readonly<Record<string, string>> = {
  item: "(select itemid from item where id = %)",
  location: "(select name from location where id = %)",
};

/** SuiteQL as SQLite takes it. Throws SuiteQlError for what Oracle does not know. */
export function translated(query: string): { readonly sql: string; readonly ordered: boolean } {
  const parts = query.split(/('(?:[^']|'')*')/);
  const bare = parts.filter((_, index) => index % 2 === 0).join(" ");
  if (bare.includes("'")) refuse("ORA-01756: quoted string not properly terminated");
  if (!/^\s*select\b/i.test(bare)) refuse("only SELECT statements are supported");
  if (/;|--|\/\*/.test(bare)) refuse("ORA-00911: invalid character");
  if (/[?]|:[a-z]/i.test(bare)) refuse("ORA-01008: not all variables bound");
  if (/\b(limit|offset)\b/i.test(bare)) refuse("ORA-00933: SQL command not properly ended");
  if (/!=\s*null\b|[^<>!]=\s*null\b/i.test(bare)) refuse("comparison with NULL is never true");
  const dated = /\b(\w+)\s*(=|<>|>=?|<=?)\s*$/i;
  parts.forEach((part, index) => {
    const column = index % 2 === 1 ? dated.exec(parts[index - 1] ?? "")?.[1] : undefined;
    if (column !== undefined && dateColumns.has(column.toLowerCase()))
      refuse(`ORA-01843: not a valid month: ${part}`);
  });
  const sql = parts
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part
            .replace(/\bBUILTIN\.DF\(\s*((?:\w+\.)?(\w+))\s*\)/gi, (_, path: string, column: string) =>
              (names[column.toLowerCase()] ?? "%").replace("%", path),
            )
            .replace(/\btransaction\b/gi, '"transaction"'),
    )
    .join("");
  return { sql, ordered: /\border\s+by\b/i.test(bare) };
}

function refuse(detail: string): never {
  throw new SuiteQlError(`Search error occurred: Invalid or unsupported search (${detail}).`);
}
