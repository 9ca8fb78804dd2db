import type { ComparisonSetup } from "../comparison/contract.ts";
import type { Surroundings } from "../comparison/surroundings.ts";
import { keyText, type Difference, type Discrepancy } from "../discrepancies/discrepancy.ts";
import { systems, type Instant, type System } from "../inventory/index.ts";
import type { EventLog, HealthLog } from "../shops/event-log.ts";
import { locationsServing, type KnownChannel } from "../shops/channels.ts";
import type { KnownLocation, ShopPool } from "../shops/ports.ts";
import type { Connection, Shop } from "../shops/shop.ts";
import { windowIntoStorefront } from "../shops/windows.ts";
import type { Answer, Answers, DiagnosisRun, Setting } from "./diagnosis/contract.ts";
import type { HistoryStore } from "./history.ts";
import type { ArrivalStore, ComparisonOutcome, InsightStore } from "./ports.ts";
import type { ChangedKeys } from "./remember.ts";
import type { WholeShelf } from "./trust.ts";

const DAY = 24 * 3_600_000;
/** How far back a diagnosis looks: people search the two weeks before a break, too. */
const REACH = 14 * DAY;
const LEARNED_STANDS_FOR = 6 * 3_600_000;
const BATCH = 500;
const SKUS_AT_ONCE = 5_000;
/** Changed keys whose way through the chain is followed, in one scan. */
const MOST_FOLLOWED = 5_000;
const MOST_ARRIVALS = 20_000;
const SIBLINGS_PER_PLACE = 200;
const SAMPLE_PER_LOCATION = 200;

/** A gap that was confirmed, with the discrepancy that already lives for its key. */
export interface Seen {
  readonly difference: Difference;
  /** False where a second look was tried and failed: a new gap waits for the next scan's word. */
  readonly confirmed: boolean;
  readonly observedAt: Instant;
  readonly live: Discrepancy | null;
}

/** What a diagnosis is made from, be it of a scan or of a few keys that were looked at in between. */
export interface Diagnosing {
  readonly shop: Shop;
  readonly setup: ComparisonSetup;
  readonly pools: readonly ShopPool[];
  readonly locations: readonly KnownLocation[];
  readonly channels: readonly KnownChannel[];
  readonly connections: readonly Connection[];
  readonly outcome: Pick<ComparisonOutcome, "surroundings">;
  /** Readings that came to their end just now, with the name that history knows them by. */
  readonly shelves: readonly (WholeShelf & { readonly scanId: string })[];
  readonly changed: ChangedKeys;
  readonly history: HistoryStore;
  readonly events: EventLog;
  readonly health: HealthLog;
  readonly arrivals: ArrivalStore;
  readonly insights: InsightStore;
  readonly diagnoseApart: (signal: AbortSignal) => DiagnosisRun;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
}

export type Diagnoses = ReadonlyMap<string, Answer>;

/** Asks why, for every gap of the scan at once, and keeps what the scan taught of the shop as a whole. By the text of the key. */
export async function diagnoseScan(scan: Diagnosing, seen: readonly Seen[]): Promise<Diagnoses> {
  if (seen.length === 0 && !(await hasNews(scan))) return new Map();
  const answers = await askWhy(scan, seen);
  const { domain } = scan.shop;
  await scan.arrivals.save(domain, answers.arrivals);
  await scan.insights.save(domain, answers.learned, scan.now());
  return byKey(seen, answers);
}

/** The same for a few keys. They teach nothing of the whole shop. */
export async function diagnoseKeys(keys: Diagnosing, seen: readonly Seen[]): Promise<Diagnoses> {
  return seen.length === 0 ? new Map() : byKey(seen, await askWhy(keys, seen));
}

function byKey(seen: readonly Seen[], { answers }: Answers): Diagnoses {
  return new Map(
    seen.flatMap(({ difference }, index) => {
      const answer = answers[index];
      return answer ? [[keyText(difference), answer] as const] : [];
    }),
  );
}

/** Gathers exactly what the rules need, in bulk, and lets a thread of its own answer. */
async function askWhy(scan: Diagnosing, seen: readonly Seen[]): Promise<Answers> {
  const run = scan.diagnoseApart(scan.signal);
  try {
    await tellMismatches(run, seen);
    await tellPasts(run, scan, seen);
    const surroundings = await tellElsewhere(run, scan, seen);
    return await run.answer(await settingOf(scan, seen, surroundings));
  } finally {
    await run.close();
  }
}

/** A clean scan in which nothing moved teaches nothing; what was learned stands for a while. */
async function hasNews({ shop, changed, insights, now }: Diagnosing): Promise<boolean> {
  if ([...changed.values()].some((skus) => skus.size > 0)) return true;
  const before = await insights.find(shop.domain);
  return before === null || now() - before.at > LEARNED_STANDS_FOR;
}

async function tellMismatches(run: DiagnosisRun, seen: readonly Seen[]): Promise<void> {
  for (let at = 0; at < seen.length; at += BATCH) {
    await run.mismatches(
      seen.slice(at, at + BATCH).map(({ difference, observedAt, live }) => {
        const { sku, locationId, pool, inventoryItemId, verdict, sides } = difference;
        return {
          ...{ sku, locationId, pool, inventoryItemId, verdict, sides },
          firstSeenAt: live?.firstSeenAt ?? observedAt,
          lastAgreedAt: live?.lastAgreedAt ?? null,
        };
      }),
    );
  }
}

/** Location by location, since what was first read of one is stored as a whole. */
async function tellPasts(run: DiagnosisRun, scan: Diagnosing, seen: readonly Seen[]): Promise<void> {
  const { shop, history, shelves, changed, now, signal } = scan;
  const differing = Map.groupBy(seen, ({ difference }) => difference.locationId);
  let left = MOST_FOLLOWED;
  for (const locationId of new Set([...differing.keys(), ...changed.keys()])) {
    signal.throwIfAborted();
    const followed = [...(changed.get(locationId) ?? [])].slice(0, left);
    left -= followed.length;
    const wanted = new Set([
      ...(differing.get(locationId) ?? []).map(({ difference }) => difference.sku),
      ...followed,
    ]);
    const skus = [...wanted];
    const present = shelves
      .filter((shelf) => shelf.locationId === locationId)
      .map(({ scanId, system, from, to }) => ({ scanId, system, from, to }));
    for (let at = 0; at < skus.length; at += SKUS_AT_ONCE) {
      const part = skus.slice(at, at + SKUS_AT_ONCE);
      const past = await history.past(shop.domain, locationId, part, now() - REACH);
      const own = new Set(part);
      await run.past({
        past: { ...past, readings: [...past.readings, ...present] },
        skus: part,
        changed: followed.filter((sku) => own.has(sku)),
      });
    }
  }
}

async function tellElsewhere(
  run: DiagnosisRun,
  { outcome }: Diagnosing,
  seen: readonly Seen[],
): Promise<Omit<Surroundings, "elsewhere">> {
  const { elsewhere, ...surroundings } = await outcome.surroundings({
    differing: seen.map(({ difference: { sku, locationId, pool, verdict, inventoryItemId }, live }) => ({
      ...{ sku, locationId, pool },
      missing: verdict === "missing",
      inventoryItemId: live?.inventoryItemId ?? inventoryItemId,
    })),
    siblingsPerPlace: SIBLINGS_PER_PLACE,
    samplePerLocation: SAMPLE_PER_LOCATION,
  });
  for (let at = 0; at < elsewhere.length; at += BATCH) await run.elsewhere(elsewhere.slice(at, at + BATCH));
  return surroundings;
}

async function settingOf(
  { shop, setup, pools, locations, channels, connections, events, health, arrivals, now }: Diagnosing,
  seen: readonly Seen[],
  surroundings: Omit<Surroundings, "elsewhere">,
): Promise<Setting> {
  const at = now();
  const { domain, windows } = shop;
  const chain = systems.filter((system) => setup.systems.has(system));
  const usual = {
    erp: windows.wms_erp,
    storefront: windowIntoStorefront(windows, chain),
  };
  const skus = [...new Set(seen.map(({ difference }) => difference.sku))];
  const [logged, samples, arrived, velocity] = await Promise.all([
    events.forDiagnosis(domain, skus, { from: at - REACH, to: at }),
    health.between(domain, at - DAY, at),
    arrivals.newest(domain, at - REACH, at, MOST_ARRIVALS),
    events.orderPace(domain, at - DAY, at),
  ]);
  return {
    at,
    chain,
    names: namesOf(connections),
    windows: { stock: usual, orders: usual },
    pools,
    locations: locations.map(({ id, name, active, fulfillsOnlineOrders, appearedAt }) => ({
      ...{ id, name, active, fulfillsOnlineOrders, createdAt: appearedAt },
      codes: setup.codes
        .filter(({ locationId }) => locationId === id)
        .map(({ role, code }) => ({ system: role, code })),
    })),
    events: logged,
    health: samples,
    arrivals: arrived,
    declared: pools.flatMap(({ name, declared }) => declared.map((buffer) => ({ pool: name, ...buffer }))),
    surroundings,
    sparse: setup.sparse,
    newSubjects: newSubjectsOf(locations, channels, at),
    velocity,
  };
}

/** What began in the two weeks before: a location, online orders at one that had none, a channel at the locations that serve it. */
function newSubjectsOf(
  locations: readonly KnownLocation[],
  channels: readonly KnownChannel[],
  at: Instant,
): Setting["newSubjects"] {
  const isNew = (since: Instant | null): boolean => since !== null && at - since <= REACH;
  const open = locations.filter(({ active }) => active);
  return [
    ...open
      .filter(({ appearedAt }) => isNew(appearedAt))
      .map(({ id }) => ({ kind: "location" as const, locationId: id })),
    ...open
      .filter(({ appearedAt, onlineSince }) => isNew(onlineSince) && !isNew(appearedAt))
      .map(({ id }) => ({ kind: "fulfilment" as const, locationId: id, method: "online orders" })),
    ...channels
      .filter(({ appearedAt }) => isNew(appearedAt))
      .flatMap(({ id, name }) =>
        [...locationsServing(name, open)].map((locationId) => ({
          kind: "channel" as const,
          locationId,
          channel: id,
          name,
        })),
      ),
  ];
}

/** What people call the systems: the connection's name, where a role has one. */
export function namesOf(connections: readonly Connection[]): Setting["names"] {
  const names: Partial<Record<System, string>> = { storefront: "Shopify" };
  for (const { role, name } of connections) names[role] ??= name;
  return names;
}
