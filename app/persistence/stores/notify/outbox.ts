import { randomUUID } from "node:crypto";
import { parted, wordOf, type NotificationState, type Told } from "../../../channels/notification.ts";
import type { Outbox } from "../../../channels/ports.ts";
import { Prisma, type PrismaClient } from "../../generated/client.ts";
import { dateOrNull, instant, instantOrNull } from "../convert.ts";

/** Due, and nothing that was to be said before it of the same subject still waits. */
const ripe = (at: Date) => Prisma.sql`
  state = 'pending' and due_at <= ${at} and not exists (
    select from notifications as earlier
    where earlier.shop = notifications.shop and earlier.target = notifications.target and earlier.subject = notifications.subject
      and earlier.state in ('pending', 'sending') and earlier.created_at < notifications.created_at)`;

/** How long a sender may be silent before somebody looks. */
const STALE = 5 * 60_000;

export function outbox(prisma: PrismaClient): Outbox {
  return {
    async needingAttention(at, limit) {
      const now = new Date(at);
      const rows = await prisma.$queryRaw<{ shop: string }[]>`
        select shop from (
          select shop from notification_marks where due_at <= ${now}
          union select shop from notifications where ${ripe(now)}
          union select shop from notifications where state = 'sending' and claimed_at < ${new Date(at - STALE)}
          union select shop from notification_channels where off_at is null and next_digest_at <= ${now}) as waiting
        limit ${limit}`;
      return rows.map(({ shop }) => shop);
    },
    async mark(shop) {
      const row = await prisma.notificationMark.findUnique({ where: { shop } });
      return row && instant(row.dueAt);
    },
    async clearMark(shop, seen) {
      await prisma.notificationMark.deleteMany({ where: { shop, dueAt: new Date(seen) } });
    },
    async told(shop, since) {
      const rows = await prisma.notification.findMany({
        where: { shop, subject: { startsWith: "incident:" }, createdAt: { gte: new Date(since) } },
        orderBy: [{ createdAt: "asc" }, { transition: "asc" }],
      });
      return rows.flatMap(({ id, target, subject, transition, state, thread, members }): Told[] => {
        const word = wordOf(transition);
        const told = { id, target, incidentId: parted(subject).id, thread, members };
        return word ? [{ ...told, word, state: state as NotificationState }] : [];
      });
    },
    async apply(shop, { add, withdraw }, at) {
      if (add.length === 0 && withdraw.length === 0) return;
      await prisma.$transaction(async (tx) => {
        await tx.notification.updateMany({
          where: { shop, id: { in: [...withdraw] }, state: "pending" },
          data: { state: "withdrawn", endedAt: new Date(at) },
        });
        await tx.notification.createMany({
          data: add.map(({ dueAt, members, ...facts }) => ({
            ...facts,
            id: randomUUID(),
            shop,
            members: [...members],
            createdAt: new Date(at),
            dueAt: new Date(dueAt),
          })),
          skipDuplicates: true,
        });
      });
    },
    async due(shop, at, limit) {
      const rows = await prisma.$queryRaw<{ id: string }[]>`
        select id from notifications where shop = ${shop} and ${ripe(new Date(at))} order by created_at, id limit ${limit}`;
      const found = await prisma.notification.findMany({
        where: { shop, id: { in: rows.map(({ id }) => id) } },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      });
      return found.map(({ id, target, subject, transition, thread, attempts, createdAt }) => ({
        ...{ id, shop, target, subject, transition, thread, attempts },
        createdAt: instant(createdAt),
      }));
    },
    async claim(shop, id, at) {
      const { count } = await prisma.notification.updateMany({
        where: { shop, id, state: "pending" },
        data: { state: "sending", claimedAt: new Date(at), attempts: { increment: 1 } },
      });
      return count === 1;
    },
    async settle(shop, id, { state, at, dueAt, headline, problem }) {
      await prisma.notification.updateMany({
        where: { shop, id, state: "sending" },
        data: {
          ...{ state, problem },
          ...(headline !== null && { headline }),
          ...(dueAt === null ? { endedAt: new Date(at) } : { dueAt: new Date(dueAt) }),
        },
      });
    },
    async giveUp(shop, before, at, why) {
      await prisma.notification.updateMany({
        where: { shop, state: "sending", claimedAt: { lt: new Date(before) } },
        data: { state: "unconfirmed", endedAt: dateOrNull(at), problem: why },
      });
    },
    async firstSent(shop, target, thread) {
      const row = await prisma.notification.findFirst({
        where: { shop, target, thread, state: "sent" },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        select: { id: true },
      });
      return row?.id ?? null;
    },
    async log(shop, limit) {
      const rows = await prisma.notification.findMany({
        where: { shop, state: { not: "silent" } },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: limit,
      });
      return rows.map((row) => ({
        id: row.id,
        target: row.target,
        transition: row.transition,
        state: row.state as NotificationState,
        createdAt: instant(row.createdAt),
        dueAt: instant(row.dueAt),
        endedAt: instantOrNull(row.endedAt),
        attempts: row.attempts,
        headline: row.headline,
        problem: row.problem,
      }));
    },
    async forget(before) {
      await prisma.notification.deleteMany({
        where: { createdAt: { lt: new Date(before) }, state: { notIn: ["pending", "sending"] } },
      });
    },
  };
}
