import { restJson } from "../../app/connectors/rest-json/index.ts";
import type { ConnectorHarness, WorldRow } from "./connectors.ts";
import type { Answer } from "./connectors-server.ts";

const json = { "content-type": "application/json" };
const clientSecret = "s3cr3t-of-the-client";
const apiKey = "k3y-of-the-warehouse";
const pageSize = 4;

const common = {
  fields: {
    item: "sku",
    location: { from: "field", field: "site.code" },
    updatedAt: "changed",
    updatedAtFormat: "epoch_ms",
  },
  states: { on_hand: "qty.onHand", available: "qty.available" },
  locations: { path: "/sites", records: "sites", code: "code", name: "name" },
};

/** OAuth 2 and cursors. */
export function oauthAndCursors(): ConnectorHarness {
  const given = new Set<string>();
  let count = 0;
  return {
    title: "rest-json with OAuth 2 and cursors",
    connector: restJson,
    config: (origin) => ({
      ...common,
      address: `${origin}/api`,
      auth: { method: "oauth2", tokenAddress: "/token", clientId: "app", clientSecret },
      levels: { path: "/stock", records: "data.rows" },
      pagination: { style: "cursor", cursorField: "data.next" },
      keys: { path: "/stock?sku={items}" },
    }),
    answer: (rows, broken) => (request, body) => {
      const url = new URL(request.url ?? "", "http://system");
      if (url.pathname === "/api/token") {
        const expected = `Basic ${Buffer.from(`app:${clientSecret}`).toString("base64")}`;
        if (request.headers.authorization !== expected || !body.includes("grant_type=client_credentials"))
          return status(401);
        const token = `token-${++count}`;
        given.add(token);
        return {
          status: 200,
          headers: json,
          body: JSON.stringify({ access_token: token, expires_in: 3600 }),
        };
      }
      if (!given.has(request.headers.authorization?.replace("Bearer ", "") ?? "")) return status(401);
      if (url.pathname === "/api/sites") return sites();
      const { page, from } = cut(rows, url, Number(url.searchParams.get("cursor") ?? "0"));
      const next = from + pageSize < rows.length ? String(from + pageSize) : null;
      const records = [...page.map(record), ...(from === 0 ? brokenRecords(broken) : [])];
      return {
        status: 200,
        headers: json,
        body: `{"data":{"next":${JSON.stringify(next)},"rows":[${records.join(",")}]}}`,
      };
    },
    isForRows: (request) => !request.url?.startsWith("/api/token"),
    endless: { head: '{"data":{"rows":[', chunk: `${record(filler)},` },
    paged: true,
    noticesHalf: true,
    expireTokens: () => given.clear(),
  };
}

/** A key in a header and page numbers, with the list at the top of the answer. */
export function keyAndPages(): ConnectorHarness {
  return {
    title: "rest-json with a key and page numbers",
    connector: restJson,
    config: (origin) => ({
      ...common,
      address: origin,
      auth: { method: "header", header: "x-api-key", value: apiKey },
      levels: { path: "stock" },
      pagination: { style: "page", sizeParameter: "size", size: pageSize },
      keys: { path: "stock/{item}" },
    }),
    answer: (rows, broken) => (request) => {
      const url = new URL(request.url ?? "", "http://system");
      if (request.headers["x-api-key"] !== apiKey) return status(401);
      if (url.pathname === "/sites")
        return url.searchParams.get("page") === "1" ? sites() : { ...sites(), body: '{"sites":[]}' };
      const single = /^\/stock\/(.+)$/.exec(url.pathname)?.[1];
      if (single !== undefined) {
        const found = rows.filter(({ item }) => item === decodeURIComponent(single));
        return found.length === 0 ? status(404) : list(found.map(record));
      }
      const { page, from } = cut(rows, url, (Number(url.searchParams.get("page")) - 1) * pageSize);
      return list([...page.map(record), ...(from === 0 ? brokenRecords(broken) : [])]);
    },
    isForRows: () => true,
    endless: { head: "[", chunk: `${record(filler)},` },
    paged: true,
    noticesHalf: true,
  };
}

const filler: WorldRow = {
  item: "ENDLESS",
  code: "W1",
  onHand: "1",
  available: "1",
  updatedAt: "2026-04-03T10:15:00Z",
};

function cut(rows: readonly WorldRow[], url: URL, from: number): { page: readonly WorldRow[]; from: number } {
  const wanted = url.searchParams.get("sku")?.split(",");
  if (wanted) return { page: rows.filter(({ item }) => wanted.includes(item)), from: rows.length };
  return { page: rows.slice(from, from + pageSize), from };
}

/** Written by hand: the item is a JSON number where it looks like one without a leading zero, as untyped systems have it. */
function record({ item, code, onHand, available, updatedAt }: WorldRow): string {
  const sku = /^[1-9]\d*$/.test(item) ? item : JSON.stringify(item);
  const quantities = `{"onHand":${onHand ?? "null"},"available":${available ?? "null"}}`;
  return `{"sku":${sku},"site":{"code":"${code}"},"changed":${Date.parse(updatedAt)},"qty":${quantities}}`;
}

function brokenRecords(count: number): readonly string[] {
  return [
    '{"sku":"B1","site":{"code":"W1"},"qty":{"onHand":"many"}}',
    '{"sku":"B2","site":{"code":"W1"},"qty":{"onHand":[1]}}',
  ].slice(0, count);
}

function list(records: readonly string[]): Answer {
  return { status: 200, headers: json, body: `[${records.join(",")}]` };
}

function sites(): Answer {
  return {
    status: 200,
    headers: json,
    body: '{"sites":[{"code":"W1","name":"Hall one"},{"code":"W2","name":null}]}',
  };
}

function status(code: number): Answer {
  return { status: code, headers: json, body: '{"error":"no"}' };
}
