import type { Instant } from "../inventory/index.ts";
import type { InboxStore, WaitingDelivery } from "../persistence/stores/inbox.ts";
import { handleDelivery } from "../shops/inbox/handle.ts";
import { UnreadablePayload } from "../shops/inbox/payload.ts";
import type { InboxPorts } from "../shops/inbox/ports.ts";

const BATCH = 100;
const HIDDEN_FOR = 120_000;
const TRIES = 8;

export interface InboxWork {
  readonly inbox: InboxStore;
  readonly ports: Omit<InboxPorts, "signal">;
  readonly log: {
    info(details: object, message: string): void;
    warn(details: object, message: string): void;
  };
  readonly now: () => Instant;
}

/** Works on what waits, oldest first, until nothing is left. A delivery that fails waits longer each time. */
export async function drainInbox(work: InboxWork, signal: AbortSignal): Promise<number> {
  let handled = 0;
  for (;;) {
    const at = work.now();
    const waiting = await work.inbox.take(at, at + HIDDEN_FOR, BATCH);
    if (waiting.length === 0) return handled;
    // Ended together: worked on twice, a delivery does no harm, and a storm costs a fraction of the writes.
    const done: bigint[] = [];
    for (const one of waiting) {
      if (signal.aborted) break;
      if (await handleOne(one, work, signal)) done.push(one.id);
      handled += 1;
    }
    await work.ports.hints.flush();
    await work.inbox.done(done, work.now());
    if (signal.aborted) return handled;
  }
}

/** Whether it is done with; what is to be tried again is put back here. */
async function handleOne(
  { id, attempts, delivery }: WaitingDelivery,
  work: InboxWork,
  signal: AbortSignal,
): Promise<boolean> {
  const { inbox, log, now } = work;
  const { shop, topic, deliveryId } = delivery;
  try {
    const told = await handleDelivery(delivery, { ...work.ports, signal });
    log.info({ shop, topic, deliveryId }, told);
    return true;
  } catch (error) {
    const problem = error instanceof Error ? error.message : "An unknown fault";
    const hopeless = error instanceof UnreadablePayload || attempts >= TRIES;
    await inbox.failed(id, problem, hopeless ? null : now() + 1_000 * 2 ** attempts);
    log.warn({ shop, topic, deliveryId, attempts, hopeless, problem }, "A webhook could not be worked on");
    return false;
  }
}
