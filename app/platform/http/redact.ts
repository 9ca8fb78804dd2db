const visibleHeaders = new Set([
  "accept",
  "accept-encoding",
  "content-length",
  "content-type",
  "date",
  "last-modified",
  "retry-after",
  "user-agent",
]);

/** An address fit for a log: without user name and password, fragment and the values of the query. */
export function redactUrl(address: string | URL): string {
  if (typeof address === "string" && !URL.canParse(address)) return "(not an address)";
  const url = new URL(address);
  const query = [...new Set(url.searchParams.keys())].map((name) => `${name}=…`).join("&");
  return `${url.origin}${url.pathname}${query ? `?${query}` : ""}`;
}

/** Headers fit for a log: any name may carry a key, so only the few that are known to be harmless keep their value. */
export function redactHeaders(
  headers: Iterable<readonly [string, string]>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, visibleHeaders.has(name.toLowerCase()) ? value : "…"]),
  );
}
