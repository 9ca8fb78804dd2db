import type { Case, Scene } from "./case.ts";
import { timingCauses, type Cause } from "./cause.ts";
import { between, orderKinds, stockKinds } from "./events.ts";
import type { Trigger } from "./finding.ts";
import type { LoggedEvent } from "./inquiry.ts";

const SLACK = 120_000;
const TWO_WEEKS = 14 * 24 * 3_600_000;

const settings: ReadonlySet<string> = new Set(["config_changed", "mapping_changed", "system_updated"]);
const places: ReadonlySet<string> = new Set(["location_added", "location_deactivated", "channel_added"]);
/** Which general events can start a cause, the likeliest first. */
const starters: Readonly<Partial<Record<Cause, readonly ReadonlySet<string>[]>>> = {
  pool_definition: [settings],
  allocation_rule: [settings],
  filter_rule: [settings],
  pool_boundary: [settings, places],
  location_mapping: [new Set(["mapping_changed"]), places, settings],
  topology_change: [places],
  unit_of_measure: [settings],
  competing_writer: [settings],
  identity: [settings],
  not_sellable: [settings],
  sync_stalled: [settings],
  sync_lag: [settings],
  throttled_backlog: [settings],
};

/** A flag or a name parts the two when it is set, not with the next number: what was set while they still agreed did not do it. */
const showsAtOnce: ReadonlySet<Cause> = new Set(["identity", "not_sellable", "competing_writer"]);

/**
 * The event that best explains the start: one of the settings or places that can cause this, inside the window between last agreed
 * and first seen; else what happened to this very key in it; else, for rules, what changed in the two weeks before. Or none.
 */
export function triggerOf(each: Case, cause: Cause, scene: Scene): Trigger | null {
  const { mismatch, story } = each;
  const end = story.partedAt + SLACK;
  const begin = (story.agreedAt ?? mismatch.lastAgreedAt ?? end - TWO_WEEKS) - SLACK;
  const general = scene.events
    .general()
    .filter(({ locationId }) => locationId === null || locationId === mismatch.locationId);
  const event =
    starter(cause, between(general, begin, end), each) ??
    ofTheKey(each, cause, scene, timingCauses.has(cause) ? begin - 2 * each.window : begin, end) ??
    (timingCauses.has(cause)
      ? brokenRun(each, scene, begin, end)
      : showsAtOnce.has(cause) && story.agreedAt !== null
        ? null
        : starter(cause, between(general, end - TWO_WEEKS, end), each));
  return event ? { event, distance: Math.max(0, story.partedAt - event.at) } : null;
}

function starter(cause: Cause, events: readonly LoggedEvent[], each: Case): LoggedEvent | null {
  for (const kinds of starters[cause] ?? []) {
    const fitting = events.filter(({ kind }) => kinds.has(kind));
    const own = fitting.findLast(({ system }) => system === each.receiver || system === each.pair.from);
    const event = own ?? fitting.findLast(({ system }) => system === null) ?? fitting.at(-1);
    if (event) return event;
  }
  return null;
}

/** Timing: what moved the number that has not arrived. Otherwise only an edit of the side that moved can have started it. */
function ofTheKey(each: Case, cause: Cause, scene: Scene, begin: number, end: number): LoggedEvent | null {
  const mover = each.flow === "orders" ? each.pair.into : timingCauses.has(cause) ? each.pair.from : null;
  const events = between(scene.events.ofKey(each.mismatch), begin, end);
  if (mover === null) {
    if (cause !== "manual_override" && cause !== "unknown" && cause !== "competing_writer") return null;
    return events.findLast(({ kind, system }) => kind === "adjustment" && system === each.pair.into) ?? null;
  }
  const kinds = each.flow === "orders" ? orderKinds : stockKinds;
  const fitting = events.filter(({ kind }) => kinds.has(kind));
  const inWindow = fitting.filter(({ at }) => at > begin + 2 * each.window);
  return (
    inWindow.find(({ system }) => system === mover) ??
    fitting.findLast(({ system }) => system === mover) ??
    fitting.findLast(({ system }) => mover === "erp" && system === "wms") ??
    fitting.at(-1) ??
    null
  );
}

function brokenRun(each: Case, scene: Scene, begin: number, end: number): LoggedEvent | null {
  const events = between(scene.events.syncs(each.receiver, each.mismatch.locationId), begin, end);
  return events.find(({ kind }) => kind !== "sync_run") ?? null;
}
