import type { Instant } from "../inventory/index.ts";
import { dueSince, laneKey, type Case, type Cohort } from "./case.ts";
import { drainOf } from "./insight/drain.ts";
import type { Arrival, HealthSample, LoggedEvent } from "./inquiry.ts";

/** What waits in front of a handoff. `sample` null: only a refusal is on record. */
export interface Backlog {
  readonly sample: HealthSample | null;
  readonly refused: LoggedEvent | null;
  /** At the rate of the last samples; null where it does not shrink. */
  readonly drainMinutes: number | null;
}

/** A queue that is deeper than before the number was due, with refused calls; or a refusal in the log since then. */
export function backlogOf(each: Case, { scene }: Cohort): Backlog | null {
  const due = dueSince(each);
  const samples = scene.inquiry.health.filter(({ system }) => system === each.receiver);
  const before = samples.filter(({ at }) => at <= due);
  const usual = Math.max(0, ...before.slice(-20, -1).map(({ queued }) => queued ?? 0));
  const last = samples.at(-1) ?? null;
  const counted = samples.findLast(({ at }) => at <= due - each.window)?.throttled ?? 0;
  const waits = last !== null && last.at >= due && (last.queued ?? 0) > 0 && (last.queued ?? 0) > usual;
  const rose = (last?.throttled ?? 0) > 0 && (last?.throttled ?? 0) !== counted;
  const sample = waits && rose ? last : null;
  const refused =
    scene.events
      .syncs(each.receiver, each.mismatch.locationId)
      .findLast(({ kind, at }) => kind === "throttled" && at >= due - each.window) ?? null;
  if (!sample && !refused) return null;
  return { sample, refused, drainMinutes: drainOf(samples) };
}

/**
 * The last failure of the handoff at this location since the number was due, unless a run has succeeded after it. Where failures go
 * on, runs between them belong to another job into the same system: stock and orders may share a log.
 */
export function failuresOf(each: Case, { scene }: Cohort): LoggedEvent | null {
  const due = dueSince(each) - each.window;
  const { sku, locationId } = each.mismatch;
  const syncs = scene.events
    .syncs(each.receiver, locationId)
    .filter((event) => event.at >= due && (event.sku === null || event.sku === sku));
  const failed = syncs.findLast(({ kind }) => kind === "sync_failed") ?? null;
  if (!failed) return null;
  const recovered = syncs.some(
    ({ kind, at, locationId: where }) =>
      kind === "sync_run" && at > failed.at && (where !== null || failed.locationId === null),
  );
  const repeated =
    syncs.filter(({ kind, at }) => kind === "sync_failed" && at > due + each.window).length > 1;
  const goesOn = repeated && scene.inquiry.at - failed.at <= 2 * each.window;
  return recovered && !goesOn ? null : failed;
}

const LEAST_RUNS = 4;

/**
 * The last run, where runs used to come regularly and have stopped; null where they go on or were never logged, and where numbers
 * arrive all the same: then the log is silent, and not the job.
 */
export function silenceOf(each: Case, cohort: Cohort): Instant | null {
  const { scene } = cohort;
  const runs = scene.events
    .syncs(each.receiver, each.mismatch.locationId)
    .filter(({ kind }) => kind === "sync_run");
  const last = runs.at(-1);
  if (!last || runs.length < LEAST_RUNS) return null;
  const gaps = runs.slice(1).map(({ at }, index) => at - (runs[index]?.at ?? at));
  const usual = gaps.sort((a, b) => a - b)[Math.floor(gaps.length * 0.9)] ?? 0;
  if (scene.inquiry.at - last.at <= Math.max(2 * each.window, 3 * usual)) return null;
  return arrivalsSince(cohort, each, last.at + each.window).length > 0 ? null : last.at;
}

/** A run since the number was due that should have carried it. */
export function succeedsSince(each: Case, { scene }: Cohort): LoggedEvent | null {
  const due = dueSince(each);
  return (
    scene.events
      .syncs(each.receiver, each.mismatch.locationId)
      .findLast(({ kind, at }) => kind === "sync_run" && at > due) ?? null
  );
}

/** What arrived through the same handoff at the same location in the same flow. */
export function arrivalsSince({ scene, location }: Cohort, each: Case, since: Instant): readonly Arrival[] {
  const { from, into } = each.pair;
  const [sender, receiver] = each.flow === "stock" ? [from, into] : [into, from];
  const lane = laneKey({ pool: each.mismatch.pool, locationId: location.id, from: sender, into: receiver });
  return (scene.arrivals.get(lane) ?? []).filter((arrival) => arrival.at > since);
}

/** Of the numbers that came to be after this one, most that have arrived did so in time. */
export function keepsPassing(each: Case, cohort: Cohort): boolean {
  const due = dueSince(each);
  const later = arrivalsSince(cohort, each, due).filter(({ at, delay }) => at - delay > due);
  const prompt = later.filter(({ delay }) => delay <= each.window).length;
  return prompt > 0 && prompt >= later.length / 2;
}

/** Other SKUs whose orders were placed after `due` and have gone up in time. */
export function ordersPassedSince(cohort: Cohort, due: Instant, window: number): number {
  const { from, into } = cohort.pair;
  const lane = laneKey({ pool: cohort.pool.name, locationId: cohort.location.id, from: into, into: from });
  const passed = (cohort.scene.arrivals.get(lane) ?? []).filter(
    ({ at, delay }) => delay <= window && at - delay > due,
  );
  return new Set(passed.map(({ sku }) => sku)).size;
}
