import type { Instant, System } from "../inventory/index.ts";
import type { LoggedEvent } from "./inquiry.ts";

const orderKinds: ReadonlySet<string> = new Set(["order", "cancellation", "return"]);
const syncKinds: ReadonlySet<string> = new Set(["sync_run", "sync_failed", "throttled"]);

interface Key {
  readonly sku: string;
  readonly locationId: string;
}

/** The log, cut the ways in which rules ask for it. Every list is in order of time. */
export class EventIndex {
  readonly #bySku: ReadonlyMap<string | null, readonly LoggedEvent[]>;
  readonly #sellers: ReadonlySet<System | null>;
  readonly #syncs: ReadonlyMap<System | null, readonly LoggedEvent[]>;

  constructor(events: readonly LoggedEvent[]) {
    this.#bySku = Map.groupBy(events, ({ sku }) => sku);
    this.#sellers = new Set(events.flatMap(({ kind, system }) => (orderKinds.has(kind) ? [system] : [])));
    this.#syncs = Map.groupBy(
      events.filter(({ kind }) => syncKinds.has(kind)),
      ({ system }) => system,
    );
  }

  /** What happened to one key; an event without a location may have been anywhere. */
  ofKey({ sku, locationId }: Key): readonly LoggedEvent[] {
    return (this.#bySku.get(sku) ?? []).filter(
      (event) => event.locationId === locationId || event.locationId === null,
    );
  }

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
    return (this.#bySku.get(null) ?? []).filter(({ kind }) => !syncKinds.has(kind));
  }

  /** Runs, failures and refusals of everything that writes into a system. */
  syncsInto(into: System): readonly LoggedEvent[] {
    return this.#syncs.get(into) ?? [];
  }

  /** Those that concern this location. */
  syncs(into: System, locationId: string): readonly LoggedEvent[] {
    return this.syncsInto(into).filter(
      (event) => event.locationId === null || event.locationId === locationId,
    );
  }
}

export function between(events: readonly LoggedEvent[], from: Instant, to: Instant): readonly LoggedEvent[] {
  return events.filter(({ at }) => at > from && at <= to);
}
