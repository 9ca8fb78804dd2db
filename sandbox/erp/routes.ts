import { BadRequest, jsonObject, wholeNumber, type Reply, type Routes } from "../service/http.ts";
import { createOnce } from "../service/once.ts";
import { spoilRows, type Transport } from "../service/transport.ts";
import { erpCode } from "../world/catalogue.ts";
import type { World } from "../world/world.ts";
import { balancePage, balancesOf, countBalances } from "./balances.ts";
import { integrations } from "./integrations.ts";
import { erpLog } from "./log.ts";

const mostItems = 100;

/** What the ERP answers. Lists come in pages by cursor, and name the next page in a Link header too. */
export function erpRoutes(world: World, transport: Transport, skew: number): Routes {
  const pushes = createOnce<Reply>();
  return {
    "GET /v1/warehouses": () => ({
      status: 200,
      body: {
        warehouses: world.places.map(({ warehouse, name, city }) => ({
          code: warehouse,
          name,
          city,
          inactive: false,
        })),
      },
    }),
    "GET /v1/inventory-balances"({ query, path }) {
      const named = query.get("items");
      if (named !== null) {
        const items = new Set(named.split("|"));
        if (items.size > mostItems) throw new BadRequest(`At most ${mostItems} items in one request`);
        const balances = balancesOf(world, items, skew);
        return {
          status: 200,
          body: { balances: spoilRows(transport, balances, "quantityOnHand"), totalCount: balances.length },
        };
      }
      const limit = wholeNumber(query, "limit", 200, 1, 1000);
      const { balances, next } = balancePage(world, readCursor(query), limit, skew);
      return {
        status: 200,
        headers:
          next === null ? {} : { link: `<${path}?limit=${limit}&cursor=${writeCursor(next)}>; rel="next"` },
        body: {
          balances: spoilRows(transport, balances, "quantityOnHand"),
          totalCount: countBalances(world),
          nextCursor: next === null ? null : writeCursor(next),
        },
      };
    },
    "GET /v1/log"({ query, path }) {
      const since = Date.parse(query.get("since") ?? "");
      if (Number.isNaN(since)) throw new BadRequest("since is to be a time such as 2026-04-03T10:15:00Z");
      const limit = wholeNumber(query, "limit", 500, 1, 2000);
      const from = readCursor(query);
      const lines = erpLog(world, since, skew);
      const next = from + limit < lines.length ? from + limit : null;
      const sinceText = encodeURIComponent(query.get("since") ?? "");
      return {
        status: 200,
        headers:
          next === null
            ? {}
            : { link: `<${path}?since=${sinceText}&limit=${limit}&cursor=${writeCursor(next)}>; rel="next"` },
        body: {
          lines: lines.slice(from, from + limit),
          nextCursor: next === null ? null : writeCursor(next),
        },
      };
    },
    "GET /v1/integrations": () => ({ status: 200, body: { integrations: integrations(world, skew) } }),
    "POST /v1/integrations/storefront/pushes"({ body }) {
      const asked = jsonObject(body);
      const { requestId, keys } = asked;
      if (typeof requestId !== "string" || requestId === "") throw new BadRequest("requestId is missing");
      const found = keysIn(world, keys);
      return pushes.answer(requestId, () => {
        const { sent, queued } = world.pushAgain("erp_storefront", found);
        return { status: 202, body: { requestId, accepted: found.length, sent, queued } };
      });
    },
  };
}

function keysIn(
  world: World,
  keys: unknown,
): readonly { readonly sku: string; readonly locationId: string }[] {
  if (!Array.isArray(keys) || keys.length === 0)
    throw new BadRequest("keys is to be a list of {item, warehouse}");
  const asked = new Set(
    keys.map((key: unknown) => {
      if (typeof key !== "object" || key === null || !("item" in key) || !("warehouse" in key))
        throw new BadRequest("Each key needs item and warehouse");
      return JSON.stringify([key.item, key.warehouse]);
    }),
  );
  return [...world.cells.values()]
    .filter(
      (cell) => cell.erp.listed && asked.has(JSON.stringify([erpCode(cell.item), cell.place.warehouse])),
    )
    .map((cell) => ({ sku: cell.item.sku, locationId: cell.place.id }));
}

function writeCursor(position: number): string {
  return Buffer.from(`after:${position}`).toString("base64url");
}

function readCursor(query: URLSearchParams): number {
  const cursor = query.get("cursor");
  if (cursor === null) return 0;
  const position = /^after:(\d{1,9})$/.exec(Buffer.from(cursor, "base64url").toString("utf8"))?.[1];
  if (position === undefined) throw new BadRequest("The cursor is not one of ours");
  return Number(position);
}
