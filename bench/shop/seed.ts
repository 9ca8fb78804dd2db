import type pg from "pg";
import type { ScanCounts } from "../../app/scan/ports.ts";

/** As the shop's connections are called in the database: the ERP's, then the WMS's. */
export const connectionIds = ["00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"];

/** How big the shop is that the pages are measured on. */
export interface ShopSize {
  readonly discrepancies: number;
  readonly locations: number;
  readonly products: number;
}

export const fullSize: ShopSize = { discrepancies: 100_000, locations: 500, products: 20_000 };
export const smokeSize: ShopSize = { discrepancies: 600, locations: 6, products: 200 };

const MINUTE = 60_000;

/**
 * Fills a migrated database with a shop whose open discrepancies stand over all its locations: every seventh key differs in two
 * pools, a tenth belongs to no incident, some were resolved, snoozed or ignored long ago. In statements of many rows; the same size
 * gives the same shop.
 */
export async function seedShop(
  client: pg.ClientBase,
  shop: string,
  size: ShopSize,
  now: number,
): Promise<void> {
  const at = new Date(now - 5 * MINUTE).toISOString();
  const run = (sql: string, values: readonly unknown[] = []) => client.query(sql, [...values]);
  await run(
    `insert into shops (domain, name, timezone, currency, installed_at, onboarding_dismissed_at)
     values ($1, 'Many Shelves', 'Asia/Kathmandu', 'USD', $2, $2) on conflict (domain) do update set onboarding_dismissed_at = $2`,
    [shop, at],
  );
  await run(
    `insert into locations (shop, id, name, active, fulfills_online_orders, fulfillment_service, seen_at)
     select $1, 'gid://shopify/Location/' || n, 'Store ' || lpad(n::text, 3, '0'), true, true, false, $2
     from generate_series(1, $3::int) as n`,
    [shop, at, size.locations],
  );
  for (const [role, id] of [
    ["erp", 1],
    ["wms", 2],
  ] as const) {
    await run(
      `insert into connections (id, shop, role, connector, name, config, created_at)
       values (('00000000-0000-4000-8000-' || lpad($2::text, 12, '0'))::uuid, $1, $3, 'rest-json', upper($3::text), 'sealed', $4)`,
      [shop, id, role, at],
    );
    for (const table of ["connection_codes", "location_codes"])
      await run(
        `insert into ${table} (shop, connection_id, code, ${table === "location_codes" ? "location_id" : "seen_at"})
         select $1, ('00000000-0000-4000-8000-' || lpad($2::text, 12, '0'))::uuid, $3::text || n,
           ${table === "location_codes" ? "'gid://shopify/Location/' || n" : "$5::timestamptz"}
         from generate_series(1, $4::int) as n ${table === "location_codes" ? "where $5::timestamptz is not null" : ""}`,
        [shop, id, role, size.locations, at],
      );
  }
  await run(
    `insert into products (shop, inventory_item_id, variant_id, product_id, sku, product_title, variant_title, price, vendor, barcode,
       tags, saved_at)
     select $1, 'gid://shopify/InventoryItem/' || n, 'gid://shopify/ProductVariant/' || n, 'gid://shopify/Product/' || n / 4,
       'KC-' || lpad(n::text, 6, '0'), (array['Mug', 'Plate', 'Bowl', 'Vase', 'Jug'])[1 + n / 4 % 5] || ' No. ' || n / 4,
       (array['Sand', 'Sea', 'Moss', 'Ash'])[1 + n % 4], (5 + n % 90)::numeric + 0.5, 'Maker ' || n % 40,
       '0731' || lpad(n::text, 9, '0'), array['season ' || n % 12], $2
     from generate_series(1, $3::int) as n`,
    [shop, at, size.products],
  );
  const incidents = Math.max(3, Math.round(size.locations / 3));
  await run(
    `insert into incidents (id, shop, key, cause, handoff, flow, location_id, first_seen_at, opened_at)
     select ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid, $1, 'incident ' || n,
       (array['sync_stalled', 'pool_definition', 'unit_of_measure', 'filter_rule', 'throttled_backlog'])[1 + n % 5],
       (array['erp_storefront', 'wms_erp'])[1 + n % 2], 'stock', null, $2::timestamptz - n * interval '1 hour', $2
     from generate_series(1, $3::int) as n`,
    [shop, at, incidents],
  );
  await insertDiscrepancies(run, shop, size, incidents, at);
  await run(
    `insert into scans (id, shop, trigger, state, requested_at, started_at, finished_at, counts)
     select ('00000000-0000-4000-a000-' || lpad(n::text, 12, '0'))::uuid, $1, 'schedule', 'complete',
       $2::timestamptz - n * interval '15 minutes', $2::timestamptz - n * interval '15 minutes',
       $2::timestamptz - n * interval '15 minutes' + interval '2 minutes',
       $3::jsonb
     from generate_series(0, 19) as n`,
    [shop, at, JSON.stringify(countsOf(size))],
  );
  await run(
    `insert into scan_readings (scan_id, shop, system, connection_id, location_id, rows, matched, read_from, read_to, complete)
     select ('00000000-0000-4000-a000-' || lpad(scan::text, 12, '0'))::uuid, $1, system,
       case system when 'erp' then '00000000-0000-4000-8000-000000000001'::uuid when 'wms' then '00000000-0000-4000-8000-000000000002'::uuid end,
       'gid://shopify/Location/' || n, 20000, 20000, $2::timestamptz - scan * interval '15 minutes',
       $2::timestamptz - scan * interval '15 minutes' + interval '1 minute', true
     from generate_series(0, 19) as scan, unnest(array['wms', 'erp', 'storefront']) as system, generate_series(1, $3::int) as n`,
    [shop, at, size.locations],
  );
  await run(
    `insert into discrepancy_days (shop, day, open, can_oversell, hidden_stock, coming_back, not_read)
     select $1, ($2::timestamptz - n * interval '1 day')::date, $3::int - n * $3 / 60, $3 / 3, $3 / 2 - n, n, n % 5
     from generate_series(0, 29) as n on conflict do nothing`,
    [shop, at, size.discrepancies],
  );
  await run("vacuum analyze");
}

async function insertDiscrepancies(
  run: (sql: string, values?: readonly unknown[]) => Promise<unknown>,
  shop: string,
  { discrepancies, locations, products }: ShopSize,
  incidents: number,
  at: string,
): Promise<void> {
  await run(
    `with given as (
       select n, n / 8 * 7 + least(n % 8, 6) as k, case when n % 8 = 7 then 'on_hand' else 'available' end as pool
       from generate_series(0, $3::int * 13 / 10 - 1) as n),
     keyed as (
       select n, pool, 1 + k % $5::int as product, 1 + (k / $5::int * 131 + k % $5::int) % $4::int as location,
         1 + n % 37 as units, n % 3 = 0 as over,
         case when n < $3 then case n % 50 when 0 then 'acknowledged' else 'open' end
           else (array['resolved', 'resolved', 'snoozed', 'ignored', 'patched', 'settling'])[1 + n % 6] end as state
       from given)
     insert into discrepancies (id, shop, sku, location_id, pool, inventory_item_id, state, verdict, handoff, flow, cause, sides,
       direction, units_millionths, money, first_seen_at, opened_at, resolved_at, last_seen_at, evidence_at, recurrence, incident_id,
       finding)
     select gen_random_uuid(), $1, 'KC-' || lpad(product::text, 6, '0'), 'gid://shopify/Location/' || location, pool,
       'gid://shopify/InventoryItem/' || product, state, 'downstream', 'erp_storefront', 'stock', cause,
       jsonb_build_object('wms', side(100), 'erp', side(100), 'storefront', side(case when over then 100 + units else 100 - units end)),
       case when over then 'can_oversell' else 'hidden_stock' end, units::bigint * 1000000, units * (5.5 + product % 90),
       seen, seen, case when state = 'resolved' then $2::timestamptz end, $2, $2, case when n % 25 = 0 then 1 + n % 4 else 0 end,
       case when n % 10 > 0 then ('00000000-0000-4000-9000-' || lpad((1 + location % $6::int)::text, 12, '0'))::uuid end,
       jsonb_build_object('sku', 'KC-' || lpad(product::text, 6, '0'), 'locationId', 'gid://shopify/Location/' || location, 'pool', pool,
         'cause', cause, 'grade', 'observed', 'handoff', 'erp_storefront', 'flow', 'stock', 'confidence', 0.8, 'firstAnswer', 'rule',
         'residual', null, 'trigger', null, 'incidentKey', 'incident ' || 1 + location % $6::int, 'evidence', jsonb_build_array(
           jsonb_build_object('kind', 'values', 'system', 'storefront', 'at', extract(epoch from seen) * 1000,
             'text', 'The erp says 100, the storefront says something else.', 'values', jsonb_build_object('erp', 100, 'storefront', 100 + units)),
           jsonb_build_object('kind', 'cohort', 'system', null, 'at', null, 'text', 'The same on 240 of 300 SKUs here.', 'values', '{}'::jsonb)))
     from keyed
     cross join lateral (
       select $2::timestamptz - (1 + n % 400) * interval '37 minutes' as seen,
         (array['sync_stalled', 'pool_definition', 'unit_of_measure', 'filter_rule', 'throttled_backlog'])[1 + (1 + location % $6::int) % 5] as cause
     ) as more
     on conflict do nothing`.replaceAll(
      /side\(((?:[^()]|\([^()]*\))*)\)/g,
      (_all, value: string) =>
        `jsonb_build_object('value', (${value})::bigint * 1000000, 'missing', false, 'states', jsonb_build_object('available', 100000000, 'on_hand', 120000000, 'committed', 20000000), 'updatedAt', extract(epoch from $2::timestamptz) * 1000 - 600000, 'observedAt', extract(epoch from $2::timestamptz) * 1000)`,
    ),
    [shop, at, discrepancies, locations, products, incidents],
  );
}

function countsOf({ discrepancies, products, locations }: ShopSize): ScanCounts {
  const each = (rows: number) => ({ wms: rows, erp: rows, storefront: rows });
  const keys = products * locations;
  const none = { untracked: 0, excluded: 0, inactive: 0, unknown: 0, opened: 0, resolved: 0, settling: 0 };
  return {
    ...{ rows: each(keys), matched: each(keys), unmatched: each(0), rejected: each(0), duplicates: each(0) },
    ...{ ...none, keys, gaps: discrepancies },
  };
}
