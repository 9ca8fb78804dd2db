import type { Instant } from "../inventory/index.ts";
import type { InboxStore, WaitingDelivery } from "../persistence/stores/inbox.ts";
import { handleDelivery } from "../shops/inbox/handle.ts";
import { UnreadablePayload } from "../shops/inbox/payload.ts";
import type { InboxPorts } from "../shops/inbox/ports.ts";

const BATCH = 20;
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
    for (const one of waiting) {
      if (signal.aborted) return handled;
      await handleOne(one, work, signal);
      handled += 1;
    }
  }
}

async function handleOne(
  { id, attempts, delivery }: WaitingDelivery,
  work: InboxWork,
  signal: AbortSignal,
): Promise<void> {
  const { inbox, log, now } = work;
  const { shop, topic, deliveryId } = delivery;
  try {
    const told = await handleDelivery(delivery, { ...work.ports, signal });
    await inbox.done(id, now());
    log.info({ shop, topic, deliveryId }, told);
  } catch (error) {
    const problem = error instanceof Error ? error.message : "An unknown fault";
    const hopeless = error instanceof UnreadablePayload || attempts >= TRIES;
    await inbox.failed(id, problem, hopeless ? null : now() + 1_000 * 2 ** attempts);
    log.warn({ shop, topic, deliveryId, attempts, hopeless, problem }, "A webhook could not be worked on");
  }
}
