import type { HandoffHealth } from "../../diagnosis/index.ts";
import type { Instant, Location } from "../../inventory/index.ts";
import type { StoredEvent } from "../../shops/event-log.ts";
import type { Person } from "../../shops/people.ts";
import type { SystemNames } from "./discrepancy.ts";
import type { Caller, Done, Refused, ShopFacts } from "./shared.ts";

// What happened: /app/events

export interface EventUseCases {
  events(caller: Caller, query: EventsQuery): Promise<EventsData>;
  addEvent(caller: Caller, typed: TypedEvent): Promise<Done | Refused>;
  /** Only what people entered can be taken back. */
  removeEvent(caller: Caller, id: string): Promise<Done | Refused>;
}

export interface EventsQuery {
  /** Leaves out what is about a single SKU, and the runs of syncs. */
  readonly generalOnly: boolean;
  readonly search: string | null;
  readonly after: string | null;
}

export interface EventsData {
  readonly shop: ShopFacts;
  readonly now: Instant;
  readonly person: string;
  readonly people: readonly Person[];
  readonly names: SystemNames;
  readonly events: readonly StoredEvent[];
  readonly nextCursor: string | null;
  readonly locations: readonly Pick<Location, "id" | "name">[];
  /** What each handoff is doing, as of the last scan. */
  readonly handoffs: readonly HandoffHealth[];
  readonly handoffsAt: Instant | null;
}

export interface TypedEvent {
  /** As a date field gives it, "2026-11-23T09:40", in the shop's own time. */
  readonly at: string;
  readonly system: string;
  readonly kind: string;
  readonly location: string;
  readonly note: string;
}
