import { adviceFor, sentenceFor, withNames } from "../../diagnosis/sentences.ts";
import { canDo } from "../../discrepancies/actions.ts";
import type { Discrepancy, Transition } from "../../discrepancies/discrepancy.ts";
import { systems } from "../../inventory/index.ts";
import type { DiscrepancyData } from "../../use-cases/contract.ts";
import { discrepancyHref } from "../discrepancies/present-rows.ts";
import { oddOnes, verdictSentence } from "../discrepancies/verdict-sentence.ts";
import { candidateFact } from "../events/candidates.ts";
import { eventText } from "../events/event-text.ts";
import { formatFor, type Format } from "../format.ts";
import { namer } from "../resyncs/words.ts";
import { causeNames } from "../texts/causes.ts";
import { discrepancyTexts } from "../texts/discrepancies.ts";
import { oneDiscrepancyTexts as texts } from "../texts/discrepancy.ts";
import { countName } from "../texts/states.ts";
import { handoffNames, systemNames } from "../texts/systems.ts";
import { presentChain } from "./present-chain.ts";
import { presentTimeline } from "./present-timeline.ts";
import type { ActionsView, CountView, HistoryLineView, OneDiscrepancyView } from "./view.ts";

export function presentDiscrepancy(data: DiscrepancyData, locale: string): OneDiscrepancyView {
  const format = formatFor({ ...data.shop, locale, now: data.now });
  const { discrepancy, locationName, product, names, incident, siblings, earlier } = data;
  const { finding } = discrepancy;
  const told = finding && {
    ...adviceFor(finding.cause, finding.handoff, finding.flow, names),
    sure: texts.sure(`${Math.round(finding.confidence * 100)} %`),
  };
  return {
    id: discrepancy.id,
    title: texts.title(countName(discrepancy.pool), discrepancy.sku),
    subtitle: [product?.title, product?.variantTitle, locationName].filter(Boolean).join(" · "),
    badges: badgesOf(discrepancy, format),
    sentence: finding
      ? sentenceFor(finding, { names, location: locationName })
      : `${verdictSentence(discrepancy, format)} ${texts.notDiagnosed}`,
    advice: told && { tell: told.tell, cure: told.cure, patch: told.patch, sure: told.sure },
    chain: presentChain(data, format),
    counts: countsOf(data, format),
    skew: skewOf(discrepancy, format),
    firstAnswer: finding && texts.firstAnswers[finding.firstAnswer],
    arithmetic: arithmeticOf(discrepancy, format),
    facts: factsOf(data, format),
    evidence: (finding?.evidence ?? []).map(({ text, at }) => ({
      text: capital(withNames(text, names)),
      at: at === null ? null : format.moment(at),
    })),
    incident: incident && {
      href: `/app/incidents/${incident.id}`,
      size:
        incident.members <= 1
          ? texts.incident.only
          : texts.incident.size(
              format.count(incident.members),
              incident.members === 1,
              format.count(incident.locations),
              incident.locations === 1,
            ),
    },
    siblings: siblings.map((other) => ({
      label: `${other.sku}, ${countName(other.pool)}`,
      href: discrepancyHref(other),
    })),
    timeline: presentTimeline(data, format),
    history: data.transitions.toReversed().map((transition) => historyLine(transition, data, format)),
    earlier: earlier.map(({ id, cause, openedAt, resolvedAt }) => ({
      label: `${causeNames[cause]}: ${texts.history.lived(
        format.clock(openedAt),
        resolvedAt === null ? "" : format.clock(resolvedAt),
      )}`,
      href: discrepancyHref({ id }),
    })),
    actions: actionsOf(discrepancy),
  };
}

function badgesOf(
  { state, snoozedUntil, direction, finding }: Discrepancy,
  format: Format,
): OneDiscrepancyView["badges"] {
  const stateText =
    state === "snoozed" && snoozedUntil !== null
      ? texts.snoozedUntil(format.clock(snoozedUntil))
      : texts.states[state];
  return [
    { text: stateText, tone: null },
    ...(finding ? [{ text: causeNames[finding.cause], tone: "info" as const }] : []),
    ...(direction === null
      ? []
      : [
          {
            text: discrepancyTexts.directions[direction],
            tone: direction === "can_oversell" ? ("critical" as const) : ("warning" as const),
          },
        ]),
  ];
}

function countsOf({ discrepancy, names }: DiscrepancyData, format: Format): readonly CountView[] {
  const odd = oddOnes(discrepancy);
  const moment = (at: number | null): string => (at === null ? texts.counts.noTime : format.moment(at));
  return systems.flatMap((system) => {
    const side = discrepancy.sides[system];
    if (!side) return [];
    return [
      {
        system: names[system] ?? systemNames[system],
        value:
          side.value !== null
            ? format.quantity(side.value)
            : side.missing
              ? discrepancyTexts.missing
              : discrepancyTexts.unknown,
        odd: odd.has(system),
        states: Object.entries(side.states)
          .map(([state, quantity]) => `${countName(state)} ${format.quantity(quantity)}`)
          .join(", "),
        changed: moment(side.updatedAt),
        read: moment(side.observedAt),
      },
    ];
  });
}

function skewOf({ sides }: Discrepancy, format: Format): string | null {
  const times = Object.values(sides).flatMap(({ observedAt }) => (observedAt === null ? [] : [observedAt]));
  if (times.length < 2) return null;
  return texts.counts.skew(format.span(Math.max(...times) - Math.min(...times)));
}

function arithmeticOf({ finding }: Discrepancy, format: Format): OneDiscrepancyView["arithmetic"] {
  const residual = finding?.residual;
  if (!residual || residual.terms.length === 0) return [];
  return [
    { name: texts.arithmetic.gap, quantity: format.quantity(residual.gap), total: false },
    ...residual.terms.map(({ name, quantity }) => ({
      name: capital(name),
      quantity: format.quantity(quantity),
      total: false,
    })),
    { name: texts.arithmetic.residual, quantity: format.quantity(residual.residual), total: true },
  ];
}

function factsOf(
  { discrepancy, window, learned, names, candidates }: DiscrepancyData,
  format: Format,
): OneDiscrepancyView["facts"] {
  const { finding, lastAgreedAt, firstSeenAt, resolvedAt, recurrence, units, money } = discrepancy;
  const t = texts.facts;
  const trigger = finding?.trigger ?? null;
  const seen =
    learned && t.learned(format.lag(learned.p50), format.lag(learned.p95), format.count(learned.samples));
  const size = [
    units === null ? discrepancyTexts.unknown : discrepancyTexts.units(format.quantity(units)),
    money === null ? discrepancyTexts.noPrice : format.money(money),
  ].join(", ");
  return [
    { label: t.lastAgreed, value: lastAgreedAt === null ? t.never : withAgo(lastAgreedAt, format) },
    { label: t.firstSeen, value: withAgo(firstSeenAt, format) },
    ...(resolvedAt === null ? [] : [{ label: t.resolved, value: withAgo(resolvedAt, format) }]),
    {
      label: t.handoff,
      value: `${handoffNames[finding?.handoff ?? discrepancy.handoff]}, ${t.flow[finding?.flow ?? discrepancy.flow]}`,
    },
    ...(window === null
      ? []
      : [{ label: t.window, value: [format.span(window), seen].filter((part) => part !== null).join("; ") }]),
    {
      label: t.trigger,
      value: trigger
        ? `${format.moment(trigger.event.at)}, ${t.before(format.span(trigger.distance))}: ${eventText(trigger.event, names)}`
        : t.noTrigger,
    },
    ...candidateFact(candidates, firstSeenAt, names, format),
    { label: t.size, value: size },
    ...(recurrence === 0
      ? []
      : [{ label: t.recurrence, value: t.times(format.count(recurrence), recurrence === 1) }]),
  ];
}

function historyLine(
  { from, to, at, actor, why }: Transition,
  { person, people }: DiscrepancyData,
  format: Format,
): HistoryLineView {
  const { scan, rule, you, began, moved, note } = texts.history;
  return {
    what:
      from === null
        ? began(texts.states[to])
        : from === to
          ? note
          : moved(texts.states[from], texts.states[to]),
    who: actor === "scan" ? scan : actor === "rule" ? rule : actor === person ? you : namer(people)(actor),
    when: format.moment(at),
    why,
  };
}

function actionsOf({ id, sku, locationId, state, finding }: Discrepancy): ActionsView {
  const resyncable = state === "open" || state === "acknowledged" || state === "snoozed";
  return {
    resync: resyncable ? `/app/resyncs/new?discrepancy=${id}` : null,
    check: `/app/lookup?${new URLSearchParams({ q: sku, location: locationId })}`,
    report: finding === null ? null : `/app/discrepancies/${id}/report`,
    can: {
      acknowledge: canDo("acknowledge", state),
      snooze: canDo("snooze", state),
      ignore: canDo("ignore", state),
      reopen: canDo("reopen", state),
    },
  };
}

function withAgo(at: number, format: Format): string {
  return `${format.moment(at)} (${format.ago(at)})`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
