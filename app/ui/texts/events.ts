import type { HandoffHealth } from "../../diagnosis/index.ts";
import type { EventKind } from "../../inventory/index.ts";
import type { EventSource } from "../../shops/event-log.ts";

export const eventKindNames: Readonly<Record<EventKind, string>> = {
  receipt: "Receipt",
  pick: "Pick",
  adjustment: "Adjustment",
  cycle_count: "Cycle count",
  transfer_out: "Transfer out",
  transfer_in: "Transfer in",
  order: "Order",
  cancellation: "Cancellation",
  return: "Return",
  sync_run: "Sync ran",
  sync_failed: "Sync failed",
  throttled: "Calls refused",
  location_added: "Location added",
  location_deactivated: "Location closed",
  channel_added: "Channel added",
  mapping_changed: "Mapping changed",
  config_changed: "Settings changed",
  system_updated: "System updated",
  note: "Note",
};

/** What people enter: what no system logs by itself comes first. */
export const enteredKinds: readonly EventKind[] = [
  "system_updated",
  "config_changed",
  "mapping_changed",
  "location_added",
  "location_deactivated",
  "channel_added",
  "note",
];

export const eventTexts = {
  title: "Events",
  subtitle: "What happened in your systems, here, and in between: what a difference may have started with",
  add: "Note an event",
  addBody: "What no log tells, such as “NetSuite was upgraded to 2026.2”. A diagnosis searches it.",
  fields: {
    at: "When",
    zone: (zone: string) => `In your shop's time, ${zone}`,
    kind: "What",
    system: "System",
    anySystem: "None in particular",
    location: "Location",
    anyLocation: "All locations",
    note: "What happened",
  },
  save: "Note it",
  saved: "Event noted",
  removed: "Event taken back",
  remove: "Take back",
  filters: {
    search: "Search",
    hint: "SKU or words",
    all: "Show counts and sync runs too",
    apply: "Search",
  },
  caption: "Events, the newest first",
  columns: { when: "When", what: "What", where: "Where", who: "Told by" },
  everywhere: "everywhere",
  sources: {
    connection: "its own log",
    shopify: "Shopify",
    app: "this app",
    person: "a person",
  } satisfies Record<EventSource, string>,
  you: "you",
  none: "Nothing on record",
  noneBody:
    "Events appear with the next scan, as far as your systems tell of them. You can note one yourself.",
  noMatch: "Nothing matches",
  next: "Older events",
  candidates: {
    label: "Changed in the two weeks before",
    before: (span: string) => `${span} before it was first seen`,
  },
  handoffs: {
    heading: "The handoffs now",
    as: (time: string) => `As of the scan at ${time}.`,
    caption: "What each handoff is doing",
    handoff: "Handoff",
    carries: "Carries",
    state: "State",
    queue: "Waiting",
    last: "Last moved",
    unknown: "not known",
    waiting: (queued: string, drain: string | null) =>
      drain === null ? queued : `${queued}, empty in about ${drain}`,
    inferred: (keys: string, since: string | null) =>
      since === null ? `${keys} overdue, by the numbers` : `${keys} overdue, nothing since ${since}`,
    oldest: (ago: string) => `oldest ${ago}`,
    failed: (count: string) => `${count} failed`,
    throttled: (count: string) => `${count} put off by a rate limit`,
    states: {
      moving: "Moving",
      slow: "Slower than usual",
      queueing: "Queue grows",
      failing: "Failing",
      silent: "Nothing moves",
      unknown: "Not known",
    } satisfies Record<HandoffHealth["state"], string>,
    flows: { stock: "stock", orders: "orders" },
  },
};
