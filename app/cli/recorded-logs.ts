import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  parseInstant,
  parseQuantity,
  systems,
  type Instant,
  type Quantity,
  type System,
} from "../inventory/index.ts";
import type { HealthSample, LoggedEvent, OpenDocument } from "../diagnosis/index.ts";
import { BadInput } from "./bad-input.ts";
import type { RecordedStore } from "./recorded-store.ts";

export interface RecordedLogs {
  readonly events: readonly LoggedEvent[];
  readonly health: readonly HealthSample[];
  readonly open: readonly OpenDocument[];
}

type Row = Readonly<Record<string, unknown>>;

/** What the systems logged, in order of time. `onBadRow` is told of every line that cannot be used; a missing file is an empty log. */
export function readLogs(store: RecordedStore, onBadRow: (problem: BadInput) => void): RecordedLogs {
  const places = new Map(
    store.setup.codes.map(({ role, code, locationId }) => [`${role} ${code}`, locationId]),
  );
  const ids = new Set(store.locations.map(({ id }) => id));
  const placeOf = (system: System | null, location: unknown): string | null => {
    if (typeof location !== "string") return null;
    if (ids.has(location)) return location;
    const roles = system === null ? systems : [system, ...systems];
    return roles.map((role) => places.get(`${role} ${location}`)).find(Boolean) ?? location;
  };
  const read = <T extends { readonly at: Instant }>(name: string, parse: (row: Row) => T): readonly T[] =>
    linesOf(join(store.folder, name), parse, onBadRow).sort((a, b) => a.at - b.at);
  return {
    events: unrepeated(
      read("events.jsonl", (row): LoggedEvent => {
        const system = systemOf(row.system);
        return {
          at: timeOf(row.at),
          system,
          kind: textOf(row.kind) ?? fail("kind", "is missing"),
          locationId: placeOf(system, row.location),
          sku: textOf(row.sku),
          delta:
            row.delta === undefined || row.delta === null ? null : quantityOf(row.delta, "delta") / 1_000_000,
          note: textOf(row.note),
        };
      }),
    ),
    health: read("health.jsonl", (row): HealthSample => ({
      at: timeOf(row.at),
      system: systemOf(row.system) ?? fail("system", "is missing"),
      queued: countOf(row.queued),
      failed: countOf(row.failed),
      throttled: countOf(row.throttled),
      oldestQueuedAt: typeof row.oldest_queued_at === "string" ? parseInstant(row.oldest_queued_at) : null,
    })),
    open: read("open.jsonl", (row): OpenDocument => {
      const system = systemOf(row.system) ?? fail("system", "is missing");
      return {
        at: timeOf(row.at),
        system,
        kind:
          openKinds.find((kind) => kind === row.kind) ??
          fail("kind", "is none of order, receipt, transfer and queued"),
        sku: textOf(row.sku) ?? fail("sku", "is missing"),
        locationId: placeOf(system, row.location) ?? fail("location", "is missing"),
        quantity: quantityOf(row.quantity, "quantity"),
      };
    }),
  };
}

const openKinds = ["order", "receipt", "transfer", "queued"] as const;

class Wrong extends Error {
  readonly field: string;
  constructor(field: string, reason: string) {
    super(reason);
    this.field = field;
  }
}

function fail(field: string, reason: string): never {
  throw new Wrong(field, reason);
}

function linesOf<T>(file: string, parse: (row: Row) => T, onBadRow: (problem: BadInput) => void): T[] {
  if (!existsSync(file)) return [];
  const found: T[] = [];
  for (const [index, text] of readFileSync(file, "utf8")
    .replace(/^\uFEFF/, "")
    .split("\n")
    .entries()) {
    if (text.trim() === "") continue;
    try {
      const row: unknown = JSON.parse(text);
      if (typeof row !== "object" || row === null || Array.isArray(row))
        throw new Wrong("", "is no JSON object");
      found.push(parse(row as Row));
    } catch (error) {
      if (!(error instanceof Wrong) && !(error instanceof SyntaxError)) throw error;
      const field = error instanceof Wrong ? error.field : null;
      onBadRow(
        new BadInput(file, error instanceof Wrong ? error.message : "is not JSON", {
          line: index + 1,
          field,
        }),
      );
    }
  }
  return found;
}

/** A log that was delivered twice tells of each event once. */
function unrepeated(events: readonly LoggedEvent[]): readonly LoggedEvent[] {
  return [...new Map(events.map((event) => [JSON.stringify(event), event])).values()];
}

function timeOf(value: unknown): Instant {
  return (typeof value === "string" ? parseInstant(value) : null) ?? fail("at", "is not a time with a zone");
}

function systemOf(value: unknown): System | null {
  return systems.find((system) => system === value) ?? null;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function countOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function quantityOf(value: unknown, field: string): Quantity {
  try {
    return parseQuantity(typeof value === "number" || typeof value === "string" ? value : "");
  } catch {
    return fail(field, "is not a number");
  }
}
