import type { Instant } from "../inventory/index.ts";
import type { Rules } from "../channels/channel.ts";
import { afterQuiet } from "./clock.ts";
import {
  transitionOf,
  type IncidentWord,
  type NewNotification,
  type NotificationState,
  type Told,
} from "../channels/notification.ts";
import type { Standing } from "../channels/standing.ts";

/** Somebody to tell of incidents: a channel, or a workflow. */
export interface Listener {
  readonly target: string;
  readonly rules: Rules;
  /** What began before is not told. */
  readonly since: Instant;
  /** Locations that it is about; empty: all. */
  readonly locationIds: readonly string[];
  /** A workflow hears of beginnings only. */
  readonly follows: boolean;
}

export interface Round {
  readonly zone: string;
  readonly now: Instant;
  /** An incident that is quiet for less than this may only be flapping. */
  readonly hold: number;
}

export interface Steps {
  readonly add: readonly NewNotification[];
  /** Ids of messages that are no longer true and were not sent. */
  readonly withdraw: readonly string[];
}

/**
 * What a listener is to be told of the incidents as they stand, given all that it was told of them. It looks at states and not at
 * events, so that whatever was missed is made up for, and asking twice asks for the same messages.
 */
export function decide(
  listener: Listener,
  standings: readonly Standing[],
  told: readonly Told[],
  round: Round,
): Steps {
  const own = told.filter(({ target }) => target === listener.target);
  const add: NewNotification[] = [];
  const withdraw: string[] = [];
  for (const standing of standings) {
    const past = own.filter(({ incidentId }) => incidentId === standing.incident.id);
    const step = stepFor(listener, standing, past, own, round);
    if (step === null) continue;
    if ("withdraw" in step) withdraw.push(step.withdraw);
    else add.push(messageOf(listener, standing, past, step));
  }
  return { add, withdraw };
}

interface Say {
  readonly word: IncidentWord;
  readonly dueAt: Instant;
  readonly thread?: string | null;
}
type Step = Say | { readonly withdraw: string } | null;

function stepFor(
  listener: Listener,
  standing: Standing,
  past: readonly Told[],
  own: readonly Told[],
  round: Round,
): Step {
  const last = past.filter(({ state }) => state !== "withdrawn").at(-1) ?? null;
  if (last?.state === "sending") return null;
  const { quietSince, closedAt } = standing.incident;
  return quietSince === null && closedAt === null
    ? whileLive(listener, standing, last, own, round)
    : onceQuiet(listener, standing, last, { ...round, hold: patience(past, round.hold) });
}

/** Each return makes the next recovery less believable. */
function patience(past: readonly Told[], hold: number): number {
  const returns = past.filter(({ word, state }) => word === "came_back" && state !== "withdrawn").length;
  return hold * 2 ** Math.min(returns, 4);
}

function whileLive(
  listener: Listener,
  standing: Standing,
  last: Told | null,
  own: readonly Told[],
  { zone, now }: Round,
): Step {
  const dueAt = afterQuiet(listener.rules.quiet, zone, now);
  if (last?.word === "resolved") {
    if (last.state === "pending") return { withdraw: last.id };
    return concerns(listener, standing) ? { word: "came_back", dueAt } : null;
  }
  if (last !== null && last.word !== "superseded") return null;
  if (!concerns(listener, standing)) return null;
  const known = goesOn(standing, own);
  if (known) return { word: "adopted", dueAt: now, thread: known.thread };
  return { word: cameBefore(standing, own) ? "came_back" : "opened", dueAt };
}

function onceQuiet(
  { rules, follows }: Listener,
  { ever, incident: { quietSince } }: Standing,
  last: Told | null,
  { zone, now, hold }: Round,
): Step {
  if (!follows || last === null || last.word === "resolved" || last.word === "superseded") return null;
  if (last.state === "pending") return { withdraw: last.id };
  if (last.state === "failed") return null;
  // Nothing belongs to it any more: it goes on under the name of another cause, which is no recovery.
  if (ever === 0) return { word: "superseded", dueAt: now };
  return {
    word: "resolved",
    dueAt: afterQuiet(rules.quiet, zone, Math.max(now, (quietSince ?? now) + hold)),
  };
}

function concerns({ rules, since, locationIds }: Listener, standing: Standing): boolean {
  const { incident, open, canOversell, money, unpriced, oversellMoney, oversellUnpriced } = standing;
  if (open === 0 || incident.openedAt < since || rules.atOnce === "nothing") return false;
  if (locationIds.length > 0 && !standing.locationIds.some((id) => locationIds.includes(id))) return false;
  return rules.atOnce === "everything"
    ? outweighs(rules.threshold, money, unpriced)
    : canOversell > 0 && outweighs(rules.threshold, oversellMoney, oversellUnpriced);
}

/** What has no price may be worth anything. */
function outweighs(threshold: string | null, money: string | null, unpriced: boolean): boolean {
  return threshold === null || unpriced || Number(money ?? 0) >= Number(threshold);
}

const hasLeft: ReadonlySet<NotificationState> = new Set(["sending", "sent", "unconfirmed"]);

/** The same gaps under another cause: whoever was told of them is not told again. */
function goesOn({ incident, members }: Standing, own: readonly Told[]): Told | null {
  const others = own.filter(
    ({ incidentId, word, state }) =>
      incidentId !== incident.id && word !== "superseded" && (state === "silent" || hasLeft.has(state)),
  );
  const newest = new Map(others.map((told) => [told.incidentId, told]));
  const wanted = new Set(members);
  for (const told of [...newest.values()].reverse()) {
    const shared = told.members.filter((id) => wanted.has(id)).length;
    if (told.word !== "resolved" && shared > 0 && shared * 2 >= members.length) return told;
  }
  return null;
}

/** The same origin was told of in an earlier incident, and that it had ended. */
function cameBefore({ incident }: Standing, own: readonly Told[]): boolean {
  return own.some(
    ({ incidentId, thread, word, state }) =>
      incidentId !== incident.id && thread === incident.key && word === "resolved" && state === "sent",
  );
}

function messageOf(
  { target }: Listener,
  { incident, members }: Standing,
  past: readonly Told[],
  { word, dueAt, thread }: Say,
): NewNotification {
  return {
    target,
    subject: `incident:${incident.id}`,
    transition: transitionOf(past.length + 1, word),
    thread: thread ?? past.at(-1)?.thread ?? incident.key,
    members: word === "superseded" || word === "resolved" ? [] : members,
    state: word === "adopted" || word === "superseded" ? "silent" : "pending",
    dueAt,
  };
}
