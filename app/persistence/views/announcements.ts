import type { Announcements } from "../../scan/announced.ts";
import type { PrismaClient } from "../generated/client.ts";

/** What was delivered is kept for three days; what a reading from before that missed cannot be told. */
const KEPT = 3 * 24 * 60 * 60 * 1_000;

/** What the inbox holds of each key, worked on or not. The payloads are read as text, since a broken one must not end a scan. */
export function announcements(prisma: PrismaClient): Announcements {
  return {
    async unannounced(shop, changes, now) {
      const [counted] = await prisma.$queryRaw<{ judged: bigint; unannounced: bigint }[]>`
        with reads as (
          select location_id, max(read_from) as since from scan_readings
          where shop = ${shop} and system = 'storefront' and complete and location_id is not null group by location_id
        ), told as (
          select 'gid://shopify/InventoryItem/' || substring(payload from '"inventory_item_id"\\s*:\\s*(\\d+)') as item,
            'gid://shopify/Location/' || substring(payload from '"location_id"\\s*:\\s*(\\d+)') as location_id,
            max(received_at) as at
          from webhook_inbox where shop = ${shop} and topic like 'inventory\\_levels/%'
            and received_at >= (select min(since) from reads where since > ${new Date(now - KEPT)})
          group by 1, 2
        ), changed as (
          select distinct items.inventory_item_id as item, given.location_id, reads.since
          from unnest(${changes.map(({ sku }) => sku)}::text[], ${changes.map(({ locationId }) => locationId)}::text[])
            as given (sku, location_id)
          join shops on domain = ${shop}
          join reads on reads.location_id = given.location_id and reads.since > ${new Date(now - KEPT)}
            and reads.since >= shops.installed_at
          join products as items on items.shop = ${shop} and items.sku = given.sku
        )
        select count(*) as judged, count(*) filter (where not exists (
          select 1 from told where told.item = changed.item and told.location_id = changed.location_id and told.at >= changed.since
        )) as unannounced from changed`;
      return counted && counted.judged > 0n ? Number(counted.unannounced) : null;
    },
  };
}
