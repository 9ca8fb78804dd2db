import type { HintStore } from "../../scan/hints.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { discrepancyOf } from "./discrepancies.ts";

/** Beyond so many a scan reads everything sooner and cheaper than key by key. */
const MOST = 2_000;
/** So many of them may be of items of which only titles or prices changed, mostly: the rest of the room is for counts. */
const MOST_OF_ITEMS = 1_000;
/** So much after the window that the last change lies wholly outside it. */
const MARGIN = 1_000;

export function hintStore(prisma: PrismaClient): HintStore {
  /** `keys` selects item, location and at; one that waits already takes no room. True when all of them fitted. */
  const noteAll = async (shop: string, keys: Prisma.Sql, window: number, most: number): Promise<boolean> => {
    const [counted] = await prisma.$queryRaw<{ left: bigint }[]>`
      with keys as (
        select item, location, max(at) as at, count(*)::int as told from (${keys}) as given
        where exists (select 1 from shops where domain = ${shop} and uninstalled_at is null)
        group by item, location
      ), ranked as (
        select keys.*, waiting.shop is not null as waits, row_number() over (partition by waiting.shop is null) as nth
        from keys left join probe_hints as waiting
          on waiting.shop = ${shop} and waiting.inventory_item_id = item and waiting.location_id = location
      ), noted as (
        insert into probe_hints as hint (shop, inventory_item_id, location_id, first_at, last_at, due_at, changes)
        select ${shop}, item, location, at, at, at + ${window + MARGIN} * interval '1 millisecond', told from ranked
        where waits or nth + (select count(*) from (select 1 from probe_hints where shop = ${shop} limit ${most}) as others) <= ${most}
        on conflict (shop, inventory_item_id, location_id) do update set changes = hint.changes + excluded.changes,
          last_at = greatest(hint.last_at, excluded.last_at),
          due_at = least(greatest(hint.due_at, excluded.due_at),
            hint.first_at + ${3 * window + MARGIN} * interval '1 millisecond')
        returning 1
      )
      select (select count(*) from keys) - (select count(*) from noted) as left`;
    return counted?.left === 0n;
  };
  return {
    async note(shop, changed, window) {
      const keys = Prisma.sql`select * from unnest(${changed.map((key) => key.inventoryItemId)}::text[],
        ${changed.map((key) => key.locationId)}::text[], ${changed.map(({ at }) => new Date(at))}::timestamptz[])
        as told (item, location, at)`;
      return noteAll(shop, keys, window, MOST);
    },
    async noteItems(shop, changed, window) {
      const keys = Prisma.sql`
        select products.inventory_item_id as item, places.location_id as location, told.at
        from unnest(${changed.map(({ id }) => id)}::text[], ${changed.map(({ at }) => new Date(at))}::timestamptz[]) as told (id, at)
        join products on products.shop = ${shop} and (products.product_id = told.id or products.inventory_item_id = told.id)
        cross join (select distinct location_id from location_codes where shop = ${shop}) as places`;
      return noteAll(shop, keys, window, MOST_OF_ITEMS);
    },
    async noteReported(shop, connectionId, changed, window) {
      // Middleware has no codes of its own: it speaks of the ones that its role's connections have.
      const keys = Prisma.sql`
        select products.inventory_item_id as item, coalesce(codes.location_id, reported.code) as location, reported.at
        from unnest(${changed.map(({ item }) => item)}::text[], ${changed.map(({ code }) => code)}::text[],
          ${changed.map(({ at }) => new Date(at))}::timestamptz[]) as reported (item, code, at)
        join connections as speaker on speaker.id = ${connectionId}::uuid and speaker.shop = ${shop}
        left join item_mappings as mapping on mapping.shop = ${shop}
          and reported.item = case speaker.role when 'wms' then mapping.wms_item else mapping.erp_item end
        join products on products.shop = ${shop} and products.sku = coalesce(mapping.sku, reported.item)
        left join (location_codes as codes join connections as holder on holder.id = codes.connection_id)
          on codes.shop = ${shop} and (reported.code is null or codes.code = reported.code)
            and (holder.id = speaker.id or (holder.role = speaker.role
              and not exists (select 1 from location_codes as own where own.connection_id = speaker.id)))
        where codes.location_id is not null
          or exists (select 1 from locations where locations.shop = ${shop} and locations.id = reported.code)`;
      return noteAll(shop, keys, window, MOST);
    },
    async shopsDue(now, limit) {
      const rows = await prisma.$queryRaw<{ shop: string }[]>`
        select shop from probe_hints where due_at <= ${new Date(now)} group by shop order by min(due_at) limit ${limit}`;
      return rows.map(({ shop }) => shop);
    },
    async take(shop, now, hiddenUntil, limit) {
      const taken = await prisma.$queryRaw<{ inventory_item_id: string; location_id: string }[]>`
        update probe_hints set due_at = ${new Date(hiddenUntil)}
        where shop = ${shop} and (inventory_item_id, location_id) in (
          select inventory_item_id, location_id from probe_hints where shop = ${shop} and due_at <= ${new Date(now)}
          order by due_at limit ${limit} for update skip locked)
        returning inventory_item_id, location_id`;
      const products = await prisma.product.findMany({
        where: { shop, inventoryItemId: { in: taken.map((row) => row.inventory_item_id) } },
        select: { inventoryItemId: true, sku: true },
      });
      // Nothing is known by the item's name yet: the next scan reads products and levels alike.
      const unknown = taken
        .map((row) => row.inventory_item_id)
        .filter((id) => products.every((product) => product.inventoryItemId !== id));
      if (unknown.length > 0)
        await prisma.probeHint.deleteMany({ where: { shop, inventoryItemId: { in: unknown } } });
      const skus = new Map(products.map(({ inventoryItemId, sku }) => [inventoryItemId, sku]));
      return taken.flatMap(({ inventory_item_id: inventoryItemId, location_id: locationId }) => {
        const sku = skus.get(inventoryItemId);
        return sku === undefined ? [] : [{ sku, inventoryItemId, locationId }];
      });
    },
    async done(shop, keys, takenAt) {
      await prisma.$executeRaw`
        delete from probe_hints using unnest(${keys.map((key) => key.inventoryItemId)}::text[],
          ${keys.map((key) => key.locationId)}::text[]) as looked (item, location)
        where shop = ${shop} and inventory_item_id = looked.item and location_id = looked.location
          and last_at <= ${new Date(takenAt)}`;
    },
    async living(shop, keys) {
      const records = await prisma.discrepancy.findMany({
        where: { shop, state: { not: "resolved" }, sku: { in: [...new Set(keys.map(({ sku }) => sku))] } },
      });
      return records.map(discrepancyOf);
    },
  };
}
