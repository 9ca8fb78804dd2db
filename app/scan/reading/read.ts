import type { LevelPage } from "../../connectors/contract.ts";
import { ConnectorError } from "../../connectors/errors.ts";
import type { Instant, ReportedKey, ReportedLevel } from "../../inventory/index.ts";
import type { Source } from "../ports.ts";
import type { Doubt, HowRead, KeptReadingStore } from "./kept.ts";
import { Keeper } from "./keeper.ts";
import { rowText, unpackPage, type Rows } from "./pages.ts";
import { planOf, type Plan } from "./plan.ts";

export interface ReadingSource {
  readonly source: Source;
  readonly scanId: string;
  readonly kept: KeptReadingStore;
  /** See Circumstances. */
  readonly secondLook: boolean;
  /** Keys of live discrepancies, in the source's words: what is judged is read afresh. */
  readonly liveKeys: readonly ReportedKey[];
  readonly take: (page: Rows & Pick<LevelPage, "total">) => Promise<void>;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
}

/** A connection that was read to its end. */
export interface Read {
  /** When it began, also where it was cut off in between. */
  readonly from: Instant;
  readonly how: HowRead;
  /** What is read of single rows later in the scan is kept too. */
  readonly keeper: Keeper | null;
}

/** Reads a connection in the cheapest way that leaves nothing in doubt. Rejects as the source does. */
export async function readSource(reading: ReadingSource): Promise<Read> {
  const { source, kept, now, liveKeys, secondLook, scanId } = reading;
  const { shop, id, sweepEveryHours } = source.connection;
  const changes = source.readChanges !== undefined && source.canProbe && sweepEveryHours > 0;
  const plan = planOf({
    ...{ scanId, sweepEveryHours, changes, secondLook, now: now(), liveKeys: liveKeys.length },
    resumes: source.resumes,
    kept: source.resumes || changes ? await kept.find(shop, id) : null,
  });
  switch (plan.kind) {
    case "full":
      return sweepAll(reading, plan.why, changes);
    case "go_on":
      return goOn(reading, plan, changes);
    case "changes":
      return readChanged(reading, plan);
  }
}

async function sweepAll(reading: ReadingSource, why: HowRead["why"], changes: boolean): Promise<Read> {
  const { source, kept, now, scanId } = reading;
  const { shop, id } = source.connection;
  const from = now();
  const version = source.resumes || changes ? await kept.begin(shop, id, scanId, from) : null;
  const keeper = version === null ? null : new Keeper(kept, [shop, id], { version, newestChange: null }, now);
  await drain(source.readLevels(reading.signal), reading, keeper);
  return ended(keeper, { from, why }, changes);
}

/** What is kept of the cut-off sweep, then the rest of it. Nothing is taken before the system has shown that it knows the place. */
async function goOn(
  reading: ReadingSource,
  { kept: held, position }: Extract<Plan, { kind: "go_on" }>,
  changes: boolean,
): Promise<Read> {
  const { source, kept, now, signal } = reading;
  const { shop, id } = source.connection;
  const why = changes ? "failed" : null;
  const version = await kept.takeOver(shop, id, held.version);
  if (version === null) return sweepAll(reading, why, changes);
  const rest = source.readLevels(signal, position)[Symbol.asyncIterator]();
  let first: IteratorResult<LevelPage>;
  try {
    first = await rest.next();
  } catch (error) {
    if (error instanceof ConnectorError) return sweepAll(reading, why, changes);
    throw error;
  }
  for await (const body of kept.pages(shop, id, false))
    await reading.take({ ...(await unpackPage(body)), total: null });
  const keeper = new Keeper(kept, [shop, id], { ...held, version }, now);
  await drain(following(first, rest), reading, keeper);
  return ended(keeper, { from: held.beganAt, why }, changes);
}

async function* following(
  first: IteratorResult<LevelPage>,
  rest: AsyncIterator<LevelPage>,
): AsyncGenerator<LevelPage> {
  for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
}

async function drain(
  pages: AsyncIterable<LevelPage>,
  { take }: ReadingSource,
  keeper: Keeper | null,
): Promise<void> {
  try {
    for await (const page of pages) {
      await take(page);
      await keeper?.sweepPage(page);
    }
  } catch (error) {
    await keeper?.flush();
    throw error;
  }
}

async function ended(
  keeper: Keeper | null,
  { from, why }: { readonly from: Instant; readonly why: HowRead["why"] },
  changes: boolean,
): Promise<Read> {
  if (changes) await keeper?.flush({ wholeAt: from, readAt: from });
  else await keeper?.drop();
  return { from, how: { kind: "full", why, wholeAt: from }, keeper: changes ? keeper : null };
}

/**
 * What changed since, over what is kept. A row that was kept and is gone, or a system that does not say what changed after all, is
 * reason to read everything at once.
 */
async function readChanged(
  reading: ReadingSource,
  { kept: held, since }: Extract<Plan, { kind: "changes" }>,
): Promise<Read> {
  const { source, kept, now } = reading;
  const { shop, id } = source.connection;
  const from = now();
  const changed = new Map<string, ReportedLevel>();
  for await (const body of kept.pages(shop, id, true))
    for (const level of (await unpackPage(body)).levels) changed.set(rowText(level), level);
  const fresh = new Map<string, ReportedLevel>();
  const doubt = await askedForChanges(reading, since, changed, fresh);
  if (doubt !== null) return sweepAll(reading, doubt, true);
  const keeper = new Keeper(kept, [shop, id], held, now);
  // Before the rows are taken: the overlap tells most of them again, and only what differs is worth keeping.
  const news = [...fresh]
    .filter(([key, level]) => !isSame(changed.get(key), level))
    .map(([, level]) => level);
  await keeper.changes(news, from);
  for (const [key, level] of fresh) changed.set(key, level);
  await replay(reading, changed);
  return { from, how: { kind: "changes", why: null, wholeAt: held.wholeAt }, keeper };
}

async function askedForChanges(
  reading: ReadingSource,
  since: Instant,
  changed: ReadonlyMap<string, ReportedLevel>,
  fresh: Map<string, ReportedLevel>,
): Promise<Doubt | null> {
  try {
    if (!(await collectChanges(reading, since, fresh))) return "failed";
    return (await hasVanished(reading, changed, fresh)) ? "vanished" : null;
  } catch (error) {
    if (error instanceof ConnectorError) return "failed";
    throw error;
  }
}

/** False where a row came that cannot be read: which one it is, and what it holds, only a sweep can say. */
async function collectChanges(
  { source, signal }: ReadingSource,
  since: Instant,
  fresh: Map<string, ReportedLevel>,
): Promise<boolean> {
  for await (const { levels, rejected } of source.readChanges?.(since, signal) ?? []) {
    if (rejected.length > 0) return false;
    for (const level of levels) fresh.set(rowText(level), level);
  }
  return true;
}

/** Reads the live keys afresh; whether one of them was kept and is not there any more. */
async function hasVanished(
  { source, kept, liveKeys, signal }: ReadingSource,
  changed: ReadonlyMap<string, ReportedLevel>,
  fresh: Map<string, ReportedLevel>,
): Promise<boolean> {
  if (liveKeys.length === 0) return false;
  const read = await source.readKeys(liveKeys, signal);
  for (const level of read) fresh.set(rowText(level), level);
  const silent = new Set(liveKeys.map(rowText).filter((key) => !fresh.has(key)));
  if ([...silent].some((key) => changed.has(key))) return true;
  return anyKept(kept, [source.connection.shop, source.connection.id], silent);
}

/** Whether the sweep had one of these rows. */
export async function anyKept(
  kept: KeptReadingStore,
  place: readonly [shop: string, connectionId: string],
  keys: ReadonlySet<string>,
): Promise<boolean> {
  if (keys.size === 0) return false;
  for await (const body of kept.pages(...place, false))
    if ((await unpackPage(body)).levels.some((level) => keys.has(rowText(level)))) return true;
  return false;
}

/** The kept rows with the time at which each was read, and in their places those that changed. */
async function replay(
  { source, kept, take }: ReadingSource,
  changed: Map<string, ReportedLevel>,
): Promise<void> {
  const { shop, id } = source.connection;
  for await (const body of kept.pages(shop, id, false)) {
    const { levels, rejected } = await unpackPage(body);
    const current = levels.map((level) => {
      const key = rowText(level);
      const newer = changed.get(key);
      changed.delete(key);
      return newer ?? level;
    });
    await take({ levels: current, rejected, total: null });
  }
  await take({ levels: [...changed.values()], rejected: [], total: null });
}

function isSame(one: ReportedLevel | undefined, other: ReportedLevel): boolean {
  return (
    one !== undefined &&
    one.updatedAt === other.updatedAt &&
    JSON.stringify(one.states) === JSON.stringify(other.states)
  );
}
