import {
  bearer,
  jsonBody,
  ok,
  sendsJson,
  wholeIn,
  type Answer,
  type VendorRequest,
} from "../shared/exchange.ts";
import { leastThroughWindow, slidingWindow } from "../shared/limits.ts";
import type { HeldItem } from "../shared/stock-book.ts";
import type { Stage, VendorService } from "../shared/start.ts";
import { centerLevel, historyEvent, location, totals } from "./shapes.ts";

const perMinute = 150;
const mostItems = 250;
const day = 86_400_000;
const versions = ["2025-07", "2026-01", "2026-07"];

/** ShipBob's REST API, versions by date in the path. Items come with their locations inside; `next` is followed as it is. */
export function shipbob(stage: Stage): VendorService {
  const { book } = stage;
  const limit =
    stage.scale === null ? null : slidingWindow(perMinute * stage.scale, 60_000 / stage.pace, stage.now);
  let expired = false;

  const page = (request: VendorRequest, version: string): Answer => {
    const { query } = request;
    // Commas and colons are to stand as they are in the query.
    if (/%2c|%3a/i.test(request.target.replace(/([?&])(SearchBy|cursor)=[^&]*/g, "$1")))
      return problem(400, "The value is not valid.");
    const size = wholeIn(query.get("PageSize"), 50, 1, 100_000);
    const after = readCursor(query.get("cursor"));
    const ids = query.get("InventoryIds");
    if (size === null || after === null) return problem(400, "PageSize or cursor is not valid.");
    if (ids !== null && !/^\d+(,\d+)*$/.test(ids)) return problem(400, "InventoryIds is not valid.");
    const wanted = ids === null ? null : new Set(ids.split(",").map(Number));
    const search = query.get("SearchBy")?.toLowerCase() ?? null;
    const place = query.get("LocationId");
    const most = Math.min(size, mostItems, stage.pageSize ?? mostItems);
    const items: HeldItem[] = [];
    let more = false;
    for (const item of book.items.slice(after)) {
      if (wanted && !wanted.has(item.id)) continue;
      if (search !== null && !item.item.toLowerCase().includes(search)) continue;
      if (items.length === most) {
        more = true;
        break;
      }
      items.push(item);
    }
    const shown = request.path.endsWith("/locations") ? nested(items, place) : items.map(totals);
    const link = (position: number): string => {
      const next = new URL(request.target, stage.origin);
      next.searchParams.set("cursor", Buffer.from(`after:${position}`).toString("base64url"));
      return `${stage.origin}/${version}${next.pathname.slice(version.length + 1)}${next.search.replaceAll("%2C", ",")}`;
    };
    return ok({
      first: link(0),
      last: null,
      prev: null,
      next: more ? link(items.at(-1)?.id ?? 0) : null,
      items: shown,
    });
  };

  const nested = (items: readonly HeldItem[], place: string | null): readonly object[] => {
    const names = new Map(book.locations.map(({ code, name }) => [code, name]));
    const rows = items.flatMap((item) =>
      [...item.rows.values()].filter(({ code }) => place === null || code === place),
    );
    const levels = stage.rows(
      rows.map((row) => ({ row, level: centerLevel(row, names.get(row.code) ?? "") })),
      ({ row, level }) => ({ row, level: { ...level, on_hand_quantity: "a few" } }),
    );
    const byItem = new Map<number, object[]>();
    for (const { row, level } of levels) byItem.set(row.itemId, [...(byItem.get(row.itemId) ?? []), level]);
    return items.map(({ id, item }) => ({
      inventory_id: id,
      sku: item,
      name: `Item ${id}`,
      locations: byItem.get(id) ?? [],
    }));
  };

  const single = (request: VendorRequest, id: number): Answer => {
    const item = book.items[id - 1];
    if (item === undefined) return problem(404, "There is no such inventory.");
    return ok(request.path.endsWith("/locations") ? nested([item], null)[0] : totals(item));
  };

  const history = (request: VendorRequest): Answer => {
    if (!sendsJson(request)) return problem(415, "Send JSON.");
    const body = jsonBody(request);
    const facility = body?.["facility_id"];
    const time = (name: string, fallback: number): number => {
      const text = body?.[name];
      return typeof text === "string" ? Date.parse(text) : fallback;
    };
    const end = time("end_date", stage.now());
    const start = time("start_date", end - 30 * day);
    if (typeof facility !== "number") return problem(400, "facility_id is required.");
    if (Number.isNaN(start) || Number.isNaN(end) || end - start > 90 * day)
      return problem(400, "The range is at most 90 days.");
    const after = Number(request.query.get("cursor") ?? body?.["cursor"] ?? 0);
    const ids = body?.["inventory_ids"];
    const found = book.changes.filter(
      ({ id, code, at, itemId }) =>
        id > after &&
        code === String(facility) &&
        at >= start &&
        at <= end &&
        (!Array.isArray(ids) || ids.length === 0 || ids.includes(itemId)),
    );
    const shown = found.slice(0, stage.pageSize ?? 100);
    const next =
      found.length > shown.length ? `${stage.origin}${request.path}?cursor=${shown.at(-1)?.id ?? 0}` : null;
    return ok({ first: null, last: null, prev: null, next, data: shown.map(historyEvent) });
  };

  const answer = (request: VendorRequest): Answer => {
    const [, version = "", route = ""] = /^\/([^/]+)(\/.*)$/.exec(request.path) ?? [];
    if (!versions.includes(version)) return problem(404, "There is no such version.");
    const token = /^pat-(good|missing_rights|wide_rights)$/.exec(bearer(request) ?? "")?.[1];
    if (token === undefined || expired)
      return { ...problem(401, "The token is not valid."), headers: { "www-authenticate": "Bearer" } };
    const wait = limit?.take() ?? null;
    if (wait !== null) return busy(Math.ceil(wait / 1000));
    if (token === "missing_rights") return problem(403, "The token lacks the scope inventory_read.");
    const one = /^\/inventory-level\/(\d+)(\/locations)?$/.exec(route)?.[1];
    if (route === "/inventory/history:query" && version !== "2025-07")
      return request.method === "POST" ? history(request) : problem(405, "Use POST.");
    if (request.method !== "GET") return problem(405, "Use GET.");
    if (one !== undefined) return single(request, Number(one));
    if (route === "/inventory-level" || route === "/inventory-level/locations") return page(request, version);
    if (route === "/location")
      return ok(
        book.locations
          .filter(({ active = true }) => active || request.query.get("IncludeInactive") === "true")
          .map(location),
      );
    return problem(404, "There is no such resource.");
  };

  return {
    kind: ({ path }) => (/\/inventory-level\b/.test(path) ? "stock" : "other"),
    answer(request) {
      const answered = answer(request);
      const left = limit === null ? {} : { "x-remaining-calls": String(limit.left) };
      return { ...answered, headers: { ...left, ...answered.headers } };
    },
    slowDown: busy,
    failure: () => problem(503, "The service is not available."),
    config: (account) => ({ token: `pat-${account}`, version: "2026-01", address: stage.origin }),
    expireTokens() {
      expired = true;
    },
    leastMilliseconds(rows) {
      const items = Math.ceil(rows / Math.max(1, book.locations.length));
      return leastThroughWindow(
        Math.max(1, Math.ceil(items / Math.min(mostItems, stage.pageSize ?? mostItems))),
        perMinute * (stage.scale ?? 1),
        60_000 / stage.pace,
      );
    },
    extras: {
      /** As if the merchant had made a new token under the same text. */
      renewToken: () => {
        expired = false;
      },
    },
  };
}

function readCursor(text: string | null): number | null {
  if (text === null) return 0;
  const position = /^after:(\d+)$/.exec(Buffer.from(text, "base64url").toString())?.[1];
  return position === undefined ? null : Number(position);
}

/** RFC 7807. */
function problem(status: number, detail: string): Answer {
  return {
    status,
    headers: { "content-type": "application/problem+json; charset=utf-8" },
    body: { type: "about:blank", title: "Error", status, detail, instance: null },
  };
}

function busy(seconds: number): Answer {
  return {
    status: 429,
    headers: { "x-retry-after": String(seconds), "x-remaining-calls": "0" },
    body: { statusCode: 429, message: `Rate limit is exceeded. Try again in ${seconds} seconds.` },
    throttled: true,
  };
}
