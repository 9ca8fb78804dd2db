import { join } from "node:path";
import { openDuckDB } from "./duckdb-places.ts";

/**
 * The same comparison by DuckDB with two threads, straight from the same files: every key that differs with all states and both
 * times of each system to a file, and rows, sums, repeated and unmatched keys per system and location to standard error.
 * Arguments: store, snapshot, out.
 */
const [store = "", snapshot = "", out = ""] = process.argv.slice(2);
const folder = join(store, "snapshots", snapshot);
const { connection, close } = await openDuckDB(store);

const state = (name: string): string =>
  `list_filter(quantities, q -> q.name = '${name}')[1].quantity as ${name}`;
await connection.run(`
  create temp table lines as
  select id, sku, tracked, isActive, location.id as location, __parentId as parent, updatedAt as updated_at,
    ${["on_hand", "available", "committed", "incoming"].map(state).join(", ")}
  from read_json('${folder}/storefront.jsonl', format = 'newline_delimited', columns = {
    id: 'varchar', sku: 'varchar', tracked: 'boolean', isActive: 'boolean', location: 'struct(id varchar)',
    updatedAt: 'timestamptz', quantities: 'struct(name varchar, quantity bigint)[]', __parentId: 'varchar'})`);
await connection.run(`
  create temp table storefront as
  select items.sku, levels.location, levels.on_hand, levels.available, levels.committed, levels.incoming, levels.updated_at
  from lines levels join lines items on items.id = levels.parent
  where levels.isActive and items.tracked`);
await connection.run(`
  create temp table erp as
  select item as sku, places.location, on_hand, available, committed, incoming, updated_at
  from read_json('${folder}/erp.jsonl', format = 'newline_delimited', columns = {
    item: 'varchar', warehouse: 'varchar', on_hand: 'bigint', available: 'bigint', committed: 'bigint', incoming: 'bigint',
    updated_at: 'timestamptz'})
  left join places on places.erp = warehouse`);
await connection.run(`
  create temp table wms as
  select sku, places.location, on_hand, available, committed, incoming, updated_at
  from read_csv('${folder}/wms.csv', header = true, columns = {
    sku: 'varchar', facility: 'varchar', on_hand: 'bigint', available: 'bigint', committed: 'bigint', reserved: 'bigint',
    incoming: 'bigint', safety_stock: 'bigint', damaged: 'bigint', quality_control: 'bigint', updated_at: 'timestamptz'})
  left join places on places.wms = facility`);

const columns = ["on_hand", "available", "committed", "incoming", "updated_at"];
const sides = ["wms", "erp", "storefront"].flatMap((system) =>
  columns.map((name) => `${system}.${name} as ${system}_${name}`),
);
await connection.run(`
  copy (
    select coalesce(storefront.sku, erp.sku, wms.sku) as sku,
      coalesce(storefront.location, erp.location, wms.location) as location, ${sides.join(", ")}
    from storefront
      full join erp on erp.sku = storefront.sku and erp.location = storefront.location
      full join wms on wms.sku = coalesce(storefront.sku, erp.sku) and wms.location = coalesce(storefront.location, erp.location)
    where wms.on_hand is distinct from erp.on_hand or erp.on_hand is distinct from storefront.on_hand
      or wms.available is distinct from erp.available or erp.available is distinct from storefront.available
  ) to '${out}' (format json)`);

for (const system of ["wms", "erp", "storefront"]) {
  const totals = await connection.runAndReadAll(`
    select location, sum(rows) as rows, sum(on_hand) as on_hand, sum(available) as available,
      count(*) filter (rows > 1) as repeated, count(*) filter (sku not in (select sku from storefront)) as unmatched
    from (select sku, location, count(*) as rows, sum(on_hand) as on_hand, sum(available) as available from ${system} group by all)
    group by location order by location`);
  for (const row of totals.getRows()) process.stderr.write(`${system} ${row.join(" ")}\n`);
}
close();
