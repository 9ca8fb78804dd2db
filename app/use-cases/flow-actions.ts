import { act } from "../discrepancies/actions.ts";
import type { Instant, Location } from "../inventory/index.ts";
import { triggerHandles } from "../notify/flow/triggers.ts";
import type { FlowUses } from "../channels/ports.ts";
import type { HintStore } from "../scan/hints.ts";
import type { DiscrepancyStore, ScanStore } from "../scan/ports.ts";
import type { MappingStore } from "../shops/ports.ts";
import type { FlowCheck, FlowStepAnswer, FlowStepRun, FlowUseCases } from "./contract.ts";
import { hasEnded } from "./home.ts";
import type { ScanRequests } from "./scan-requests.ts";
import type { ShopGate } from "./shop-gate.ts";

const HOUR = 3_600_000;
/** As on the page of a discrepancy. */
const LONGEST_SNOOZE = 24 * 90;
const LONGEST_NOTE = 500;
/** Flow waits ten seconds. What is left then is done when it asks again. */
const PATIENCE = 6_000;

/** Steps of workflows that were begun. */
export interface FlowRuns {
  /** The run as it was begun, now or earlier. */
  begin(shop: string, run: FlowStepRun, at: Instant): Promise<BegunRun>;
  /** What the work goes on under, for whoever asks again. */
  note(shop: string, runId: string, work: string): Promise<void>;
  forget(before: Instant): Promise<void>;
}

export interface BegunRun {
  readonly at: Instant;
  readonly work: string | null;
  /** False where another step, or another shop's, has this id for something else. */
  readonly same: boolean;
}

export interface FlowDependencies {
  readonly gate: ShopGate;
  readonly runs: FlowRuns;
  readonly flowUses: FlowUses;
  readonly mappings: MappingStore;
  readonly scans: Pick<ScanStore, "find">;
  readonly requests: ScanRequests;
  readonly hints: HintStore;
  readonly discrepancies: DiscrepancyStore;
  /** Inventory items of a product or SKU, as gids. */
  readonly itemsOf: (shop: string, wish: FlowCheck) => Promise<readonly string[]>;
  readonly now: () => Instant;
}

export function flowActions(dependencies: FlowDependencies): FlowUseCases {
  const { gate, runs, flowUses, mappings, now } = dependencies;
  return {
    async checkFromFlow(shop, run, wish) {
      await gate.shop(shop);
      const begun = await runs.begin(shop, run, now());
      if (!begun.same) return otherStep;
      return begun.work === null
        ? beginCheck(shop, run, wish, dependencies)
        : onCheck(shop, begun.work, dependencies);
    },

    async snoozeFromFlow(shop, run, { location: named, hours, note }) {
      await gate.shop(shop);
      if (!(hours > 0 && hours <= LONGEST_SNOOZE))
        return refused(`A snooze lasts more than 0 and at most ${LONGEST_SNOOZE} hours.`);
      if (note !== null && note.length > LONGEST_NOTE)
        return refused(`Please keep the note under ${LONGEST_NOTE} characters.`);
      const meant = locationsNamed(named, await mappings.locations(shop));
      const [location] = meant;
      if (!location) return refused(`This shop has no location called “${named}”.`);
      if (meant.length > 1) return refused(`Several locations are called “${named}”. Give its id instead.`);
      const begun = await runs.begin(shop, run, now());
      if (!begun.same) return otherStep;
      const until = begun.at + Math.round(hours * HOUR);
      return snooze(shop, location, { person: `flow:${run.runId}`, until, note }, dependencies);
    },

    async triggerUsed(shop, { handle, enabled, at }) {
      if (!triggerHandles.includes(handle)) return;
      await gate.shop(shop);
      await flowUses.say(shop, handle, enabled, at);
    },
  };
}

async function beginCheck(
  shop: string,
  { runId }: FlowStepRun,
  wish: FlowCheck,
  { runs, hints, requests, mappings, itemsOf, now }: FlowDependencies,
): Promise<FlowStepAnswer> {
  if (wish.productId !== null || wish.sku !== null) {
    const items = await itemsOf(shop, wish);
    if (items.length === 0) return refused("The app knows no such product yet. It will after the next scan.");
    const places = [...new Set((await mappings.codes(shop)).map(({ locationId }) => locationId))];
    if (places.length === 0) return refused("No location is mapped yet, so there is nothing to compare.");
    const at = now();
    const keys = items.flatMap((inventoryItemId) =>
      places.map((locationId) => ({ inventoryItemId, locationId, at })),
    );
    if (await hints.note(shop, keys, 0)) {
      await runs.note(shop, runId, "looked");
      return looked;
    }
    // So many keys wait that a scan is the better look.
  }
  const started = await requests.start(shop);
  if (!started.ok) return refused(started.problem ?? "The scan could not be started.");
  await runs.note(shop, runId, started.scanId);
  return { kind: "under_way" };
}

async function onCheck(shop: string, work: string, { scans }: FlowDependencies): Promise<FlowStepAnswer> {
  if (work === "looked") return looked;
  const scan = await scans.find(shop, work);
  if (scan && !hasEnded(scan)) return { kind: "under_way" };
  return scan?.state === "failed" || scan?.state === "cancelled"
    ? refused(scan.problem ?? "The scan did not come to its end.")
    : { kind: "done", sentence: "The scan has ended." };
}

async function snooze(
  shop: string,
  { id, name }: Location,
  { person, until, note }: { readonly person: string; readonly until: Instant; readonly note: string | null },
  { discrepancies, now }: FlowDependencies,
): Promise<FlowStepAnswer> {
  const stop = now() + PATIENCE;
  let snoozed = 0;
  for await (const page of discrepancies.live(shop)) {
    for (const each of page) {
      // What somebody acknowledged is being worked on; whoever snoozed for longer meant it.
      if (each.locationId !== id || each.state !== "open") continue;
      if (now() > stop) return { kind: "under_way" };
      const judgement = act(each, { kind: "snooze", until, note }, { person, now: now() });
      if (judgement && (await discrepancies.move(shop, judgement))) snoozed += 1;
    }
  }
  return { kind: "done", sentence: `${snoozed} open discrepancies at ${name} are snoozed.` };
}

function locationsNamed(text: string, locations: readonly Location[]): readonly Location[] {
  const wanted = text.trim().toLowerCase();
  const byId = locations.filter(({ id }) => id.toLowerCase() === wanted || id.split("/").at(-1) === wanted);
  return byId.length > 0 ? byId : locations.filter(({ name }) => name.trim().toLowerCase() === wanted);
}

const looked: FlowStepAnswer = { kind: "done", sentence: "Its counts are being read again in every system." };
const otherStep = refused("Another step of a workflow has this id.");

function refused(sentence: string): FlowStepAnswer {
  return { kind: "refused", sentence };
}
