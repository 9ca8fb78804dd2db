import { BadRequest, jsonObject, wholeNumber, type Reply, type Routes } from "../service/http.ts";
import { createOnce } from "../service/once.ts";
import { spoilRows, type Transport } from "../service/transport.ts";
import type { World } from "../world/world.ts";
import { activitySince } from "./activity.ts";
import { stockCsv } from "./csv.ts";
import { countRows, rowsOf, stockRows } from "./stock-rows.ts";

const mostArticles = 100;

/** What the WMS answers. Lists come in numbered pages; the export is one CSV file. */
export function wmsRoutes(world: World, transport: Transport, skew: number): Routes {
  const pushes = createOnce<Reply>();
  return {
    "GET /api/facilities"({ query }) {
      const facilities = world.places.flatMap((place) => place.facilities);
      return page(query, facilities.length, (from, to) =>
        facilities.slice(from, to).map(({ code, name }) => ({ id: code, label: name })),
      );
    },
    "GET /api/stock"({ query }) {
      const named = query.get("articles");
      if (named === null) {
        const stock = (from: number, to: number) => stockRows(world, skew, from, to);
        return page(query, countRows(world), (from, to) => spoilRows(transport, stock(from, to), "onHand"));
      }
      const articles = new Set(named.split("|"));
      if (articles.size > mostArticles)
        throw new BadRequest(`At most ${mostArticles} articles in one request`);
      const rows = rowsOf(world, articles, skew);
      return {
        status: 200,
        body: { data: spoilRows(transport, rows, "onHand"), meta: { total: rows.length } },
      };
    },
    "GET /api/stock.csv": () => ({
      status: 200,
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="stock.csv"',
      },
      body: stockCsv(stockRows(world, skew)),
    }),
    "GET /api/activity"({ query }) {
      const since = wholeNumber(query, "since", 0, 0, Number.MAX_SAFE_INTEGER);
      const lines = activitySince(world, since, skew);
      return page(query, lines.length, (from, to) => lines.slice(from, to));
    },
    "GET /api/sync": () => ({
      status: 200,
      body: { erp: outbound(world, skew), orders: inbound(world, skew) },
    }),
    "POST /api/sync/push"({ body }) {
      const { reference, lines } = jsonObject(body);
      if (typeof reference !== "string" || reference === "") throw new BadRequest("reference is missing");
      const keys = keysIn(world, lines);
      return pushes.answer(reference, () => {
        const { sent, queued } = world.pushAgain("wms_erp", keys);
        return { status: 202, body: { reference, accepted: keys.length, sent, queued } };
      });
    },
  };
}

function page(
  query: URLSearchParams,
  total: number,
  rows: (from: number, to: number) => readonly unknown[],
): Reply {
  const size = wholeNumber(query, "per_page", 100, 1, 500);
  const number = wholeNumber(query, "page", 1, 1, 1_000_000);
  const meta = { page: number, pages: Math.max(1, Math.ceil(total / size)), total };
  return { status: 200, body: { data: rows((number - 1) * size, number * size), meta } };
}

function outbound(world: World, skew: number): object {
  return queueState(world.health({ handoff: "wms_erp", flow: "stock" }), skew);
}

function inbound(world: World, skew: number): object {
  return queueState(world.health({ handoff: "wms_erp", flow: "orders" }), skew);
}

function queueState(health: ReturnType<World["health"]>, skew: number): object {
  const time = (at: number | null): number | null => (at === null ? null : at + skew);
  return {
    waiting: health.queued,
    errors: health.failed,
    throttled: health.throttled,
    oldest: time(health.oldestQueuedAt),
    lastOk: time(health.lastSuccessAt),
  };
}

function keysIn(
  world: World,
  lines: unknown,
): readonly { readonly sku: string; readonly locationId: string }[] {
  if (!Array.isArray(lines) || lines.length === 0)
    throw new BadRequest("lines is to be a list of {article, facility}");
  const asked = new Set(
    lines.map((line: unknown) => {
      if (typeof line !== "object" || line === null || !("article" in line) || !("facility" in line))
        throw new BadRequest("Each line needs article and facility");
      return JSON.stringify([line.article, line.facility]);
    }),
  );
  return [...world.cells.values()]
    .filter((cell) =>
      cell.bins.some((bin) => asked.has(JSON.stringify([cell.item.wmsItem, bin.facility.code]))),
    )
    .map((cell) => ({ sku: cell.item.sku, locationId: cell.place.id }));
}
