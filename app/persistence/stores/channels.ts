import type { ChannelStore } from "../../shops/channels.ts";
import type { PrismaClient } from "../generated/client.ts";
import { instantOrNull } from "./convert.ts";

export function channelStore(prisma: PrismaClient): ChannelStore {
  return {
    async channels(shop) {
      const rows = await prisma.salesChannel.findMany({
        where: { shop },
        orderBy: [{ name: "asc" }, { id: "asc" }],
      });
      return rows.map(({ id, name, readAt, appearedAt }) => ({
        ...{ id, name },
        readAt: instantOrNull(readAt),
        appearedAt: instantOrNull(appearedAt),
      }));
    },
    async saveChannels(shop, channels, at) {
      const seenAt = new Date(at);
      // What is there at the first look has no known beginning.
      const appearedAt = (await prisma.salesChannel.count({ where: { shop } })) === 0 ? null : seenAt;
      await prisma.$transaction([
        ...channels.map(({ id, name }) =>
          prisma.salesChannel.upsert({
            where: { shop_id: { shop, id } },
            create: { shop, id, name, seenAt, appearedAt },
            update: { name, seenAt },
          }),
        ),
        prisma.salesChannel.deleteMany({ where: { shop, id: { notIn: channels.map(({ id }) => id) } } }),
      ]);
    },
    async savePublished(shop, channelId, skus, at) {
      const now = [...skus];
      await prisma.$transaction([
        // Of a catalogue that stays the same no row is written.
        prisma.$executeRaw`
          delete from published_skus where shop = ${shop} and channel_id = ${channelId} and not (sku = any(${now}::text[]))`,
        prisma.$executeRaw`
          insert into published_skus (shop, channel_id, sku) select ${shop}, ${channelId}, unnest(${now}::text[])
          on conflict do nothing`,
        prisma.salesChannel.update({
          where: { shop_id: { shop, id: channelId } },
          data: { readAt: new Date(at) },
        }),
      ]);
    },
    async published(shop, channelIds) {
      const read = await prisma.salesChannel.findMany({
        where: { shop, id: { in: [...channelIds] }, readAt: { not: null } },
        include: { published: { select: { sku: true } } },
      });
      return new Map(
        read.map(({ id, name, published }) => [id, { name, skus: new Set(published.map(({ sku }) => sku)) }]),
      );
    },
  };
}
