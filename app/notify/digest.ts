import { adviceFor } from "../diagnosis/sentences.ts";
import type { Morning } from "../channels/morning.ts";
import { causeNames } from "../ui/texts/causes.ts";
import type { Trouble } from "../use-cases/contract.ts";
import { formatOf, moneyText, whereOf, type Scene } from "./compose.ts";
import type { Message, Part } from "./message.ts";
import { notifyTexts } from "./texts.ts";

const texts = notifyTexts.digest;
const SHOWN = 10;

export function composeDigest(morning: Morning, scene: Scene): Message {
  const format = formatOf(scene);
  const { counts, troubles, lastScan } = morning;
  const skus = (count: number): string => notifyTexts.skus(count, format.count(count));
  const left = troubles.length - SHOWN;
  return {
    title: texts.title(scene.shopName),
    headline:
      counts.open > 0 ? texts.headline(skus(counts.open)) : lastScan ? texts.allAgree : texts.nothingRead,
    tone: counts.open > 0 ? "bad" : lastScan && morning.unread.length === 0 ? "good" : "plain",
    sentence:
      counts.open > 0
        ? texts.wrong(skus(counts.open), format.count(counts.canOversell))
        : lastScan
          ? texts.well(skus(lastScan.compared))
          : texts.unread,
    facts: [
      ...(counts.open > 0
        ? [
            { label: notifyTexts.facts.money, value: moneyText(counts.money, false, format) },
            { label: texts.hidden, value: skus(counts.hiddenStock) },
          ]
        : []),
      { label: texts.resolved, value: skus(morning.resolvedSinceYesterday) },
      { label: texts.lastScan, value: lastScan ? format.moment(lastScan.at) : texts.never },
    ],
    parts: troubles.slice(0, SHOWN).map((trouble) => partOf(trouble, scene)),
    notices: [
      ...(left > 0 ? [texts.more(format.count(left))] : []),
      ...morning.unread.map(({ name, lastReadAt }) =>
        lastReadAt === null ? texts.neverRead(name) : texts.notRead(name, format.moment(lastReadAt)),
      ),
      ...morning.off.map(({ name, why }) => notifyTexts.channelOff(name, why)),
    ],
    link: { label: notifyTexts.open, url: scene.links(scene.shop, "/app") },
    event: {
      name: "digest",
      at: scene.now,
      data: {
        ...{ open: counts.open, canOversell: counts.canOversell, hiddenStock: counts.hiddenStock },
        money: counts.money,
        currency: scene.currency,
        incidents: troubles.map(({ incidentId, cause, skus: size, money, firstSeenAt }) => ({
          ...{ incident: incidentId, cause, skus: size, money },
          since: new Date(firstSeenAt).toISOString(),
        })),
        notRead: morning.unread.map(({ name }) => name),
      },
    },
  };
}

function partOf(trouble: Trouble, scene: Scene): Part {
  const format = formatOf(scene);
  const { cause, handoff, flow, skus, canOversell, money, firstSeenAt, incidentId } = trouble;
  const where = whereOf(
    trouble.locations.map(({ id }) => id),
    scene,
    format,
  );
  const many = notifyTexts.skus(skus, format.count(skus));
  const risk =
    canOversell > 0 ? notifyTexts.canOversell(format.count(canOversell)) : notifyTexts.noneOversell;
  const { tell } = adviceFor(cause ?? "unknown", handoff ?? "both", flow, scene.names);
  const facts = notifyTexts.facts;
  return {
    heading: notifyTexts.title(causeNames[cause ?? "unknown"], where),
    text: [
      `${many}${risk}`,
      `${facts.money}: ${moneyText(money, false, format)}`,
      `${facts.since}: ${format.moment(firstSeenAt)}`,
      `${facts.tell}: ${tell}`,
    ].join("\n"),
    link: {
      label: notifyTexts.open,
      url: scene.links(scene.shop, incidentId === null ? "/app" : `/app/incidents/${incidentId}`),
    },
  };
}
