import type { Attended, NotifyDependencies } from "./attend.ts";
import { composeIncident, composeTest, type Scene } from "./compose.ts";
import { composeDigest } from "./digest.ts";
import type { Message } from "./message.ts";
import { parted, retryIn, wordOf, type Notification } from "../channels/notification.ts";
import { deliver } from "./send/deliver.ts";
import type { Outcome } from "./send/outcome.ts";

const AT_ONCE = 100;
const DAY = 86_400_000;
/** No attempt takes so long: whoever began and said nothing since has died. */
const SENDER_LOST_AFTER = 5 * 60_000;
const LOST =
  "The app was stopped while it was sent, so nobody knows whether it arrived. It is not sent again.";

/** Sends what is due: to several targets at once, and in its order to each. */
export async function sendDue(
  scene: Scene,
  dependencies: NotifyDependencies,
  signal: AbortSignal,
): Promise<Attended> {
  const { outbox, now } = dependencies;
  await outbox.giveUp(scene.shop, now() - SENDER_LOST_AFTER, now(), LOST);
  const due = await outbox.due(scene.shop, now(), AT_ONCE);
  const counts = { sent: 0, failed: 0 };
  const send = async (notifications: readonly Notification[]): Promise<void> => {
    for (const notification of notifications) {
      if (signal.aborted) return;
      const outcome = await sendOne(notification, scene, dependencies, signal);
      if (outcome === null) continue;
      counts[outcome.kind === "sent" ? "sent" : "failed"] += 1;
      // What comes after it would arrive before it.
      if (outcome.kind === "later") return;
    }
  };
  await Promise.all([...Map.groupBy(due, ({ target }) => target).values()].map(send));
  return counts;
}

/** Null where there was nothing to send, or another process sends it. */
async function sendOne(
  notification: Notification,
  scene: Scene,
  dependencies: NotifyDependencies,
  signal: AbortSignal,
): Promise<Outcome | null> {
  const { outbox, now } = dependencies;
  const { shop, id, target } = notification;
  if (!(await outbox.claim(shop, id, now()))) return null;
  const prepared = await prepare(notification, scene, dependencies, signal).catch(async (error: unknown) => {
    // Nothing has left yet.
    await outbox.settle(shop, id, { ...blank(now()), state: "pending", dueAt: now() + 60_000 });
    throw error;
  });
  if (prepared === null) {
    await outbox.settle(shop, id, { ...blank(now()), state: "withdrawn" });
    return null;
  }
  const outcome = await prepared.send();
  const attempts = notification.attempts + 1;
  await settle(notification, prepared.headline, outcome, attempts, dependencies);
  if (outcome.kind === "gone")
    await dependencies.channels.switchOff(shop, target, { at: now(), why: outcome.why });
  return outcome;
}

interface Prepared {
  readonly headline: string;
  send(): Promise<Outcome>;
}

async function prepare(
  notification: Notification,
  scene: Scene,
  dependencies: NotifyDependencies,
  signal: AbortSignal,
): Promise<Prepared | null> {
  const { shop, target, thread } = notification;
  const { kind, id: handle } = parted(target);
  if (kind === "flow") return dependencies.sendToFlow.prepare(handle, notification, scene, signal);
  const { channels, outbox, delivering, now, links } = dependencies;
  const [channel, address] = await Promise.all([
    channels.find(shop, target),
    channels.addressOf(shop, target),
  ]);
  if (!channel || channel.off !== null) return null;
  const message = await messageOf(notification, scene, dependencies);
  if (message === null) return null;
  if (address === null) {
    const why = "Its stored address no longer opens. Type it in again.";
    return { headline: message.headline, send: () => Promise.resolve({ kind: "gone", why }) };
  }
  const first = thread === null ? null : await outbox.firstSent(shop, target, thread);
  const settingsUrl = links(shop, "/app/settings/notifications");
  const envelope = { channel, address, notification, message, first, settingsUrl, now: now() };
  return {
    headline: message.headline,
    send: () => deliver({ ...envelope, shopName: scene.shopName }, delivering, signal),
  };
}

/** Told as it stands now. Null where there is nothing left to tell. */
async function messageOf(
  { shop, subject, transition }: Notification,
  scene: Scene,
  { facts, channels, now }: NotifyDependencies,
): Promise<Message | null> {
  const { kind, id } = parted(subject);
  if (kind === "test") return composeTest(scene);
  if (kind === "digest") {
    const since = now() - DAY;
    const [morning, unread, all] = await Promise.all([
      facts.morning(shop, since),
      facts.unread(shop),
      channels.list(shop),
    ]);
    const off = all.flatMap((one) =>
      one.off && one.off.at >= since ? [{ name: one.name, why: one.off.why }] : [],
    );
    const named = unread.map((one) => ({ ...one, name: scene.names[one.system] ?? one.name }));
    return composeDigest({ ...morning, unread: named, off }, scene);
  }
  const word = wordOf(transition);
  if (word === null || word === "adopted" || word === "superseded") return null;
  const standing = await facts.standing(shop, id);
  return standing && composeIncident(word, standing, scene);
}

async function settle(
  { shop, id }: Notification,
  headline: string,
  outcome: Outcome,
  attempts: number,
  { outbox, now }: NotifyDependencies,
): Promise<void> {
  const end = { ...blank(now()), headline };
  if (outcome.kind === "sent") return outbox.settle(shop, id, { ...end, state: "sent" });
  if (outcome.kind === "unconfirmed")
    return outbox.settle(shop, id, { ...end, state: "unconfirmed", problem: outcome.why });
  const wait = outcome.kind === "later" ? retryIn(attempts) : null;
  if (outcome.kind !== "later" || wait === null)
    return outbox.settle(shop, id, { ...end, state: "failed", problem: outcome.why });
  const dueAt = now() + Math.max(wait, outcome.afterMs ?? 0);
  return outbox.settle(shop, id, { ...end, state: "pending", dueAt, problem: outcome.why });
}

function blank(at: number) {
  return { at, dueAt: null, headline: null, problem: null };
}
