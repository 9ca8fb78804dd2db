/** What can happen to stock and to the handoffs, in one word each. Lines about a sync name the system written into. */
export const eventKinds = [
  "receipt",
  "pick",
  "adjustment",
  "cycle_count",
  "transfer_out",
  "transfer_in",
  "order",
  "cancellation",
  "return",
  "sync_run",
  "sync_failed",
  "throttled",
  "location_added",
  "location_deactivated",
  "channel_added",
  "mapping_changed",
  "config_changed",
  "system_updated",
  "note",
] as const;
export type EventKind = (typeof eventKinds)[number];

export function isEventKind(text: string): text is EventKind {
  return (eventKinds as readonly string[]).includes(text);
}
