import type { HintStore } from "../../scan/hints.ts";
import type { PrismaClient } from "../generated/client.ts";
import { discrepancyOf } from "./discrepancies.ts";

/** Beyond so many a scan reads everything sooner and cheaper than key by key. */
const MOST = 2_000;
/** So much after the window that the last change lies wholly outside it. */
const MARGIN = 1_000;

export function hintStore(prisma: PrismaClient): HintStore {
  return {
    async note(shop, { inventoryItemId, locationId }, at, window) {
      const changedAt = new Date(at);
      const dueAt = new Date(at + window + MARGIN);
      const noted = await prisma.$executeRaw`
        insert into probe_hints as hint (shop, inventory_item_id, location_id, first_at, last_at, due_at)
        select domain, ${inventoryItemId}, ${locationId}, ${changedAt}, ${changedAt}, ${dueAt} from shops
        where domain = ${shop} and uninstalled_at is null and (
          (select count(*) from (select 1 from probe_hints where shop = ${shop} limit ${MOST}) as waiting) < ${MOST}
          or exists (select 1 from probe_hints where shop = ${shop} and inventory_item_id = ${inventoryItemId}
            and location_id = ${locationId}))
        on conflict (shop, inventory_item_id, location_id) do update set changes = hint.changes + 1,
          last_at = greatest(hint.last_at, excluded.last_at),
          due_at = least(greatest(hint.due_at, excluded.due_at),
            hint.first_at + ${3 * window + MARGIN} * interval '1 millisecond')`;
      return noted === 1;
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
