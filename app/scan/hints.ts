import type { Surroundings } from "../comparison/surroundings.ts";
import { ConnectorError } from "../connectors/errors.ts";
import type { Discrepancy } from "../discrepancies/discrepancy.ts";
import type { Instant } from "../inventory/index.ts";
import { keyOf } from "../resync/keys.ts";
import type { ResyncStore } from "../resync/ports.ts";
import type { ShopStore } from "../shops/ports.ts";
import type { Connection, Shop } from "../shops/shop.ts";
import { StorefrontError } from "../storefront/errors.ts";
import type { LevelKey } from "../storefront/ports.ts";
import { diagnoseKeys } from "./diagnose.ts";
import { probe, type ProbeKey, type ProbeResult } from "./probe.ts";
import { liveOf, record, seenIn } from "./record.ts";
import type { ScanDependencies } from "./run.ts";
import { setupOf, type ShopSetup } from "./setup.ts";

/** Keys that are read again at once: one request of the storefront's, mostly. */
const BATCH = 100;
/** What cannot be read now is tried again then. */
const AGAIN = 60_000;

/** Something changed at a key, or is said to have. It carries no number: what is looked at is read afresh. */
export interface HintStore {
  /**
   * Many changes of a key are one hint, due `window` after the last of them but at most three windows after the first. False when the
   * shop has so many that the next scan is the better look.
   */
  note(shop: string, changed: readonly ChangedLevel[], window: number): Promise<boolean>;
  /** As `note`, of items or products (Shopify's gids) at every mapped location. They fill half of the room at most. */
  noteItems(shop: string, changed: readonly ChangedItem[], window: number): Promise<boolean>;
  /** As `note`, in a connection's own words: its items, its codes. Middleware has no codes and speaks the storefront's. */
  noteReported(
    shop: string,
    connectionId: string,
    changed: readonly ReportedChange[],
    window: number,
  ): Promise<boolean>;
  /** Shops with hints that are due. */
  shopsDue(now: Instant, limit: number): Promise<readonly string[]>;
  /** Due hints with the SKU of each key, hidden from others until `hiddenUntil`. A key without a SKU is dropped. */
  take(shop: string, now: Instant, hiddenUntil: Instant, limit: number): Promise<readonly ProbeKey[]>;
  /** Forgets hints that nothing was added to since they were taken. */
  done(shop: string, keys: readonly LevelKey[], takenAt: Instant): Promise<void>;
  living(shop: string, keys: readonly ProbeKey[]): Promise<readonly Discrepancy[]>;
}

export interface ChangedLevel extends LevelKey {
  readonly at: Instant;
}

export interface ChangedItem {
  readonly id: string;
  readonly at: Instant;
}

export interface ReportedChange {
  readonly item: string;
  /** Null: at all of its locations. */
  readonly code: string | null;
  readonly at: Instant;
}

export interface HintDependencies extends Pick<
  ScanDependencies,
  | ("storefront" | "discrepancies" | "products" | "mappings" | "sources" | "compare" | "newId" | "now")
  | ("history" | "incidents" | "events" | "health" | "arrivals" | "insights" | "diagnoseApart" | "snoozing")
> {
  readonly hints: HintStore;
  readonly shops: Pick<ShopStore, "find">;
  readonly resyncs: Pick<ResyncStore, "underWay">;
}

/** Reads what is due from all systems and records what that says. Resolves with how many keys were looked at. */
export async function workHints(dependencies: HintDependencies, signal: AbortSignal): Promise<number> {
  const { hints, now } = dependencies;
  let looked = 0;
  for (const shop of await hints.shopsDue(now(), 20)) {
    signal.throwIfAborted();
    const takenAt = now();
    const keys = await hints.take(shop, takenAt, takenAt + AGAIN, BATCH);
    if (keys.length === 0) continue;
    if (await lookAndRecord(shop, keys, dependencies, signal)) await hints.done(shop, keys, takenAt);
    looked += keys.length;
  }
  return looked;
}

/** False when a system could not be read: then nothing is known, and the hints come again. */
async function lookAndRecord(
  domain: string,
  all: readonly ProbeKey[],
  dependencies: HintDependencies,
  signal: AbortSignal,
): Promise<boolean> {
  const { shops, resyncs, mappings, storefront, compare } = dependencies;
  const shop = await shops.find(domain);
  if (!shop || shop.uninstalledAt !== null) return true;
  // Our own writes come back as changes too; whether they held is looked at by the request itself.
  const ours = new Set((await resyncs.underWay(domain, all)).map(keyOf));
  const keys = all.filter((key) => !ours.has(keyOf(key)));
  if (keys.length === 0) return true;
  const sources = await dependencies.sources(domain);
  const connections = sources.map(({ connection }) => connection);
  const setup = await setupOf(shop, connections, mappings);
  const reading = sources.filter(({ connection }) => connection.pausedAt === null);
  try {
    const observedAt = dependencies.now();
    const probing = { shop: domain, setup, sources: reading, storefront, compare, signal };
    const result = await probe(probing, keys);
    await diagnoseAndRecord(shop, keys, result, observedAt, setup, connections, dependencies, signal);
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ConnectorError || error instanceof StorefrontError) return false;
    throw error;
  }
}

/** As a scan does it, for these keys alone; what lives elsewhere is known, and left as it is. */
async function diagnoseAndRecord(
  shop: Shop,
  keys: readonly ProbeKey[],
  result: ProbeResult,
  observedAt: Instant,
  setup: ShopSetup,
  connections: readonly Connection[],
  dependencies: HintDependencies,
  signal: AbortSignal,
): Promise<void> {
  const { hints, discrepancies, incidents, products, newId, now } = dependencies;
  const { domain, windows } = shop;
  if (result.gaps.length === 0 && (await hints.living(domain, keys)).length === 0) return;
  const confirmations = result.gaps.map((gap) => ({ kind: "differs", gap }) as const);
  const prices = await products.prices(domain, [...new Set(keys.map(({ sku }) => sku))]);
  const live = await liveOf(discrepancies, domain);
  const seen = seenIn(confirmations, live, prices);
  const diagnoses = await diagnoseKeys(
    {
      ...{ ...dependencies, ...setup, shop, setup, connections, signal },
      outcome: { surroundings: () => Promise.resolve(nothingAround) },
      ...{ shelves: [], changed: new Map() },
    },
    seen,
  );
  const asked = new Set(keys.map(placeOf));
  await record(
    {
      ...{ shop: domain, scanId: null, store: discrepancies, incidents, windows, newId, now, signal },
      codes: setup.codes,
      snoozing: (await dependencies.snoozing?.(domain)) ?? [],
      trusted: new Map(keys.map(({ locationId }) => [locationId, observedAt])),
      lookedAt: (key) => asked.has(placeOf(key)),
      outcome: {
        standings: (all) =>
          Promise.resolve(
            all.map(({ sku, locationId, pool, involved }) =>
              result.standing(sku, locationId, pool, involved),
            ),
          ),
        // That no system lists a SKU any more is seen by who reads everything.
        present: (all) => Promise.resolve(all.map(() => true)),
      },
    },
    { confirmations, seen, live, diagnoses },
  );
}

/** A few keys are no sample of their location: that all of them differ says nothing of the rest. */
const nothingAround: Surroundings = { siblings: [], counts: [], elsewhere: [], items: [], sample: [] };

function placeOf({ sku, locationId }: { readonly sku: string; readonly locationId: string }): string {
  return JSON.stringify([sku, locationId]);
}
