/** An address fit for a log: without user name and password, fragment and the values of the query. */
export function redactUrl(address: string | URL): string {
  if (typeof address === "string" && !URL.canParse(address)) return "(not an address)";
  const url = new URL(address);
  const query = [...new Set(url.searchParams.keys())].map((name) => `${name}=…`).join("&");
  return `${url.origin}${url.pathname}${query ? `?${query}` : ""}`;
}
