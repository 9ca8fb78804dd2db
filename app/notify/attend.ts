import type { Instant } from "../inventory/index.ts";
import { namesOf } from "../scan/diagnose.ts";
import type { PeopleStore } from "../shops/people.ts";
import type { ConnectionStore, MappingStore, ShopStore } from "../shops/ports.ts";
import type { Shop } from "../shops/shop.ts";
import type { Channel } from "../channels/channel.ts";
import { dayIn, nextTime } from "./clock.ts";
import type { Scene } from "./compose.ts";
import { decide, type Listener, type Steps } from "./decide.ts";
import { incidentTrigger, outagesOf, workflowRules } from "./flow/triggers.ts";
import type { SendToFlow } from "./flow/send.ts";
import type { Links } from "./links.ts";
import type { ChannelStore, FlowUses, NotifyFacts, Outbox } from "../channels/ports.ts";
import { sendDue } from "./send-due.ts";
import type { Delivering } from "./send/deliver.ts";

const DAY = 86_400_000;
/** A recovery that came while nobody could be told is told this long. */
const CLOSED_SINCE = 2 * DAY;
/** Whoever was told of an origin within this time hears that it came back. */
const REMEMBERED = 30 * DAY;
/** Two looks of the scan. */
const LOOKS = 2;

export interface NotifyDependencies {
  readonly shops: Pick<ShopStore, "find">;
  readonly connections: Pick<ConnectionStore, "list">;
  readonly mappings: Pick<MappingStore, "locations">;
  readonly people: Pick<PeopleStore, "list">;
  readonly channels: ChannelStore;
  readonly outbox: Outbox;
  readonly facts: NotifyFacts;
  readonly flowUses: FlowUses;
  readonly delivering: Delivering;
  readonly sendToFlow: SendToFlow;
  readonly links: Links;
  readonly now: () => Instant;
}

export interface Attended {
  readonly sent: number;
  readonly failed: number;
}

/** Writes down what is to be told in the shop now, and sends what is due. */
export async function attend(
  domain: string,
  dependencies: NotifyDependencies,
  signal: AbortSignal,
): Promise<Attended> {
  const { shops, outbox, now } = dependencies;
  const mark = await outbox.mark(domain);
  const shop = await shops.find(domain);
  if (!shop || shop.uninstalledAt !== null) {
    if (mark !== null) await outbox.clearMark(domain, mark);
    return { sent: 0, failed: 0 };
  }
  const scene = await sceneOf(shop, dependencies);
  const channels = (await dependencies.channels.list(domain)).filter(({ off }) => off === null);
  await outbox.apply(domain, await stepsOf(shop, channels, dependencies), now());
  await writeDigests(shop, channels, dependencies);
  if (mark !== null) await outbox.clearMark(domain, mark);
  return sendDue(scene, dependencies, signal);
}

async function sceneOf(
  { domain, name, timezone, currency }: Shop,
  { connections, mappings, links, now }: NotifyDependencies,
): Promise<Scene> {
  const [connected, locations] = await Promise.all([connections.list(domain), mappings.locations(domain)]);
  return {
    shop: domain,
    shopName: name,
    timezone,
    currency,
    names: { wms: "WMS", erp: "ERP", ...namesOf(connected) },
    places: new Map(locations.map((location) => [location.id, location.name])),
    links,
    now: now(),
  };
}

async function stepsOf(
  { domain, timezone, scanEveryMinutes }: Shop,
  channels: readonly Channel[],
  { outbox, facts, people, flowUses, now }: NotifyDependencies,
): Promise<Steps> {
  const used = await flowUses.used(domain);
  const workflows = used.get(incidentTrigger);
  const listeners: Listener[] = listenersOf(channels, await people.list(domain));
  if (workflows !== undefined)
    listeners.push({
      target: `flow:${incidentTrigger}`,
      rules: workflowRules,
      since: workflows,
      locationIds: [],
      follows: false,
    });
  const outages = outagesOf(used, await facts.unread(domain), now());
  if (listeners.length === 0) return { add: outages, withdraw: [] };
  const at = now();
  const [standings, told] = await Promise.all([
    facts.standings(domain, at - CLOSED_SINCE),
    outbox.told(domain, at - REMEMBERED),
  ]);
  const round = { zone: timezone, now: at, hold: LOOKS * scanEveryMinutes * 60_000 };
  const steps = listeners.map((listener) => decide(listener, standings, told, round));
  return {
    add: [...outages, ...steps.flatMap(({ add }) => add)],
    withdraw: steps.flatMap(({ withdraw }) => withdraw),
  };
}

function listenersOf(
  channels: readonly Channel[],
  people: readonly { readonly id: string; readonly myLocations: readonly string[] }[],
): Listener[] {
  return channels.map(({ id, rules, listensSince, person }) => ({
    target: id,
    rules,
    since: listensSince,
    locationIds: people.find((one) => one.id === person)?.myLocations ?? [],
    follows: true,
  }));
}

async function writeDigests(
  { domain, timezone }: Shop,
  channels: readonly Channel[],
  { channels: store, outbox, now }: NotifyDependencies,
): Promise<void> {
  const at = now();
  for (const { id, rules, nextDigestAt } of channels) {
    if (rules.digestAt === null || nextDigestAt === null || nextDigestAt > at) continue;
    const digest = {
      ...{ target: id, subject: "digest", transition: dayIn(timezone, nextDigestAt) },
      ...{ thread: null, members: [], state: "pending" as const, dueAt: at },
    };
    // First the message, which is written once a day however often it is tried; then the next time.
    await outbox.apply(domain, { add: [digest], withdraw: [] }, at);
    await store.takeDigest(domain, id, nextDigestAt, nextTime(rules.digestAt, timezone, at));
  }
}
