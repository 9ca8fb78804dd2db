/** What is wrong with a statement as something that only reads; null where nothing is. The database's read-only transaction is the real guard. */
export function statementProblem(text: string): string | null {
  const plain = withoutQuotesAndComments(text).trim().replace(/;$/, "");
  if (plain === "") return "A query is needed";
  if (plain.includes(";")) return "One query only, without a semicolon inside";
  if (!/^(select|with)\b/i.test(plain)) return "The query must begin with SELECT or WITH";
  if (/\b(insert|update|delete|merge|drop|alter|create|truncate|grant|exec|execute|call|into)\b/i.test(plain))
    return "The query may only read";
  return null;
}

export type Marker = (index: number) => string;

/** `:items` becomes as many parameters as there are items, in the engine's own writing; `index` is from 1. */
export function bindItems(text: string, count: number, marker: Marker): string {
  let index = 0;
  const list = () => Array.from({ length: count }, () => marker(++index)).join(", ");
  return endless(text).replace(/:items\b/g, list);
}

/** How often the list of items stands in the query: each time is bound anew. */
export function timesBound(text: string): number {
  return text.match(/:items\b/g)?.length ?? 0;
}

export function endless(text: string): string {
  return text.trim().replace(/;$/, "");
}

function withoutQuotesAndComments(text: string): string {
  return text
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/"(?:[^"]|"")*"/g, '""')
    .replace(/`[^`]*`|\[[^\]]*\]/g, "x")
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ");
}
