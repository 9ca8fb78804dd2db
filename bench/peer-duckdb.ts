import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/** The same join by DuckDB, straight from the same files: gaps of both default pools to a file. Arguments: store, snapshot, out. */
const [store = "", snapshot = "", out = ""] = process.argv.slice(2);
const folder = join(store, "snapshots", snapshot);
const { locations } = JSON.parse(readFileSync(join(store, "store.json"), "utf8")) as {
  locations: readonly { id: string; erp: readonly string[]; wms: readonly string[] }[];
};

const instance = await DuckDBInstance.create(":memory:", { threads: "2", preserve_insertion_order: "false" });
const connection = await instance.connect();
await connection.run("create table places (location varchar, erp varchar, wms varchar)");
await connection.run(
  `insert into places values ${locations.map(({ id, erp, wms }) => `('${id}', '${erp[0] ?? ""}', '${wms[0] ?? ""}')`).join(",")}`,
);
await connection.run(`
  create temp table lines as
  select id, sku, tracked, isActive, location.id as location, __parentId as parent,
    list_filter(quantities, q -> q.name = 'available')[1].quantity as available,
    list_filter(quantities, q -> q.name = 'on_hand')[1].quantity as on_hand
  from read_json('${folder}/storefront.jsonl', format = 'newline_delimited', columns = {
    id: 'varchar', sku: 'varchar', tracked: 'boolean', isActive: 'boolean', location: 'struct(id varchar)',
    quantities: 'struct(name varchar, quantity bigint)[]', __parentId: 'varchar'})`);
await connection.run(`
  copy (
    with storefront as (
      select items.sku, levels.location, levels.available, levels.on_hand
      from lines levels join lines items on items.id = levels.parent
      where levels.isActive and items.tracked),
    erp as (
      select item as sku, places.location, available, on_hand
      from read_json('${folder}/erp.jsonl', format = 'newline_delimited', columns = {
        item: 'varchar', warehouse: 'varchar', on_hand: 'bigint', available: 'bigint'})
      join places on places.erp = warehouse),
    wms as (
      select sku, places.location, available, on_hand
      from read_csv('${folder}/wms.csv', header = true, columns = {
        sku: 'varchar', facility: 'varchar', on_hand: 'bigint', available: 'bigint', committed: 'bigint', reserved: 'bigint',
        incoming: 'bigint', safety_stock: 'bigint', damaged: 'bigint', quality_control: 'bigint', updated_at: 'varchar'})
      join places on places.wms = facility)
    select coalesce(storefront.sku, erp.sku, wms.sku) as sku, coalesce(storefront.location, erp.location, wms.location) as location,
      wms.on_hand as wms_on_hand, erp.on_hand as erp_on_hand, storefront.on_hand as storefront_on_hand,
      wms.available as wms_available, erp.available as erp_available, storefront.available as storefront_available
    from storefront
      full join erp on erp.sku = storefront.sku and erp.location = storefront.location
      full join wms on wms.sku = coalesce(storefront.sku, erp.sku) and wms.location = coalesce(storefront.location, erp.location)
    where wms.on_hand is distinct from erp.on_hand or erp.on_hand is distinct from storefront.on_hand
      or wms.available is distinct from erp.available or erp.available is distinct from storefront.available
  ) to '${out}' (format json)`);
connection.closeSync();
instance.closeSync();
