import type { Action } from "../discrepancies/actions.ts";
import type { Instant } from "../inventory/index.ts";
import type { Refused, TypedAction } from "./contract.ts";

const LONGEST_TEXT = 500;
const LONGEST_SNOOZE = 24 * 90;

/** What a person asks for, or what is wrong with it. */
export function readAction({ kind, text, hours }: TypedAction, now: Instant): Action | Refused {
  const words = text.trim();
  if (words.length > LONGEST_TEXT)
    return refused(null, { text: `Please keep it under ${LONGEST_TEXT} characters.` });
  const note = words === "" ? null : words;
  switch (kind) {
    case "acknowledge":
    case "reopen":
      return { kind, note };
    case "note":
      return note === null
        ? refused(null, { text: "Write what the others should know." })
        : { kind, text: note };
    case "ignore":
      return note === null
        ? refused(null, { text: "Say why, so that whoever finds it later understands." })
        : { kind, reason: note };
    case "snooze": {
      const length = Number(hours);
      return length > 0 && length <= LONGEST_SNOOZE
        ? { kind, until: now + Math.round(length * 3_600_000), note }
        : refused(null, { hours: "Choose for how long." });
    }
    default:
      return refused("This page is out of date. Reload it and try again.");
  }
}

export function refused(problem: string | null, fields: Readonly<Record<string, string>> = {}): Refused {
  return { ok: false, problem, fields };
}
