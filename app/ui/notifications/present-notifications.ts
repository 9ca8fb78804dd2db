import type { Rules } from "../../channels/channel.ts";
import type { NotificationsData, ShownChannel } from "../../use-cases/contract.ts";
import { formatFor, type Format } from "../format.ts";
import { notificationTexts as texts } from "../texts/notifications.ts";
import type { ChannelView, LogView, NotificationsView } from "./view.ts";

export function presentNotifications(data: NotificationsData, locale: string): NotificationsView {
  const { shop, now, channels, log, person, mailPossible, freshSecret } = data;
  const format = formatFor({ ...shop, locale, now });
  return {
    mailPossible,
    freshSecret,
    zone: shop.timezone,
    currency: shop.currency,
    channels: channels.map((channel) => channelView(channel, shop.timezone, format)),
    log: log.map((entry) => logView(entry, format)),
    underWay: log.some(({ state, dueAt }) => state === "sending" || (state === "pending" && dueAt <= now)),
    ownMail: person?.profile?.email ?? "",
  };
}

function channelView(channel: ShownChannel, zone: string, format: Format): ChannelView {
  const { id, kind, name, person, rules, off, shownAddress } = channel;
  return {
    ...{ id, kind, name, shownAddress },
    what: `${texts.kinds[kind]} · ${shownAddress}`,
    whose: person === null ? texts.team : texts.mine,
    rules: rulesOf(rules, zone, format),
    on: off === null,
    notice: off && `${off.why} (${format.clock(off.at)})`,
    typed: {
      ...{ id, kind, name },
      mine: person !== null,
      to: kind === "mail" ? shownAddress : "",
      secret: "",
      atOnce: rules.atOnce,
      threshold: rules.threshold ?? "",
      digestAt: rules.digestAt ?? "",
      quietFrom: rules.quiet?.from ?? "",
      quietTo: rules.quiet?.to ?? "",
    },
  };
}

function rulesOf(
  { atOnce, threshold, digestAt, quiet }: Rules,
  zone: string,
  format: Format,
): readonly string[] {
  const t = texts.rules;
  const money = threshold === null ? null : format.money(threshold);
  const now = {
    nothing: t.nothing,
    oversell: money === null ? t.oversell : t.oversellAbove(money),
    everything: money === null ? t.everything : t.everythingAbove(money),
  }[atOnce];
  return [
    now,
    digestAt === null ? t.noDigest : t.digest(digestAt, zone),
    ...(quiet ? [t.quiet(quiet.from, quiet.to, zone)] : []),
  ];
}

const tones: Readonly<Record<NotificationsData["log"][number]["state"], LogView["state"]["tone"]>> = {
  pending: "plain",
  sending: "plain",
  sent: "success",
  failed: "critical",
  unconfirmed: "warning",
  withdrawn: "plain",
  silent: "plain",
};

function logView(entry: NotificationsData["log"][number], format: Format): LogView {
  const { id, channelName, state, headline, problem, attempts, dueAt, endedAt, createdAt } = entry;
  const t = texts.log;
  const waits = state === "pending";
  return {
    id,
    what: headline ?? t.waiting,
    channel: channelName ?? t.removed,
    state: { label: t.states[state], tone: tones[state] },
    when: waits
      ? attempts > 0
        ? t.tryAgain(format.clock(dueAt), format.count(attempts))
        : t.due(format.clock(dueAt))
      : format.clock(endedAt ?? createdAt),
    problem,
  };
}
