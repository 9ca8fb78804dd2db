import type { Standing } from "../comparison/contract.ts";
import { agreeOnTiming } from "../diagnosis/consensus.ts";
import { recurrenceOf, type Finding } from "../diagnosis/index.ts";
import { Opinion } from "../diagnosis/opinion.ts";
import { differenceOf } from "../discrepancies/difference.ts";
import { keyText, type Difference, type Discrepancy } from "../discrepancies/discrepancy.ts";
import { incidentFor, needsIncident, settled, type Incident } from "../discrepancies/incidents.ts";
import { judge, type Observation } from "../discrepancies/lifecycle.ts";
import { act } from "../discrepancies/actions.ts";
import { snoozeRuleFor, type SnoozeRule } from "../discrepancies/snooze-rules.ts";
import { endless, judgedAt, windowsFor, type Windows } from "../discrepancies/settling.ts";
import { systems, type Instant, type LocationCode, type System } from "../inventory/index.ts";
import type { Confirmation } from "./confirm.ts";
import type { Diagnoses, Seen } from "./diagnose.ts";
import type { Change, ComparisonOutcome, DiscrepancyStore, IncidentStore } from "./ports.ts";
import type { TrustedLocations } from "./trust.ts";

/** Rows of one transaction: the embedded database lets nobody else in meanwhile. */
const BATCH = 200;
/** A key without any row is gone for good when it has been so for this long: a catalogue may be rewritten in between. */
const GONE_AFTER = 3_600_000;

export interface Recording {
  readonly shop: string;
  /** Null where a few keys were looked at between scans. */
  readonly scanId: string | null;
  readonly store: DiscrepancyStore;
  readonly incidents: IncidentStore;
  readonly outcome: Pick<ComparisonOutcome, "standings" | "present">;
  /** Whether this look can tell anything of the key. Left out: it looked at all of them. */
  readonly lookedAt?: (key: { readonly sku: string; readonly locationId: string }) => boolean;
  readonly windows: Windows;
  readonly codes: readonly LocationCode[];
  readonly trusted: TrustedLocations;
  /** What the shop sets aside as it opens. Left out: nothing. */
  readonly snoozing?: readonly SnoozeRule[];
  readonly newId: () => string;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
}

export interface Recorded {
  readonly opened: number;
  readonly resolved: number;
  readonly settling: number;
}

/** By the text of their keys. */
export type LiveDiscrepancies = ReadonlyMap<string, Discrepancy>;

export async function liveOf(store: DiscrepancyStore, shop: string): Promise<LiveDiscrepancies> {
  const found = new Map<string, Discrepancy>();
  for await (const page of store.live(shop)) for (const each of page) found.set(keyText(each), each);
  return found;
}

/** The gaps that were confirmed, in the terms of discrepancies. */
export function seenIn(
  confirmations: readonly Confirmation[],
  live: LiveDiscrepancies,
  prices: ReadonlyMap<string, string>,
): readonly Seen[] {
  return confirmations.flatMap((confirmation) => {
    if (confirmation.kind !== "differs" && confirmation.kind !== "unprobed") return [];
    const confirmed = confirmation.kind === "differs" || !confirmation.failed;
    const difference = differenceOf(confirmation.gap, prices.get(confirmation.gap.sku) ?? null);
    const observedAt = judgedAt(difference);
    return observedAt === null
      ? []
      : [{ difference, confirmed, observedAt, live: live.get(keyText(difference)) ?? null }];
  });
}

/** Turns what the scan found into transitions: gaps open or go on, live discrepancies whose systems agree again resolve. */
export async function record(
  recording: Recording,
  { confirmations, seen, live, diagnoses }: ToRecord,
): Promise<Recorded> {
  const changes = [
    ...(await continued(recording, seen, diagnoses)),
    ...agreeing(recording, confirmations, live),
    ...(await unseen(recording, confirmations, live)),
  ];
  const after = new Map(live);
  for (const { discrepancy } of changes) after.set(keyText(discrepancy), discrepancy);
  const recorded = await store(recording, await conclude(recording, changes, after));
  // After the members are stored, so that what somebody else recorded meanwhile counts too.
  const { incidents, shop, now } = recording;
  await incidents.change(shop, (open, needed) => settled(open, needed, now()));
  return recorded;
}

export interface ToRecord {
  readonly confirmations: readonly Confirmation[];
  readonly seen: readonly Seen[];
  readonly live: LiveDiscrepancies;
  readonly diagnoses: Diagnoses;
}

/** What differs: begins to live, or lives on. A later finding replaces an earlier one unless its proof is weaker. */
async function continued(
  recording: Recording,
  seen: readonly Seen[],
  diagnoses: Diagnoses,
): Promise<readonly Change[]> {
  const before = new Map<string, Discrepancy>();
  const fresh = seen.filter((each) => each.live === null).map(({ difference }) => difference);
  for (let at = 0; at < fresh.length; at += BATCH) {
    const resolved = await recording.store.lastResolved(recording.shop, fresh.slice(at, at + BATCH));
    for (const each of resolved) before.set(keyText(each), each);
  }
  return seen.flatMap(({ difference, confirmed, observedAt, live }) => {
    const key = keyText(difference);
    const answer = diagnoses.get(key);
    const outlook = answer?.outlook ?? null;
    const judgement = judge(
      live ?? before.get(key) ?? null,
      { kind: "differs", difference: { ...difference, flow: outlook?.flow ?? difference.flow }, observedAt },
      {
        newId: recording.newId,
        now: recording.now(),
        windows: confirmed || live ? windowsFor(outlook, recording.windows) : endless,
        lastAgreedAt: answer?.lastAgreedAt ?? null,
      },
    );
    if (!judgement) return [];
    const held = live?.opinion && stillAbout(live.opinion, difference) ? live.opinion : null;
    const opinion = opinionOf(held, answer?.finding ?? null);
    return [{ ...judgement, discrepancy: { ...judgement.discrepancy, opinion, finding: opinion } }];
  });
}

/** A finding about a handoff whose two systems agree by now was about a number on its way. */
function stillAbout({ handoff }: Finding, difference: Difference): boolean {
  const one = difference.verdict === "upstream" || difference.verdict === "downstream";
  return !one || handoff === "both" || handoff === difference.handoff;
}

function opinionOf(before: Finding | null, now: Finding | null): Finding | null {
  const opinion = new Opinion();
  for (const finding of [before, now]) if (finding) opinion.add(finding);
  return opinion.finding;
}

function agreeing(
  recording: Recording,
  confirmations: readonly Confirmation[],
  live: LiveDiscrepancies,
): readonly Change[] {
  return confirmations.flatMap((confirmation) => {
    if (confirmation.kind !== "agrees") return [];
    const own = live.get(keyText(confirmation.gap));
    return own ? changeOf(own, { kind: "agrees", observedAt: confirmation.observedAt }, recording) : [];
  });
}

/** Live ones without a gap: they agree, or there is nothing left to compare, or nobody can say. */
async function unseen(
  recording: Recording,
  confirmations: readonly Confirmation[],
  live: LiveDiscrepancies,
): Promise<readonly Change[]> {
  const seen = new Set(confirmations.map(({ gap }) => keyText(gap)));
  const { lookedAt = () => true } = recording;
  const others = [...live].filter(([key, each]) => !seen.has(key) && lookedAt(each)).map(([, each]) => each);
  const changes: Change[] = [];
  for (let at = 0; at < others.length; at += BATCH) {
    const batch = others.slice(at, at + BATCH);
    const mapped = batch.map((each) =>
      involvedIn(each).filter((system) => isMapped(system, each, recording)),
    );
    const standings = await recording.outcome.standings(
      batch.map(({ sku, locationId, pool }, index) => ({
        sku,
        locationId,
        pool,
        involved: mapped[index] ?? [],
      })),
    );
    const present = await recording.outcome.present(batch);
    batch.forEach((each, index) => {
      const observation = observationOf(each, recording, {
        standing: standings[index] ?? "not_read",
        mapped: mapped[index] ?? [],
        present: present[index] ?? true,
      });
      if (observation) changes.push(...changeOf(each, observation, recording));
    });
  }
  return changes;
}

interface Look {
  readonly standing: Standing;
  /** Of the systems that made the difference those that still have a code there. */
  readonly mapped: readonly System[];
  readonly present: boolean;
}

/** A live discrepancy without a gap resolves only where every system was read, or where the settings leave nothing to compare. */
function observationOf(
  live: Discrepancy,
  { trusted, now }: Recording,
  { standing, mapped, present }: Look,
): Observation | null {
  const observedAt = trusted.get(live.locationId);
  const unmapped = involvedIn(live).find((system) => !mapped.includes(system));
  if (unmapped !== undefined && (mapped.length < 2 || standing === "agrees")) {
    const why = `The location no longer has a code of the ${names[unmapped]}, so its count is not compared any more.`;
    return { kind: "gone", observedAt: observedAt ?? now(), why };
  }
  if (observedAt === undefined) return null;
  if (standing === "agrees") return { kind: "agrees", observedAt };
  if (present || observedAt - live.lastSeenAt < GONE_AFTER) return null;
  const why = "No system lists this SKU at this location any more: all were read to their end.";
  return { kind: "gone", observedAt, why };
}

const names: Readonly<Record<System, string>> = { wms: "WMS", erp: "ERP", storefront: "storefront" };

function isMapped(system: System, { locationId }: Discrepancy, { codes }: Recording): boolean {
  return (
    system === "storefront" || codes.some((code) => code.role === system && code.locationId === locationId)
  );
}

/** The systems whose values make the difference. One that was unknown took no part in it. */
function involvedIn({ sides }: Pick<Discrepancy, "sides">): readonly System[] {
  return systems.filter((system) => sides[system] && (sides[system].missing || sides[system].value !== null));
}

function changeOf(current: Discrepancy, observation: Observation, recording: Recording): readonly Change[] {
  const { newId, now, windows } = recording;
  const judgement = judge(current, observation, { newId, now: now(), windows, lastAgreedAt: null });
  return judgement ? [judgement] : [];
}

/** Neighbours are heard, returns counted, and each that needs somebody is given its incident. */
async function conclude(
  recording: Recording,
  changes: readonly Change[],
  after: LiveDiscrepancies,
): Promise<readonly Change[]> {
  const living = [...after.values()].filter(({ state, opinion }) => state !== "resolved" && opinion !== null);
  const agreed = agreeOnTiming(
    living.map(({ opinion, firstSeenAt }) => ({
      finding: opinion as Finding,
      from: firstSeenAt,
      until: null,
    })),
  );
  const findings = new Map(living.map((each, index) => [each.id, agreed[index] ?? null]));
  const named = await withReturns(
    recording,
    changes.map((change) => {
      const finding = findings.get(change.discrepancy.id);
      return finding ? { ...change, discrepancy: { ...change.discrepancy, finding } } : change;
    }),
  );
  return withIncidents(recording, named);
}

/** Whoever is new, or whose cause was not known so far, may be an old acquaintance. */
async function withReturns(recording: Recording, changes: readonly Change[]): Promise<readonly Change[]> {
  const asked = changes.filter(
    ({ discrepancy: { recurrence, finding, state } }) =>
      recurrence === 0 && finding !== null && finding.cause !== "unknown" && state !== "resolved",
  );
  const counted = new Map<string, { readonly recurrence: number; readonly returnOf: string }>();
  for (let at = 0; at < asked.length; at += BATCH) {
    const batch = asked.slice(at, at + BATCH).map(({ discrepancy }) => discrepancy);
    const episodes = Map.groupBy(await recording.store.episodes(recording.shop, batch), keyText);
    for (const discrepancy of batch) {
      const { finding, firstSeenAt } = discrepancy;
      const own = (episodes.get(keyText(discrepancy)) ?? []).filter(({ id }) => id !== discrepancy.id);
      const { count } = recurrenceOf(finding?.cause ?? "unknown", firstSeenAt, own);
      const last = own.filter(({ cause }) => cause === finding?.cause).at(-1);
      if (count > 0 && last) counted.set(discrepancy.id, { recurrence: count, returnOf: last.id });
    }
  }
  return changes.map((change) => {
    const found = counted.get(change.discrepancy.id);
    return found ? { ...change, discrepancy: { ...change.discrepancy, ...found } } : change;
  });
}

/** What needs somebody is given the open incident of its finding, or a new one. */
async function withIncidents(
  { shop, incidents, newId, now }: Recording,
  changes: readonly Change[],
): Promise<readonly Change[]> {
  const needing = changes.flatMap(({ discrepancy }) =>
    discrepancy.finding && needsIncident(discrepancy)
      ? [{ finding: discrepancy.finding, firstSeenAt: discrepancy.firstSeenAt }]
      : [],
  );
  if (needing.length === 0) return changes;
  const decided = await incidents.change(shop, (open) => {
    const byKey = new Map<string, Incident>(open.map((incident) => [incident.key, incident]));
    for (const { finding, firstSeenAt } of needing) {
      const incident = incidentFor(finding, byKey, { newId, now: now(), firstSeenAt });
      byKey.set(incident.key, incident);
    }
    return [...byKey.values()];
  });
  const ids = new Map(decided.map(({ key, id }) => [key, id]));
  return changes.map((change) => {
    const { discrepancy } = change;
    const incidentId = discrepancy.finding && ids.get(discrepancy.finding.incidentKey);
    return incidentId && needsIncident(discrepancy)
      ? { ...change, discrepancy: { ...discrepancy, incidentId } }
      : change;
  });
}

async function store(recording: Recording, changes: readonly Change[]): Promise<Recorded> {
  const totals = { opened: 0, resolved: 0, settling: 0 };
  for (let at = 0; at < changes.length; at += BATCH) {
    recording.signal.throwIfAborted();
    await recording.store.record(recording.shop, recording.scanId, changes.slice(at, at + BATCH));
  }
  await setAside(recording, changes);
  for (const { discrepancy, transition } of changes) {
    if (discrepancy.state === "settling") totals.settling += 1;
    if (transition?.to === "open") totals.opened += 1;
    // A gap that healed while it settled was never shown.
    if (transition?.to === "resolved" && transition.from !== "settling") totals.resolved += 1;
  }
  return totals;
}

/** The rule speaks as a person would: what it does can be seen in the history, and taken back. */
async function setAside(
  { shop, store: discrepancies, snoozing = [], now, signal }: Recording,
  changes: readonly Change[],
): Promise<void> {
  if (snoozing.length === 0) return;
  for (const { discrepancy, transition } of changes) {
    const rule = transition && snoozeRuleFor(discrepancy, transition, snoozing);
    if (!rule) continue;
    signal.throwIfAborted();
    const until = now() + rule.hours * 3_600_000;
    const judgement = act(
      discrepancy,
      { kind: "snooze", until, note: rule.name },
      { person: "rule", now: now() },
    );
    if (judgement) await discrepancies.move(shop, judgement);
  }
}
