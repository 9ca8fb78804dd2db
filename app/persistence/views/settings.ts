import type { SettingsViews } from "../../use-cases/views.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { openState } from "./open-rows.ts";

const BATCH = 1_000;

/**
 * What is exported: every table of the shop, without credentials, sealed profiles, other people's tokens, and the compact readings
 * that nobody could read.
 */
const tables: readonly (readonly [table: string, columns: string])[] = [
  [
    "shops",
    "domain, name, timezone, currency, installed_at, scan_every_minutes, wms_erp_window_minutes, erp_storefront_window_minutes, wms_storefront_window_minutes",
  ],
  ["connections", "id, role, connector, name, created_at, paused_at, checked_at, problem, sparse"],
  ["locations", "id, name, active, fulfills_online_orders, fulfillment_service, appeared_at"],
  ["connection_codes", "connection_id, code, name"],
  ["location_codes", "connection_id, code, location_id"],
  [
    "item_mappings",
    "sku, erp_item, wms_item, erp_units_per_millionths::text, erp_units_per_divisor_millionths::text, wms_units_per_millionths::text, wms_units_per_divisor_millionths::text, tracked",
  ],
  [
    "pools",
    "name, compare, truth, tolerance_units_millionths::text, tolerance_percent, channel, declared, position",
  ],
  ["shop_settings", "area, version, body, changed_at, changed_by"],
  ["products", "inventory_item_id, sku, product_title, variant_title, price, vendor, barcode, tags"],
  [
    "discrepancies",
    "id, sku, location_id, pool, state, verdict, handoff, flow, cause, sides, direction, units_millionths::text, money, first_seen_at, opened_at, resolved_at, last_agreed_at, last_seen_at, recurrence, finding, incident_id",
  ],
  ["discrepancy_transitions", "discrepancy_id, from_state, to_state, at, actor, why"],
  ["incidents", "id, cause, handoff, flow, location_id, first_seen_at, opened_at, quiet_since, closed_at"],
  ["events", "at, system, kind, location_id, sku, delta, note, source, person"],
  ["observations", "system, sku, location_id, states, updated_at, observed_at"],
  ["discrepancy_days", "day, open, can_oversell, hidden_stock, coming_back, not_read"],
  ["saved_views", "person, name, query, created_at"],
  ["scans", "id, trigger, state, requested_at, started_at, finished_at, counts, problem"],
  ["resync_requests", "id, origin, undo_of, requested_by, requested_at, approved_by, approved_at"],
  [
    "resync_rows",
    "id, request_id, sku, location_id, pool, handoff, route, state, from_millionths::text, to_millionths::text, refusal, why, accepted_at, finished_at",
  ],
  [
    "audit_entries",
    "at, actor, action, system, target, sku, location_id, quantity, from_millionths::text, to_millionths::text, reference, answer",
  ],
  [
    "handed_reports",
    "id, subject_kind, subject_id, document, made_by, made_at, expires_at, revoked_at, opened",
  ],
];

export function settingsViews(prisma: PrismaClient): SettingsViews {
  return {
    async sampleSkus(shop, locationId, limit) {
      const rows = await prisma.$queryRaw<{ sku: string }[]>`
        (select distinct sku from discrepancies
          where shop = ${shop} and location_id = ${locationId} and ${openState} order by sku limit ${Math.ceil(limit / 2)})
        union
        (select distinct sku from products where shop = ${shop} and sku <> '' order by sku limit ${limit})
        limit ${limit}`;
      return rows.map(({ sku }) => sku);
    },
    async *everything(shop) {
      for (const [table, columns] of tables) {
        const owner = table === "shops" ? "domain" : "shop";
        const name = Prisma.raw(`"${table}"`);
        // The place of a row in its table: no two tables have the same key, and each is gone through once.
        let after = "(0,0)";
        for (;;) {
          const rows = await prisma.$queryRaw<{ place: string; row: unknown }[]>`
            select place, to_jsonb(picked) - 'place' as row from (
              select ctid::text as place, ${Prisma.raw(columns)} from ${name}
              where ${Prisma.raw(owner)} = ${shop} and ctid > ${after}::tid order by ctid limit ${BATCH}) as picked`;
          if (rows.length > 0) yield rows.map(({ row }) => ({ table, ...(row as object) }));
          const last = rows.at(-1);
          if (!last || rows.length < BATCH) break;
          after = last.place;
        }
      }
    },
  };
}
