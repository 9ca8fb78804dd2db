import { ConnectorError } from "../connectors/errors.ts";
import type { ReportedEvent } from "../connectors/contract.ts";
import type { ItemMapping, UnitsPer } from "../comparison/contract.ts";
import type { Instant, LocationCode } from "../inventory/index.ts";
import type { EventLog, HealthLog, NotedEvent, TakenSample } from "../shops/event-log.ts";
import type { Connection } from "../shops/shop.ts";
import type { Source } from "./ports.ts";

/** A log may be written late: this much of it is read again each time, and what is known already is not noted twice. */
const OVERLAP = 3_600_000;
/** The first reading of a log goes back no further. */
const FIRST_REACH = 2 * 24 * 3_600_000;
/** Of one connection in one scan; the next scan goes on from there. */
const MOST_EVENTS = 50_000;

export interface Hearing {
  readonly shop: string;
  readonly witnesses: readonly Source[];
  readonly codes: readonly LocationCode[];
  readonly items: readonly ItemMapping[];
  readonly events: EventLog;
  readonly health: HealthLog;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
}

/**
 * Reads what the connections' systems tell of themselves: logs and queues. They are witnesses, not stock: one that does not answer
 * takes nothing from the scan, and comes back as a sentence.
 */
export async function hear(hearing: Hearing): Promise<readonly string[]> {
  const problems = await Promise.all(
    hearing.witnesses
      .filter(({ connection }) => connection.pausedAt === null)
      .flatMap((source) => [
        orSentence(hearing, () => hearEvents(source, hearing)),
        orSentence(hearing, () => hearHealth(source, hearing)),
      ]),
  );
  return problems.filter((problem) => problem !== null);
}

async function orSentence({ signal }: Hearing, read: () => Promise<void>): Promise<string | null> {
  try {
    await read();
    return null;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ConnectorError) return error.message;
    throw error;
  }
}

async function hearEvents(source: Source, hearing: Hearing): Promise<void> {
  if (!source.readEvents) return;
  const { shop, events, now, signal } = hearing;
  const at = now();
  const newest = await events.newestOf(shop, source.connection.id);
  const since = newest === null ? at - FIRST_REACH : Math.min(newest, at) - OVERLAP;
  const translate = translator(source.connection, hearing);
  const noted: NotedEvent[] = [];
  for await (const page of source.readEvents(since, signal)) {
    // A clock that runs ahead tells of things that have not happened yet; they are told again.
    noted.push(...page.filter((event) => event.at <= at + OVERLAP).map(translate));
    if (noted.length >= MOST_EVENTS) break;
  }
  await events.note(shop, noted, at);
}

async function hearHealth(source: Source, { shop, health, now, signal }: Hearing): Promise<void> {
  if (!source.readHealth) return;
  const { id: connectionId, role } = source.connection;
  const told = await source.readHealth(signal);
  const at = now();
  const bySystem = Map.groupBy(told, ({ into }) => into ?? role);
  await health.note(
    shop,
    [...bySystem].map(([system, queues]): TakenSample => ({
      connectionId,
      system,
      at,
      queued: sum(queues.map(({ queued }) => queued)),
      failed: sum(queues.map(({ failed }) => failed)),
      throttled: sum(queues.map(({ throttled }) => throttled)),
      oldestQueuedAt: earliest(queues.map(({ oldestQueuedAt }) => oldestQueuedAt)),
      lastSuccessAt: earliest(queues.map(({ lastSuccessAt }) => lastSuccessAt)),
    })),
  );
}

/** From the system's own words into the shop's: its codes, its items, its units. */
export function translator(
  { id: connectionId, role }: Connection,
  { codes, items }: Pick<Hearing, "codes" | "items">,
): (event: ReportedEvent) => NotedEvent {
  const places = new Map(
    codes
      .filter((code) => code.connectionId === connectionId)
      .map(({ code, locationId }) => [code, locationId]),
  );
  const own = new Map(
    items.map((item) => {
      const [name, unitsPer] =
        role === "wms" ? [item.wmsItem, item.wmsUnitsPer] : [item.erpItem, item.erpUnitsPer];
      return [name ?? item.sku, { sku: item.sku, units: ratio(unitsPer) }] as const;
    }),
  );
  return ({ at, kind, code, item, delta, note, into }) => {
    const known = item === null ? undefined : own.get(item);
    const number = delta === null || delta.trim() === "" ? NaN : Number(delta);
    return {
      at,
      kind,
      note,
      system: into ?? role,
      locationId: code === null ? null : (places.get(code) ?? code),
      sku: item === null ? null : (known?.sku ?? item),
      delta: Number.isFinite(number) ? number * (known?.units ?? 1) : null,
      source: "connection",
      connectionId,
      person: null,
    };
  };
}

function ratio(units: UnitsPer | undefined): number {
  if (units === undefined) return 1;
  return typeof units === "number" ? units / 1_000_000 : units.numerator / units.denominator;
}

/** Unknown where every part is. */
function sum(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((number) => number !== null);
  return known.length === 0 ? null : known.reduce((total, number) => total + number, 0);
}

function earliest(times: readonly (Instant | null)[]): Instant | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
