import { join } from "node:path";
import { openDuckDB } from "./duckdb-places.ts";

/**
 * The least that finds the same differing keys: only the columns that the verdicts of on_hand and available need are read, and the
 * keys with these values written; no times, no totals, no look for repeated or unmatched keys. Arguments: store, snapshot, out.
 */
const [store = "", snapshot = "", out = ""] = process.argv.slice(2);
const folder = join(store, "snapshots", snapshot);
const { connection, close } = await openDuckDB(store);

const state = (name: string): string =>
  `list_filter(quantities, q -> q.name = '${name}')[1].quantity as ${name}`;
await connection.run(`
  create temp table lines as
  select id, sku, tracked, isActive, location.id as location, __parentId as parent, ${state("on_hand")}, ${state("available")}
  from read_json('${folder}/storefront.jsonl', format = 'newline_delimited', columns = {
    id: 'varchar', sku: 'varchar', tracked: 'boolean', isActive: 'boolean', location: 'struct(id varchar)',
    quantities: 'struct(name varchar, quantity bigint)[]', __parentId: 'varchar'})`);
await connection.run(`
  copy (
    with storefront as (
      select items.sku, levels.location, levels.on_hand, levels.available
      from lines levels join lines items on items.id = levels.parent
      where levels.isActive and items.tracked
    ), erp as (
      select item as sku, places.location, on_hand, available
      from read_json('${folder}/erp.jsonl', format = 'newline_delimited', columns = {
        item: 'varchar', warehouse: 'varchar', on_hand: 'bigint', available: 'bigint'})
      join places on places.erp = warehouse
    ), wms as (
      select sku, places.location, on_hand, available
      from read_csv('${folder}/wms.csv', header = true, columns = {
        sku: 'varchar', facility: 'varchar', on_hand: 'bigint', available: 'bigint', committed: 'bigint', reserved: 'bigint',
        incoming: 'bigint', safety_stock: 'bigint', damaged: 'bigint', quality_control: 'bigint', updated_at: 'varchar'})
      join places on places.wms = facility
    )
    select coalesce(storefront.sku, erp.sku, wms.sku) as sku,
      coalesce(storefront.location, erp.location, wms.location) as location,
      wms.on_hand as wms_on_hand, erp.on_hand as erp_on_hand, storefront.on_hand as storefront_on_hand,
      wms.available as wms_available, erp.available as erp_available, storefront.available as storefront_available
    from storefront
      full join erp on erp.sku = storefront.sku and erp.location = storefront.location
      full join wms on wms.sku = coalesce(storefront.sku, erp.sku) and wms.location = coalesce(storefront.location, erp.location)
    where wms.on_hand is distinct from erp.on_hand or erp.on_hand is distinct from storefront.on_hand
      or wms.available is distinct from erp.available or erp.available is distinct from storefront.available
  ) to '${out}' (format json)`);
close();
