import type { ReportedEvent, SyncHealth } from "../connectors/contract.ts";
import { isEventKind, systems, type Instant, type LocationCode, type System } from "../inventory/index.ts";
import type { EventLog, HealthLog } from "../shops/event-log.ts";
import type { ConnectionStore, MappingStore } from "../shops/ports.ts";
import type { Report } from "../shops/reports/report.ts";
import type { Connection } from "../shops/shop.ts";
import { translator } from "./hear.ts";

export interface HearingReports {
  readonly connections: Pick<ConnectionStore, "find">;
  readonly mappings: Pick<MappingStore, "codes" | "items">;
  readonly events: Pick<EventLog, "note">;
  readonly health: Pick<HealthLog, "note">;
  /** What is said to have changed is looked at. */
  readonly changed: (shop: string, connectionId: string, reports: readonly Report[]) => Promise<void>;
}

/**
 * What a connection's system reported by itself becomes evidence as its own log and queues are, with the times that it told. A key that
 * changed is a hint: it carries no number, and is read afresh. The same report heard twice says nothing new.
 */
export async function hearReports(
  shop: string,
  connectionId: string,
  reports: readonly Report[],
  at: Instant,
  hearing: HearingReports,
): Promise<void> {
  const connection = await hearing.connections.find(shop, connectionId);
  // One that is paused is believed as little as it is asked.
  if (connection === null || connection.pausedAt !== null) return;
  const [codes, items] = await Promise.all([hearing.mappings.codes(shop), hearing.mappings.items(shop)]);
  const { event: events = [], run: runs = [], queue = [], changed = [] } = byKind(reports);
  const translate = translator(connection, { codes: placesOf(connection, codes), items });
  const told = [...events.map(eventOf), ...runs.map(runOf)];
  await hearing.events.note(shop, told.map(translate), at);
  await hearing.health.note(
    shop,
    queue.map((report) => ({ connectionId, at: report.at, ...healthOf(report, connection.role) })),
  );
  if (changed.length > 0) await hearing.changed(shop, connectionId, changed);
}

function byKind(reports: readonly Report[]): Partial<Record<Report["kind"], Report[]>> {
  return Object.groupBy(reports, ({ kind }) => kind);
}

function eventOf({ at, code, item, body }: Report): ReportedEvent {
  const { event, delta, note } = body as { event: string; delta?: string; note?: string };
  const into = intoOf(body);
  const known = isEventKind(event);
  return {
    ...{ at, code, item, delta: delta ?? null },
    kind: known ? event : "note",
    // A word that is none of ours is not lost.
    note: known ? (note ?? null) : [event, note].filter((part) => part !== undefined).join(": "),
    ...(into && { into }),
  };
}

function runOf({ at, body }: Report): ReportedEvent {
  const { requestId, status, processed, failed } = body as {
    requestId: string;
    status: "done" | "failed";
    processed?: number;
    failed?: number;
  };
  const into = intoOf(body);
  const counts = [
    ...(processed === undefined ? [] : [`${processed} passed`]),
    ...(failed === undefined ? [] : [`${failed} failed`]),
  ];
  const isBad = status === "failed" || (failed ?? 0) > 0;
  return {
    ...{ at, code: null, item: null, delta: null },
    kind: isBad ? "sync_failed" : "sync_run",
    note: [`Resync ${requestId}`, ...counts].join(", "),
    ...(into && { into }),
  };
}

function healthOf({ body }: Report, role: System) {
  const told = body as Partial<Record<keyof SyncHealth, number | string>>;
  const number = (name: "queued" | "failed" | "throttled") => (told[name] as number | undefined) ?? null;
  const time = (name: "oldestQueuedAt" | "lastSuccessAt") =>
    told[name] === undefined ? null : Date.parse(String(told[name]));
  return {
    system: intoOf(body) ?? role,
    ...{ queued: number("queued"), failed: number("failed"), throttled: number("throttled") },
    ...{ oldestQueuedAt: time("oldestQueuedAt"), lastSuccessAt: time("lastSuccessAt") },
  };
}

function intoOf({ into }: Report["body"]): System | null {
  return systems.find((system) => system === into) ?? null;
}

/** Middleware has no codes of its own: it speaks of the ones that its role's connections have. */
function placesOf({ id, role }: Connection, codes: readonly LocationCode[]): readonly LocationCode[] {
  const own = codes.filter(({ connectionId }) => connectionId === id);
  const shared = codes.filter((code) => code.role === role).map((code) => ({ ...code, connectionId: id }));
  return own.length > 0 ? own : shared;
}
