import type { ComparisonResult, Gap } from "../comparison/contract.ts";
import { differenceOf } from "../discrepancies/difference.ts";
import { keyText, type Discrepancy } from "../discrepancies/discrepancy.ts";
import { judge, type Observation } from "../discrepancies/lifecycle.ts";
import { judgedAt, type Windows } from "../discrepancies/settling.ts";
import type { Instant } from "../inventory/index.ts";
import type { Confirmation } from "./confirm.ts";
import type { Change, DiscrepancyStore } from "./ports.ts";
import type { TrustedLocations } from "./trust.ts";

/** Rows of one transaction: the embedded database lets nobody else in meanwhile. */
const BATCH = 200;

export interface Recording {
  readonly shop: string;
  readonly scanId: string;
  readonly store: DiscrepancyStore;
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
  standing: ComparisonResult["standing"],
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
    const changes = page.flatMap((live) => {
      const key = keyText(live);
      const observation = seen.has(key) ? observations.get(key) : vanished(live, recording, standing);
      observations.delete(key);
      return observation ? changeOf(live, observation, recording) : [];
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
    const before = await recording.store.lastResolved(
      recording.shop,
      batch.map((observation) => observation.difference),
    );
    const byKey = new Map(before.map((resolved) => [keyText(resolved), resolved]));
    const changes = batch.flatMap((observation) =>
      changeOf(byKey.get(keyText(observation.difference)) ?? null, observation, recording),
    );
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
    if (transition?.to === "resolved") totals.resolved += 1;
  }
}

function changeOf(
  current: Discrepancy | null,
  observation: Observation,
  recording: Recording,
): readonly Change[] {
  const judgement = judge(current, observation, {
    newId: recording.newId,
    now: recording.now(),
    windows: recording.windows,
    lastAgreedAt:
      observation.kind === "differs" ? lastAgreed(observation.difference.locationId, recording) : null,
  });
  return judgement ? [judgement] : [];
}

/** No discrepancy lived for the key, so it agreed in the last scan that read its location whole. */
function lastAgreed(locationId: string, { lastCompleteAt }: Recording): Instant | null {
  return lastCompleteAt.get(locationId) ?? null;
}

function observe(confirmation: Confirmation, { prices }: Recording): Observation | null {
  if (confirmation.kind === "undecided") return null;
  if (confirmation.kind === "agrees") return { kind: "agrees", observedAt: confirmation.observedAt };
  const difference = differenceOf(confirmation.gap, prices.get(confirmation.gap.sku) ?? null);
  const observedAt = judgedAt(difference);
  return observedAt === null ? null : { kind: "differs", difference, observedAt };
}

/** A live discrepancy without a gap resolves only where every system was read and agrees. */
function vanished(
  live: Discrepancy,
  recording: Recording,
  standing: ComparisonResult["standing"],
): Observation | null {
  const observedAt = recording.trusted.get(live.locationId);
  if (observedAt === undefined) return null;
  return standing(live.sku, live.locationId, live.pool) === "agrees" ? { kind: "agrees", observedAt } : null;
}

/** The gaps of locations that were read whole: elsewhere nothing opens. */
export function trustedGaps(gaps: Iterable<Gap>, trusted: TrustedLocations): readonly Gap[] {
  return [...gaps].filter((gap) => trusted.has(gap.locationId));
}
