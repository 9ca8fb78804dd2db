import { isEventKind, systems, type Instant, type System } from "../../inventory/index.ts";
import type { ConnectorContext, ReportedEvent, SyncHealth } from "../contract.ts";
import { DateError, parseInstant, type DateFormat } from "../shared/dates.ts";
import { jsonAt, type Json } from "../shared/json.ts";
import { get } from "./client.ts";
import type { RestJsonConfig } from "./config.ts";
import type { EventsConfig, HealthConfig } from "./log-config.ts";
import { pagesOf } from "./pages.ts";
import { recordsOrOne } from "./records.ts";
import { ownUrl } from "./url.ts";

/** What happened since then, page by page. A line whose time or kind cannot be read tells nothing and is left out. */
export async function* readLog(
  events: EventsConfig,
  config: RestJsonConfig,
  context: ConnectorContext,
  since: Instant,
): AsyncGenerator<readonly ReportedEvent[]> {
  const path = events.path.replaceAll("{since}", encodeURIComponent(written(since, events.timeFormat)));
  for await (const { records } of pagesOf({ ...events, path }, config, context)) {
    yield records.flatMap((record) => eventOf(record, events, config.fields.timeZone) ?? []);
    context.signal.throwIfAborted();
  }
}

export async function readQueues(
  health: HealthConfig,
  config: RestJsonConfig,
  context: ConnectorContext,
): Promise<readonly SyncHealth[]> {
  const url = ownUrl(config.address, health.path);
  const { json } = await get(url, config, context);
  const zone = config.fields.timeZone;
  const found = jsonAt(json, health.records);
  const records = Array.isArray(found) ? (found as readonly Json[]) : recordsOrOne(json, health.records, url);
  return records.map((record) => {
    const into = systemAt(record, health.into);
    return {
      queued: countAt(record, health.queued),
      failed: countAt(record, health.failed),
      throttled: countAt(record, health.throttled),
      oldestQueuedAt: timeAt(record, health.oldestQueued, health.timeFormat, zone),
      lastSuccessAt: timeAt(record, health.lastSuccess, health.timeFormat, zone),
      ...(into !== null && { into }),
    };
  });
}

/** A word that is none of ours is not thrown away: it becomes a remark. */
function eventOf(record: Json, events: EventsConfig, zone: string): ReportedEvent | null {
  const at = timeAt(record, events.at, events.timeFormat, zone);
  const word = textAt(record, events.kind);
  if (at === null || word === null) return null;
  const kind = events.kinds?.[word] ?? word;
  const note = textAt(record, events.note);
  const into = systemAt(record, events.into);
  return {
    at,
    kind: isEventKind(kind) ? kind : "note",
    code: textAt(record, events.location),
    item: textAt(record, events.item),
    delta: textAt(record, events.delta),
    note: isEventKind(kind) ? note : [word, note].filter((text) => text !== null).join(": "),
    ...(into !== null && { into }),
  };
}

function written(at: Instant, format: DateFormat): string {
  if (format === "epoch_ms") return String(at);
  return format === "epoch_s" ? String(Math.floor(at / 1000)) : new Date(at).toISOString();
}

function textAt(record: Json, field: string | undefined): string | null {
  const value = field === undefined ? undefined : jsonAt(record, field);
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

function countAt(record: Json, field: string | undefined): number | null {
  const text = textAt(record, field);
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

function systemAt(record: Json, field: string | undefined): System | null {
  const text = textAt(record, field);
  return systems.find((system) => system === text) ?? null;
}

function timeAt(record: Json, field: string | undefined, format: DateFormat, zone: string): Instant | null {
  const text = textAt(record, field);
  if (text === null) return null;
  try {
    return parseInstant(text, format, zone);
  } catch (error) {
    if (error instanceof DateError) return null;
    throw error;
  }
}
