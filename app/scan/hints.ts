import { differenceOf } from "../discrepancies/difference.ts";
import { keyText, type Discrepancy } from "../discrepancies/discrepancy.ts";
import { judge, type Observation } from "../discrepancies/lifecycle.ts";
import { judgedAt } from "../discrepancies/settling.ts";
import { ConnectorError } from "../connectors/errors.ts";
import type { Instant } from "../inventory/index.ts";
import { keyOf } from "../resync/keys.ts";
import type { ResyncStore } from "../resync/ports.ts";
import type { ShopStore } from "../shops/ports.ts";
import { StorefrontError } from "../storefront/errors.ts";
import type { LevelKey } from "../storefront/ports.ts";
import { probe, type ProbeKey, type ProbeResult } from "./probe.ts";
import type { Change } from "./ports.ts";
import type { ScanDependencies } from "./run.ts";
import { setupOf } from "./setup.ts";

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
  note(shop: string, key: LevelKey, at: Instant, window: number): Promise<boolean>;
  /** Shops with hints that are due. */
  shopsDue(now: Instant, limit: number): Promise<readonly string[]>;
  /** Due hints with the SKU of each key, hidden from others until `hiddenUntil`. A key without a SKU is dropped. */
  take(shop: string, now: Instant, hiddenUntil: Instant, limit: number): Promise<readonly ProbeKey[]>;
  /** Forgets hints that nothing was added to since they were taken. */
  done(shop: string, keys: readonly LevelKey[], takenAt: Instant): Promise<void>;
  living(shop: string, keys: readonly ProbeKey[]): Promise<readonly Discrepancy[]>;
}

export interface HintDependencies extends Pick<
  ScanDependencies,
  "storefront" | "discrepancies" | "products" | "mappings" | "sources" | "compare" | "newId" | "now"
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
  const setup = await setupOf(
    shop,
    sources.map(({ connection }) => connection),
    mappings,
  );
  const reading = sources.filter(({ connection }) => connection.pausedAt === null);
  try {
    const observedAt = dependencies.now();
    const probing = { shop: domain, setup, sources: reading, storefront, compare, signal };
    const result = await probe(probing, keys);
    await record(domain, keys, result, observedAt, shop.windows, setup.pools, dependencies);
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ConnectorError || error instanceof StorefrontError) return false;
    throw error;
  }
}

async function record(
  shop: string,
  keys: readonly ProbeKey[],
  result: ProbeResult,
  observedAt: Instant,
  windows: Parameters<typeof judge>[2]["windows"],
  pools: readonly { readonly name: string }[],
  { hints, discrepancies, products, newId, now }: HintDependencies,
): Promise<void> {
  const [living, prices] = await Promise.all([
    hints.living(shop, keys),
    products.prices(shop, [...new Set(keys.map(({ sku }) => sku))]),
  ]);
  const observed = new Map<string, Observation>();
  for (const gap of result.gaps) {
    const difference = differenceOf(gap, prices.get(gap.sku) ?? null);
    const at = judgedAt(difference);
    if (at !== null) observed.set(keyText(gap), { kind: "differs", difference, observedAt: at });
  }
  for (const { sku, locationId } of keys) {
    for (const { name: pool } of pools) {
      if (result.standing(sku, locationId, pool) === "agrees")
        observed.set(keyText({ sku, locationId, pool }), { kind: "agrees", observedAt });
    }
  }
  const unborn = [...observed.values()].flatMap((one) =>
    one.kind === "differs" && !living.some((live) => keyText(live) === keyText(one.difference))
      ? [one.difference]
      : [],
  );
  const resolved = unborn.length > 0 ? await discrepancies.lastResolved(shop, unborn) : [];
  const current = new Map([...resolved, ...living].map((known) => [keyText(known), known]));
  const context = { newId, now: now(), windows, lastAgreedAt: null };
  const changes = [...observed].flatMap(([key, observation]): Change[] => {
    const judgement = judge(current.get(key) ?? null, observation, context);
    return judgement ? [judgement] : [];
  });
  if (changes.length > 0) await discrepancies.record(shop, null, changes);
}
