import type { Gap, Standing } from "../comparison/contract.ts";
import { differenceOf } from "../discrepancies/difference.ts";
import { keyText, type Difference, type Discrepancy } from "../discrepancies/discrepancy.ts";
import { judge, type Observation } from "../discrepancies/lifecycle.ts";
import { judgedAt, type Windows } from "../discrepancies/settling.ts";
import { systems, type Instant, type System } from "../inventory/index.ts";
import type { Confirmation } from "./confirm.ts";
import type { HistoryStore } from "./history.ts";
import type { Change, ComparisonOutcome, DiscrepancyStore } from "./ports.ts";
import type { TrustedLocations } from "./trust.ts";

/** Rows of one transaction: the embedded database lets nobody else in meanwhile. */
const BATCH = 200;

export interface Recording {
  readonly shop: string;
  readonly scanId: string;
  readonly store: DiscrepancyStore;
  readonly history: HistoryStore;
  readonly outcome: ComparisonOutcome;
  readonly windows: Windows;
  readonly trusted: TrustedLocations;
  readonly lastCompleteAt: ReadonlyMap<string, Instant>;
  readonly prices: ReadonlyMap<string, string>;
  readonly newId: () => string;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
}

export interface Recorded {
  readonly opened: number;
  readonly resolved: number;
  readonly settling: number;
}

/** Turns what the scan found into transitions: gaps open or go on, live discrepancies whose systems agree again resolve. */
export async function record(
  recording: Recording,
  confirmations: readonly Confirmation[],
): Promise<Recorded> {
  const observations = new Map(
    confirmations.flatMap((confirmation) => {
      const observation = observe(confirmation, recording);
      return observation ? [[keyText(confirmation.gap), observation] as const] : [];
    }),
  );
  const totals = { opened: 0, resolved: 0, settling: 0 };
  const seen = new Set(confirmations.map((confirmation) => keyText(confirmation.gap)));
  for await (const page of recording.store.live(recording.shop)) {
    const vanished = await standingsOf(
      page.filter((live) => !seen.has(keyText(live))),
      recording,
    );
    const changes = page.flatMap((live) => {
      const key = keyText(live);
      const observation = seen.has(key)
        ? observations.get(key)
        : agreement(live, vanished.get(key), recording);
      observations.delete(key);
      return observation ? changeOf(live, observation, null, recording) : [];
    });
    await store(recording, changes, totals);
  }
  await openNew(recording, [...observations.values()], totals);
  return totals;
}

async function openNew(
  recording: Recording,
  observations: readonly Observation[],
  totals: Totals,
): Promise<void> {
  const differing = observations.filter((observation) => observation.kind === "differs");
  for (let at = 0; at < differing.length; at += BATCH) {
    const batch = differing.slice(at, at + BATCH);
    const differences = batch.map((observation) => observation.difference);
    const before = await recording.store.lastResolved(recording.shop, differences);
    const byKey = new Map(before.map((resolved) => [keyText(resolved), resolved]));
    const agreedAt = await lastAgreed(differences, recording);
    const changes = batch.flatMap((observation) => {
      const key = keyText(observation.difference);
      return changeOf(byKey.get(key) ?? null, observation, agreedAt.get(key) ?? null, recording);
    });
    await store(recording, changes, totals);
  }
}

type Totals = { -readonly [name in keyof Recorded]: number };

async function store(recording: Recording, changes: readonly Change[], totals: Totals): Promise<void> {
  recording.signal.throwIfAborted();
  for (let at = 0; at < changes.length; at += BATCH) {
    await recording.store.record(recording.shop, recording.scanId, changes.slice(at, at + BATCH));
  }
  for (const { discrepancy, transition } of changes) {
    if (discrepancy.state === "settling") totals.settling += 1;
    if (transition?.to === "open") totals.opened += 1;
    // A gap that healed while it settled was never shown.
    if (transition?.to === "resolved" && transition.from !== "settling") totals.resolved += 1;
  }
}

function changeOf(
  current: Discrepancy | null,
  observation: Observation,
  lastAgreedAt: Instant | null,
  recording: Recording,
): readonly Change[] {
  const judgement = judge(current, observation, {
    newId: recording.newId,
    now: recording.now(),
    windows: recording.windows,
    lastAgreedAt,
  });
  return judgement ? [judgement] : [];
}

/**
 * No discrepancy lived for these keys. So each of them agreed in the last scan that read its location whole, provided that every
 * system that now differs held a value for it then: the history knows.
 */
async function lastAgreed(
  differences: readonly Difference[],
  { shop, history, lastCompleteAt }: Recording,
): Promise<ReadonlyMap<string, Instant>> {
  const agreed = new Map<string, Instant>();
  for (const [locationId, at] of lastCompleteAt) {
    const here = differences.filter((difference) => difference.locationId === locationId);
    if (here.length === 0) continue;
    const held = await history.valuesAt(shop, here, at);
    const holders = new Set(held.map(({ system, sku }) => JSON.stringify([system, sku])));
    for (const difference of here) {
      const known = involvedIn(difference).every((system) =>
        holders.has(JSON.stringify([system, difference.sku])),
      );
      if (known) agreed.set(keyText(difference), at);
    }
  }
  return agreed;
}

/** The systems whose values make the difference. One that was unknown took no part in it. */
function involvedIn({ sides }: Pick<Difference, "sides">): readonly System[] {
  return systems.filter((system) => sides[system] && (sides[system].missing || sides[system].value !== null));
}

function observe(confirmation: Confirmation, { prices }: Recording): Observation | null {
  if (confirmation.kind === "undecided") return null;
  if (confirmation.kind === "agrees") return { kind: "agrees", observedAt: confirmation.observedAt };
  const difference = differenceOf(confirmation.gap, prices.get(confirmation.gap.sku) ?? null);
  const observedAt = judgedAt(difference);
  return observedAt === null ? null : { kind: "differs", difference, observedAt };
}

async function standingsOf(
  live: readonly Discrepancy[],
  { outcome }: Recording,
): Promise<ReadonlyMap<string, Standing>> {
  if (live.length === 0) return new Map();
  const standings = await outcome.standings(
    live.map((discrepancy) => {
      const { sku, locationId, pool } = discrepancy;
      return { sku, locationId, pool, involved: involvedIn(discrepancy) };
    }),
  );
  return new Map(live.map((discrepancy, index) => [keyText(discrepancy), standings[index] ?? "not_read"]));
}

/** A live discrepancy without a gap resolves only where every system was read and agrees. */
function agreement(
  live: Discrepancy,
  standing: Standing | undefined,
  { trusted }: Recording,
): Observation | null {
  const observedAt = trusted.get(live.locationId);
  return observedAt !== undefined && standing === "agrees" ? { kind: "agrees", observedAt } : null;
}

/** The gaps of locations that were read whole: elsewhere nothing opens. */
export async function trustedGaps(
  outcome: ComparisonOutcome,
  trusted: TrustedLocations,
): Promise<readonly Gap[]> {
  const gaps: Gap[] = [];
  for await (const batch of outcome.gaps()) gaps.push(...batch.filter((gap) => trusted.has(gap.locationId)));
  return gaps;
}
