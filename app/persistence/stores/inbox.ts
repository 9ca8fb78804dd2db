import type { Instant } from "../../inventory/index.ts";
import type { Delivery, Inbox } from "../../storefront/webhooks/delivery.ts";
import type { Database } from "../client.ts";
import type { WebhookDelivery } from "../generated/client.ts";
import { storingTogether } from "./inbox-entry.ts";
import { dateOrNull, instant, instantOrNull } from "./convert.ts";

export interface WaitingDelivery {
  readonly id: bigint;
  readonly attempts: number;
  readonly delivery: Delivery;
}

export interface InboxStore extends Inbox {
  /** The oldest that wait, hidden from other workers until `hiddenUntil`: one that is not ended by then comes again. */
  take(at: Instant, hiddenUntil: Instant, limit: number): Promise<readonly WaitingDelivery[]>;
  done(ids: readonly bigint[], at: Instant): Promise<void>;
  /** `again` null: not to be tried any more. */
  failed(id: bigint, problem: string, again: Instant | null): Promise<void>;
  /** Forgets what was done before `before`; its delivery ids are no longer needed to recognise a repetition. */
  forgetDone(before: Instant): Promise<number>;
}

export function inboxStore({ prisma, pool }: Pick<Database, "prisma" | "pool">): InboxStore {
  return {
    store: storingTogether(pool),
    async take(at, hiddenUntil, limit) {
      const rows = await prisma.$queryRaw<TakenRow[]>`
        update webhook_inbox set attempts = attempts + 1, due_at = ${new Date(hiddenUntil)}
        where id in (
          select id from webhook_inbox where state = 'new' and (due_at is null or due_at <= ${new Date(at)})
          order by id limit ${limit} for update skip locked)
        returning id, attempts, shop, topic, delivery_id as "deliveryId", event_id as "eventId", api_version as "apiVersion",
          triggered_at as "triggeredAt", received_at as "receivedAt", payload`;
      return rows
        .toSorted((a, b) => Number(a.id - b.id))
        .map((row) => ({ id: row.id, attempts: row.attempts, delivery: deliveryOf(row) }));
    },
    async done(ids, at) {
      if (ids.length === 0) return;
      await prisma.webhookDelivery.updateMany({
        where: { id: { in: [...ids] } },
        data: { state: "done", doneAt: new Date(at), problem: null },
      });
    },
    async failed(id, problem, again) {
      const state = again === null ? "failed" : "new";
      await prisma.webhookDelivery.updateMany({
        where: { id },
        data: { state, problem, dueAt: dateOrNull(again) },
      });
    },
    async forgetDone(before) {
      const { count } = await prisma.webhookDelivery.deleteMany({
        where: { state: "done", doneAt: { lt: new Date(before) } },
      });
      return count;
    },
  };
}

type TakenRow = Omit<WebhookDelivery, "state" | "dueAt" | "doneAt" | "problem">;

function deliveryOf(row: TakenRow): Delivery {
  return {
    shop: row.shop,
    topic: row.topic,
    deliveryId: row.deliveryId,
    eventId: row.eventId,
    apiVersion: row.apiVersion,
    triggeredAt: instantOrNull(row.triggeredAt),
    receivedAt: instant(row.receivedAt),
    payload: row.payload,
  };
}
