import type { Address, Channel, Rules } from "../../../channels/channel.ts";
import type { ChannelStore } from "../../../channels/ports.ts";
import { SecretError, type Secrets } from "../../../platform/secrets.ts";
import { isUuid } from "../../uuid.ts";
import type { NotificationChannel, Prisma, PrismaClient } from "../../generated/client.ts";
import { dateOrNull, instant, instantOrNull } from "../convert.ts";

export const channelPlace = (shop: string, id: string) => ({ purpose: "channel's address", shop, id });

/** Addresses are sealed: whoever has one can write to the channel. */
export function channelStore(prisma: PrismaClient, secrets: Secrets): ChannelStore {
  return {
    async list(shop) {
      const rows = await prisma.notificationChannel.findMany({
        where: { shop },
        orderBy: { listensSince: "asc" },
      });
      return rows.map(channelOf);
    },
    async find(shop, id) {
      if (!isUuid(id)) return null;
      const row = await prisma.notificationChannel.findUnique({ where: { shop_id: { shop, id } } });
      return row && channelOf(row);
    },
    async ownerOf(id) {
      if (!isUuid(id)) return null;
      return (await prisma.notificationChannel.findUnique({ where: { id } }))?.shop ?? null;
    },
    async addressOf(shop, id) {
      const row = await prisma.notificationChannel.findUnique({ where: { shop_id: { shop, id } } });
      if (!row) return null;
      try {
        return JSON.parse(secrets.open(row.address, channelPlace(shop, id))) as Address;
      } catch (error) {
        if (error instanceof SecretError) return null;
        throw error;
      }
    },
    async save({ id, shop, person, kind, name, rules, listensSince, nextDigestAt }, address) {
      const facts = {
        name,
        rules: rules as unknown as Prisma.InputJsonObject,
        nextDigestAt: dateOrNull(nextDigestAt),
      };
      const sealed = address && secrets.seal(JSON.stringify(address), channelPlace(shop, id));
      if (sealed !== null)
        await prisma.notificationChannel.upsert({
          where: { shop_id: { shop, id } },
          create: { ...facts, id, shop, person, kind, listensSince: new Date(listensSince), address: sealed },
          update: { ...facts, address: sealed },
        });
      else await prisma.notificationChannel.updateMany({ where: { shop, id }, data: facts });
    },
    async switchOff(shop, id, { at, why }) {
      await prisma.$transaction(async (tx) => {
        await tx.notificationChannel.updateMany({
          where: { shop, id },
          data: { offAt: new Date(at), offWhy: why },
        });
        await withdrawAll(tx, shop, id, at);
      });
    },
    async switchOn(shop, id, at) {
      await prisma.notificationChannel.updateMany({
        where: { shop, id },
        data: { offAt: null, offWhy: null, listensSince: new Date(at) },
      });
    },
    async remove(shop, id, at) {
      await prisma.$transaction(async (tx) => {
        await withdrawAll(tx, shop, id, at);
        await tx.notificationChannel.deleteMany({ where: { shop, id } });
      });
    },
    async takeDigest(shop, id, due, next) {
      const { count } = await prisma.notificationChannel.updateMany({
        where: { shop, id, nextDigestAt: new Date(due) },
        data: { nextDigestAt: dateOrNull(next) },
      });
      return count === 1;
    },
  };
}

async function withdrawAll(
  tx: Prisma.TransactionClient,
  shop: string,
  target: string,
  at: number,
): Promise<void> {
  await tx.notification.updateMany({
    where: { shop, target, state: "pending" },
    data: { state: "withdrawn", endedAt: new Date(at) },
  });
}

function channelOf(row: NotificationChannel): Channel {
  return {
    id: row.id,
    shop: row.shop,
    person: row.person,
    kind: row.kind as Channel["kind"],
    name: row.name,
    rules: row.rules as unknown as Rules,
    listensSince: instant(row.listensSince),
    nextDigestAt: instantOrNull(row.nextDigestAt),
    off: row.offAt === null ? null : { at: instant(row.offAt), why: row.offWhy ?? "" },
  };
}
