import type { Comparison, ComparisonSetup, Gap } from "../comparison/contract.ts";
import type { Instant } from "../inventory/index.ts";
import type { SnoozeRule } from "../discrepancies/snooze-rules.ts";
import type { EventLog, HealthLog } from "../shops/event-log.ts";
import type { ConnectionStore, MappingStore } from "../shops/ports.ts";
import type { Shop } from "../shops/shop.ts";
import { StorefrontError } from "../storefront/errors.ts";
import type { Storefront } from "../storefront/ports.ts";
import { webhookGap, type Announcements } from "./announced.ts";
import { refreshChannels } from "./channels.ts";
import { collect, type Collected } from "./collect.ts";
import { confirm } from "./confirm.ts";
import { diagnoseScan } from "./diagnose.ts";
import type { DiagnosisRun } from "./diagnosis/contract.ts";
import { hear } from "./hear.ts";
import { outcomeOf } from "./outcome.ts";
import type { HistoryStore } from "./history.ts";
import type {
  ArrivalStore,
  ComparisonRun,
  DiscrepancyStore,
  IncidentStore,
  InsightStore,
  ProductStore,
  ScanOutcome,
  ScanStore,
  Source,
} from "./ports.ts";
import type { ProgressBoard } from "./progress.ts";
import { trustedGaps, trustedGapsLeftOut } from "./gaps.ts";
import type { KeptReadingStore } from "./reading/kept.ts";
import { attentiveTo } from "./reading/second-look.ts";
import { liveOf, record, seenIn } from "./record.ts";
import { remember } from "./remember.ts";
import { setupOf, type ShopSetup } from "./setup.ts";
import { suspiciousSlices, trustedLocations, wholeShelves } from "./trust.ts";

export interface ScanDependencies {
  readonly storefront: Storefront;
  readonly scans: ScanStore;
  readonly discrepancies: DiscrepancyStore;
  readonly products: ProductStore;
  readonly mappings: MappingStore;
  readonly connections: ConnectionStore;
  readonly sources: (shop: string) => Promise<readonly Source[]>;
  /** With the middleware, which holds no stock and knows how the handoffs fare. */
  readonly witnesses: (shop: string) => Promise<readonly Source[]>;
  readonly kept: KeptReadingStore;
  readonly history: HistoryStore;
  readonly incidents: IncidentStore;
  readonly events: EventLog;
  readonly health: HealthLog;
  readonly arrivals: ArrivalStore;
  readonly insights: InsightStore;
  readonly announcements: Announcements;
  /** What a shop sets aside as it opens. Left out: nothing. */
  readonly snoozing?: (shop: string) => Promise<readonly SnoozeRule[]>;
  /** For the few keys of a probe. */
  readonly compare: (setup: ComparisonSetup) => Comparison;
  /** For the whole catalogue. */
  readonly compareApart: (setup: ComparisonSetup, signal: AbortSignal) => ComparisonRun;
  /** Why, for all that differs. */
  readonly diagnoseApart: (signal: AbortSignal) => DiagnosisRun;
  readonly newId: () => string;
  readonly now: () => Instant;
}

export interface RunningScan {
  readonly shop: Shop;
  readonly scanId: string;
  readonly board: ProgressBoard;
  readonly sources: readonly Source[];
  readonly signal: AbortSignal;
}

/** One run: collect → compare → confirm → diagnose → record. Resolves with the outcome; rejects on a fault of ours or when aborted. */
export async function runScan(scan: RunningScan, dependencies: ScanDependencies): Promise<ScanOutcome> {
  const { shop, sources, signal } = scan;
  await refreshLocations(shop.domain, dependencies, signal);
  const connections = sources.map((source) => source.connection);
  await refreshChannels(shop.domain, dependencies, signal);
  const setup = await setupOf(shop, connections, dependencies.mappings);
  const comparison = dependencies.compareApart(setup, signal);
  try {
    return await compareAndRecord(comparison, setup, scan, dependencies);
  } finally {
    await comparison.close();
  }
}

async function compareAndRecord(
  comparison: ComparisonRun,
  setup: ShopSetup,
  { shop, scanId, board, sources, signal }: RunningScan,
  dependencies: ScanDependencies,
): Promise<ScanOutcome> {
  const { storefront, scans, history, compare, now, newId } = dependencies;
  const connections = sources.map((source) => source.connection);
  const witnesses = await dependencies.witnesses(shop.domain);
  const living = await liveOf(dependencies.discrepancies, shop.domain);
  const [collected] = await Promise.all([
    collect({
      ...{ shop: shop.domain, scanId, setup, sources, storefront, comparison, board, now, signal },
      kept: dependencies.kept,
      live: [...living.values()],
    }),
    refreshProducts(shop.domain, dependencies, signal),
    hear({ ...dependencies, shop: shop.domain, witnesses, codes: setup.codes, items: setup.items, signal }),
  ]);
  await noteReads(shop.domain, collected, dependencies);

  board.enter("comparing");
  const outcome = await comparison.finish();
  const suspicious = suspiciousSlices(outcome.report, await scans.lastRows(shop.domain));
  const trusted = trustedLocations(setup, collected, suspicious);
  const gaps = await trustedGaps(outcome, trusted);

  board.enter("confirming");
  const listening = attentiveTo(sources, collected, dependencies.kept);
  const probing = {
    ...{ shop: shop.domain, setup, storefront, compare, signal },
    sources: listening.map(({ source }) => source),
  };
  const confirmed = await confirm(probing, gaps, {
    now,
    onProgress: (candidates, done) => board.confirming(candidates, done),
  });
  for (const { save } of listening) await save();
  const leftOut = await trustedGapsLeftOut(outcome, trusted);
  const confirmations = [
    ...confirmed,
    ...leftOut.map((gap) => ({ kind: "unprobed", gap, failed: false }) as const),
  ];

  board.enter("diagnosing");
  const whole = wholeShelves(setup, collected, suspicious);
  const shelves = whole.map((shelf) => ({ ...shelf, scanId }));
  const { changed, sold } = await remember({ shop: shop.domain, scanId, history, outcome, signal }, whole);
  const live = await liveOf(dependencies.discrepancies, shop.domain);
  const seen = seenIn(
    confirmations,
    live,
    await pricesOf(shop.domain, [...gaps, ...leftOut], dependencies.products),
  );
  const diagnoses = await diagnoseScan(
    { ...dependencies, shop, setup, ...setup, connections, outcome, shelves, changed, signal },
    seen,
  );

  board.enter("recording");
  const recorded = await record(
    {
      ...{ shop: shop.domain, scanId, outcome, trusted, newId, now, signal },
      store: dependencies.discrepancies,
      incidents: dependencies.incidents,
      windows: shop.windows,
      codes: setup.codes,
      snoozing: (await dependencies.snoozing?.(shop.domain)) ?? [],
    },
    { confirmations, seen, live, diagnoses },
  );
  const gap = await webhookGap(dependencies.announcements, shop.domain, sold, now());
  return outcomeOf(outcome.report, recorded, collected, suspicious, gap);
}

const PRODUCTS_ARE_FRESH_FOR = 6 * 60 * 60 * 1000;

/** Titles and prices change seldom: once in a few hours is enough, and a scan does not fail for them. */
async function refreshProducts(
  shop: string,
  dependencies: ScanDependencies,
  signal: AbortSignal,
): Promise<void> {
  const { products, storefront, now } = dependencies;
  const savedAt = await products.savedAt(shop);
  // What changes while they are read is read again.
  const at = now();
  if (savedAt !== null && at - savedAt < PRODUCTS_ARE_FRESH_FOR) return;
  const batch = [];
  try {
    for await (const item of storefront.sweepProducts(shop, { signal })) {
      batch.push(item);
      if (batch.length === 500) await products.save(shop, batch.splice(0), at);
    }
    if (batch.length > 0) await products.save(shop, batch, at);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof StorefrontError)) throw error;
  }
}

async function refreshLocations(
  shop: string,
  dependencies: ScanDependencies,
  signal: AbortSignal,
): Promise<void> {
  const { storefront, mappings, now } = dependencies;
  await mappings.saveLocations(shop, await storefront.readLocations(shop, signal), now());
}

async function noteReads(
  shop: string,
  collected: readonly Collected[],
  { connections }: ScanDependencies,
): Promise<void> {
  for (const { connectionId, to, problem } of collected) {
    if (connectionId !== null) await connections.recordRead(shop, connectionId, to, problem);
  }
}

async function pricesOf(
  shop: string,
  gaps: readonly Gap[],
  products: ProductStore,
): Promise<ReadonlyMap<string, string>> {
  return products.prices(shop, [...new Set(gaps.map((gap) => gap.sku))]);
}
