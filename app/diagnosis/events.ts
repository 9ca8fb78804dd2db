import type { Instant, System } from "../inventory/index.ts";
import type { LoggedEvent } from "./inquiry.ts";

export const orderKinds: ReadonlySet<string> = new Set(["order", "cancellation", "return"]);
/** What changes a count somewhere. */
export const stockKinds: ReadonlySet<string> = new Set([
  "receipt",
  "pick",
  "adjustment",
  "cycle_count",
  "transfer_out",
  "transfer_in",
  "return",
  "order",
  "cancellation",
]);
const syncKinds: ReadonlySet<string> = new Set(["sync_run", "sync_failed", "throttled"]);

interface Key {
  readonly sku: string;
  readonly locationId: string;
}

/** The log, cut the ways in which rules ask for it. Every list is in order of time. */
export class EventIndex {
  readonly #bySku: ReadonlyMap<string | null, readonly LoggedEvent[]>;
  readonly #general: readonly LoggedEvent[];
  readonly #syncsAt = new Map<string, readonly LoggedEvent[]>();
  readonly #sellers: ReadonlySet<System | null>;
  readonly #syncs: ReadonlyMap<System | null, readonly LoggedEvent[]>;

  constructor(events: readonly LoggedEvent[]) {
    this.#bySku = Map.groupBy(events, ({ sku }) => sku);
    this.#general = (this.#bySku.get(null) ?? []).filter(({ kind }) => !syncKinds.has(kind));
    this.#sellers = new Set(events.flatMap(({ kind, system }) => (orderKinds.has(kind) ? [system] : [])));
    this.#syncs = Map.groupBy(
      events.filter(({ kind }) => syncKinds.has(kind)),
      ({ system }) => system,
    );
  }

  /** What happened to one key; an event without a location may have been anywhere. */
  ofKey({ sku, locationId }: Key): readonly LoggedEvent[] {
    const all = this.#bySku.get(sku);
    return all ? all.filter((event) => event.locationId === locationId || event.locationId === null) : [];
  }

  /** What this system's own log tells of orders for one key here. */
  orders(key: Key, system: System): readonly LoggedEvent[] {
    return this.ofKey(key).filter(
      (event) => orderKinds.has(event.kind) && event.system === system && event.locationId !== null,
    );
  }

  /** Whether anybody logs what this system sells. */
  logsOrders(system: System): boolean {
    return this.#sellers.has(system);
  }

  /** Events about no single SKU: updates, settings, new locations and channels. */
  general(): readonly LoggedEvent[] {
    return this.#general;
  }

  /** Runs, failures and refusals of everything that writes into a system. */
  syncsInto(into: System): readonly LoggedEvent[] {
    return this.#syncs.get(into) ?? [];
  }

  /** Those that concern this location. */
  syncs(into: System, locationId: string): readonly LoggedEvent[] {
    const name = `${into} ${locationId}`;
    const known = this.#syncsAt.get(name);
    if (known) return known;
    const found = this.syncsInto(into).filter(
      (event) => event.locationId === null || event.locationId === locationId,
    );
    this.#syncsAt.set(name, found);
    return found;
  }
}

export function between(events: readonly LoggedEvent[], from: Instant, to: Instant): readonly LoggedEvent[] {
  return events.filter(({ at }) => at > from && at <= to);
}
