import { adviceFor } from "../diagnosis/sentences.ts";
import { formatQuantity, type Instant } from "../inventory/index.ts";
import { formatFor, type Format } from "../ui/format.ts";
import { causeNames } from "../ui/texts/causes.ts";
import type { SystemNames } from "../use-cases/contract.ts";
import type { Links } from "./links.ts";
import type { Fact, Message } from "./message.ts";
import type { IncidentWord } from "../channels/notification.ts";
import type { Standing } from "../channels/standing.ts";
import { notifyTexts as texts } from "./texts.ts";

/** The shop as messages speak of it. */
export interface Scene {
  readonly shop: string;
  readonly shopName: string;
  readonly timezone: string;
  readonly currency: string;
  readonly names: SystemNames;
  /** Location ids to names. */
  readonly places: ReadonlyMap<string, string>;
  readonly links: Links;
  readonly now: Instant;
}

/** Messages are read in mail and chat, where nobody's locale is known. */
export function formatOf(scene: Scene): Format {
  return formatFor({ ...scene, locale: "en" });
}

export type SpokenWord = Exclude<IncidentWord, "adopted" | "superseded">;

export function composeIncident(word: SpokenWord, standing: Standing, scene: Scene): Message {
  const format = formatOf(scene);
  const { incident } = standing;
  const ended = word === "resolved";
  const where = whereOf(standing.locationIds, scene, format);
  const count = ended ? standing.ever : standing.open;
  const skus = texts.skus(count, format.count(count));
  const { meaning, tell } = adviceFor(incident.cause, incident.handoff, incident.flow, scene.names);
  const who = whoOf(incident.handoff, scene, format);
  const path = `/app/incidents/${incident.id}`;
  const url = scene.links(scene.shop, path);
  return {
    title: texts.title(causeNames[incident.cause], where),
    headline: texts.headlines[word](skus, where),
    tone: ended ? "good" : "bad",
    sentence: ended
      ? texts.agree(who, skus, where) +
        (standing.patched > 0 ? texts.patched(format.count(standing.patched)) : "")
      : texts.disagree(who, skus, where, meaning),
    facts: factsOf(standing, { where, skus, tell, ended }, format),
    parts: [],
    notices: [],
    link: { label: texts.open, url },
    event: {
      name: `incident.${word}`,
      at: scene.now,
      data: {
        incident: incident.id,
        cause: incident.cause,
        handoff: incident.handoff,
        flow: incident.flow,
        locations: standing.locationIds.map((id) => ({ id, name: scene.places.get(id) ?? id })),
        skus: count,
        canOversell: standing.canOversell,
        units: standing.units === null ? null : formatQuantity(standing.units),
        money: standing.money,
        moneyIsComplete: !standing.unpriced,
        currency: scene.currency,
        since: new Date(incident.firstSeenAt).toISOString(),
        tell,
      },
    },
  };
}

function factsOf(
  { incident, open, canOversell, money, unpriced }: Standing,
  said: { readonly where: string; readonly skus: string; readonly tell: string; readonly ended: boolean },
  format: Format,
): readonly Fact[] {
  const f = texts.facts;
  const risk = canOversell === 0 ? texts.noneOversell : texts.canOversell(format.count(canOversell));
  const since = { label: f.since, value: format.moment(incident.firstSeenAt) };
  const { quietSince } = incident;
  return [
    { label: f.where, value: said.where },
    { label: f.skus, value: said.ended ? said.skus : said.skus + risk },
    {
      label: f.money,
      value: said.ended && open === 0 ? texts.noMoney : moneyText(money, unpriced, format),
    },
    since,
    ...(said.ended && quietSince !== null ? [{ label: f.until, value: format.moment(quietSince) }] : []),
    { label: f.tell, value: said.tell },
  ];
}

export function moneyText(money: string | null, unpriced: boolean, format: Format): string {
  if (money === null) return texts.moneyUnknown;
  return unpriced ? texts.moneyAtLeast(format.money(money)) : format.money(money);
}

/** "Brooklyn", "Brooklyn and Leipzig", or "7 locations". */
export function whereOf(ids: readonly string[], { places }: Scene, format: Format): string {
  const names = ids.map((id) => places.get(id) ?? id).sort();
  return names.length > 3 ? texts.places(names.length, format.count(names.length)) : format.list(names);
}

function whoOf(handoff: Standing["incident"]["handoff"], { names }: Scene, format: Format): string {
  const systems = handoff === "both" ? (["wms", "erp", "storefront"] as const) : handoff.split("_");
  return format.list(systems.map((system) => names[system as keyof SystemNames] ?? system.toUpperCase()));
}

/** What the test button sends. */
export function composeTest(scene: Scene): Message {
  return {
    ...texts.test,
    tone: "plain",
    facts: [],
    parts: [],
    notices: [],
    link: { label: texts.open, url: scene.links(scene.shop, "/app/settings/notifications") },
    event: { name: "test", at: scene.now, data: {} },
  };
}
