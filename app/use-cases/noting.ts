import type { EventKind, Instant, System } from "../inventory/index.ts";
import type { EventLog } from "../shops/event-log.ts";

/** Something that a person changed in the app itself: a difference may begin with it. */
export interface OwnChange {
  readonly kind: EventKind;
  readonly system: System | null;
  readonly note: string;
}

export async function noteOwnChange(
  events: Pick<EventLog, "note">,
  { shop, person }: { readonly shop: string; readonly person: string },
  { kind, system, note }: OwnChange,
  at: Instant,
): Promise<void> {
  const nowhere = { locationId: null, sku: null, delta: null, connectionId: null };
  await events.note(shop, [{ at, kind, system, note, ...nowhere, source: "app", person }], at);
}
