import type { Pool } from "pg";
import type { Delivery, Inbox } from "../../storefront/webhooks/delivery.ts";

/** Rows of one statement. */
const AT_ONCE = 200;
/** Beyond so many a delivery is turned away, and comes again when there is room. */
const MOST_WAITING = 5_000;

interface Waiting {
  readonly delivery: Delivery;
  readonly resolve: (outcome: "stored" | "duplicate") => void;
  readonly reject: (problem: unknown) => void;
}

/**
 * One statement at a time: what arrives while it runs goes together with the next, so a storm costs few commits and a lone delivery
 * waits for nobody. Each resolves when it is committed.
 */
export function storingTogether(pool: Pool): Inbox["store"] {
  const waiting: Waiting[] = [];
  let running = false;

  async function work(): Promise<void> {
    running = true;
    while (waiting.length > 0) await storeAll(pool, waiting.splice(0, AT_ONCE));
    running = false;
  }
  return (delivery) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= MOST_WAITING) {
        reject(new Error("More webhooks arrive than can be stored."));
        return;
      }
      waiting.push({ delivery, resolve, reject });
      if (!running) void work();
    });
}

/** Settles each of them and never rejects itself. A row that cannot be text of the database's is alone in failing. */
async function storeAll(pool: Pool, batch: readonly Waiting[]): Promise<void> {
  try {
    const stored = await insert(
      pool,
      batch.map(({ delivery }) => delivery),
    );
    // Of two copies in one batch only the first was stored.
    for (const { delivery, resolve } of batch)
      resolve(stored.delete(idOf(delivery)) ? "stored" : "duplicate");
  } catch (problem) {
    if (batch.length > 1 && isOfData(problem)) for (const one of batch) await storeAll(pool, [one]);
    else for (const { reject } of batch) reject(problem);
  }
}

async function insert(pool: Pool, batch: readonly Delivery[]): Promise<Set<string>> {
  const time = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());
  const { rows } = await pool.query<{ shop: string; delivery_id: string }>(
    `insert into webhook_inbox (shop, topic, delivery_id, event_id, api_version, triggered_at, received_at, payload)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],
       $6::timestamptz[], $7::timestamptz[], $8::text[])
     on conflict (shop, delivery_id) do nothing returning shop, delivery_id`,
    [
      batch.map(({ shop }) => shop),
      batch.map(({ topic }) => topic),
      batch.map(({ deliveryId }) => deliveryId),
      batch.map(({ eventId }) => eventId),
      batch.map(({ apiVersion }) => apiVersion),
      batch.map(({ triggeredAt }) => time(triggeredAt)),
      batch.map(({ receivedAt }) => time(receivedAt)),
      batch.map(({ payload }) => payload),
    ],
  );
  return new Set(rows.map((row) => idOf({ shop: row.shop, deliveryId: row.delivery_id })));
}

function idOf({ shop, deliveryId }: Pick<Delivery, "shop" | "deliveryId">): string {
  return JSON.stringify([shop, deliveryId]);
}

/** SQLSTATE class 22, data exception: https://www.postgresql.org/docs/current/errcodes-appendix.html */
function isOfData(problem: unknown): boolean {
  return String((problem as { readonly code?: unknown }).code).startsWith("22");
}
