import type { Rules } from "../../channels/channel.ts";
import type { Instant } from "../../inventory/index.ts";
import type { NewNotification } from "../../channels/notification.ts";
import type { UnreadSystem } from "../../channels/ports.ts";

/** The handles of the triggers in extensions/, by what happened. */
export const triggers = {
  opened: "discrepancy-opened",
  cameBack: "discrepancy-came-back",
  resolved: "discrepancy-resolved",
  incident: "incident-opened",
  notRead: "system-not-read",
} as const;

export const incidentTrigger = triggers.incident;
export const triggerHandles: readonly string[] = Object.values(triggers);

/** A workflow has conditions of its own. */
export const workflowRules: Rules = { atOnce: "everything", threshold: null, digestAt: null, quiet: null };

/** Systems that the last scan could not read, each once until it was read again. */
export function outagesOf(
  used: ReadonlyMap<string, Instant>,
  unread: readonly UnreadSystem[],
  now: Instant,
): readonly NewNotification[] {
  if (!used.has(triggers.notRead)) return [];
  return unread.map(({ system, connectionId, lastReadAt }) => ({
    target: `flow:${triggers.notRead}`,
    subject: `system:${connectionId ?? system}`,
    transition: lastReadAt === null ? "never read" : `not read since ${new Date(lastReadAt).toISOString()}`,
    thread: null,
    members: [],
    state: "pending",
    dueAt: now,
  }));
}
