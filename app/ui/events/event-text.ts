import type { StoredEvent } from "../../shops/event-log.ts";
import type { SystemNames } from "../../use-cases/contract.ts";
import { eventKindNames } from "../texts/events.ts";

/** "Receipt, KC-001, +12: PO 4711" */
export function eventText(
  { kind, system, sku, delta, note }: Pick<StoredEvent, "kind" | "system" | "sku" | "delta" | "note">,
  names: SystemNames,
): string {
  const known: Readonly<Record<string, string>> = eventKindNames;
  const what = [
    system === null ? null : (names[system] ?? system),
    known[kind] ?? kind.replaceAll("_", " "),
    sku,
    delta === null ? null : signed(delta),
  ]
    .filter((part) => part !== null)
    .join(", ");
  return note === null ? what : `${what}: ${note}`;
}

function signed(delta: number): string {
  return delta > 0 ? `+${delta}` : String(delta);
}
