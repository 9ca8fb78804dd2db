import type { Instant } from "../inventory/index.ts";
import type { Channel } from "../channels/channel.ts";
import { nextTime } from "../notify/clock.ts";
import { parted } from "../channels/notification.ts";
import type { ChannelStore, Outbox } from "../channels/ports.ts";
import { readChannel } from "../notify/read-typed.ts";
import type { PeopleStore } from "../shops/people.ts";
import type { Caller, NotificationUseCases, Refused, ShownChannel } from "./contract.ts";
import type { ShopGate } from "./shop-gate.ts";

const LOG_SHOWN = 50;
const MOST_CHANNELS = 50;

export interface NotificationDependencies {
  readonly gate: ShopGate;
  readonly channels: ChannelStore;
  readonly outbox: Outbox;
  readonly people: PeopleStore;
  readonly mailPossible: boolean;
  readonly newId: () => string;
  /** Text that nobody guesses. */
  readonly newSecret: () => string;
  readonly now: () => Instant;
}

export function notificationUseCases(dependencies: NotificationDependencies): NotificationUseCases {
  const { gate, channels, outbox, people, newId, now } = dependencies;

  /** Somebody else's own channel is as if it were not there. */
  const visible = async ({ shop, person }: Caller, id: string): Promise<Channel | null> => {
    const channel = await channels.find(shop, id);
    return channel && (channel.person === null || channel.person === person) ? channel : null;
  };

  return {
    async notifications({ shop: domain, person }) {
      const shop = await gate.shop(domain);
      const [all, log, known] = await Promise.all([
        channels.list(domain),
        outbox.log(domain, LOG_SHOWN),
        people.find(domain, person),
      ]);
      const others = new Set(all.flatMap((one) => (isOf(one, person) ? [] : [one.id])));
      const names = new Map(all.map(({ id, name }) => [id, name]));
      return {
        shop,
        now: now(),
        person: known,
        mailPossible: dependencies.mailPossible,
        channels: await Promise.all(
          all.filter((one) => isOf(one, person)).map((one) => shown(one, dependencies)),
        ),
        log: log
          .filter(({ target }) => !others.has(target))
          .map((entry) => ({ ...entry, channelName: names.get(entry.target) ?? flowName(entry.target) })),
        freshSecret: dependencies.newSecret(),
      };
    },

    async saveChannel(caller, typed) {
      const { shop: domain, person } = caller;
      const shop = await gate.shop(domain);
      const before = typed.id === null ? null : await visible(caller, typed.id);
      if (typed.id !== null && !before) return gone;
      const read = readChannel({ ...typed, kind: before?.kind ?? typed.kind }, before !== null);
      if ("problems" in read) return { ok: false, problem: null, fields: read.problems };
      if (!before && (await channels.list(domain)).length >= MOST_CHANNELS)
        return refused(`A shop has at most ${MOST_CHANNELS} channels. Remove one first.`);
      const { kind, name, rules, address } = read;
      await channels.save(
        {
          ...{ shop: domain, kind, name, rules },
          id: before?.id ?? newId(),
          person: before ? before.person : typed.mine ? person : null,
          listensSince: before?.listensSince ?? now(),
          nextDigestAt: rules.digestAt === null ? null : nextTime(rules.digestAt, shop.timezone, now()),
        },
        address,
      );
      return { ok: true };
    },

    async switchChannel(caller, id, on) {
      if (!(await visible(caller, id))) return gone;
      if (on) await channels.switchOn(caller.shop, id, now());
      else await channels.switchOff(caller.shop, id, { at: now(), why: "Somebody switched it off." });
      return { ok: true };
    },

    async removeChannel(caller, id) {
      if (!(await visible(caller, id))) return gone;
      await channels.remove(caller.shop, id, now());
      return { ok: true };
    },

    async testChannel(caller, id) {
      const channel = await visible(caller, id);
      if (!channel) return gone;
      if (channel.off) return refused("It is switched off. Switch it on first.");
      const test = { target: id, subject: "test", transition: newId(), thread: null, members: [] };
      await outbox.apply(
        caller.shop,
        { add: [{ ...test, state: "pending", dueAt: now() }], withdraw: [] },
        now(),
      );
      return { ok: true };
    },
  };
}

function isOf(channel: Channel, person: string): boolean {
  return channel.person === null || channel.person === person;
}

async function shown(channel: Channel, { channels }: NotificationDependencies): Promise<ShownChannel> {
  const address = await channels.addressOf(channel.shop, channel.id);
  const to = address?.to ?? "";
  return { ...channel, shownAddress: channel.kind === "mail" ? to : (URL.parse(to)?.host ?? "") };
}

function flowName(target: string): string | null {
  const { kind, id } = parted(target);
  return kind === "flow" ? `Shopify Flow: ${id.replaceAll("-", " ")}` : null;
}

const gone: Refused = refused("This channel does not exist any more. Reload the page.");

function refused(problem: string): Refused {
  return { ok: false, problem, fields: {} };
}
