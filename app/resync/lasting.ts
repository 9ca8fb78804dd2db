import type { Handoff } from "../inventory/index.ts";
import type { Cause } from "../diagnosis/cause.ts";
import { handoffWords } from "./words.ts";

export type Lasting = "lasts" | "undone" | "unknown";

export interface Outlook {
  readonly lasting: Lasting;
  readonly sentence: string;
}

/** Rules that act on every run: what a person wrote lasts until the next one. */
const rewritten: ReadonlySet<string> = new Set<Cause>([
  "pool_definition",
  "allocation_rule",
  "filter_rule",
  "pool_boundary",
  "location_mapping",
  "topology_change",
  "unit_of_measure",
  "competing_writer",
]);

const passing: ReadonlySet<string> = new Set<Cause>([
  "sync_lag",
  "sync_stalled",
  "throttled_backlog",
  "manual_override",
]);

/** Whether a number that is written now will still stand after the next sync. */
export function outlook(gap: {
  readonly handoff: Handoff;
  readonly cause: string | null;
  readonly recurrence: number;
}): Outlook {
  const { handoff, cause, recurrence } = gap;
  const words = handoffWords[handoff];
  if (cause !== null && rewritten.has(cause)) {
    return {
      lasting: "undone",
      sentence: `The next run of ${words} writes its own number again (${cause.replaceAll("_", " ")}).`,
    };
  }
  if (recurrence > 0) {
    return {
      lasting: "undone",
      sentence: `It has come back ${recurrence === 1 ? "once" : `${recurrence} times`} after a fix: ${words} is likely to undo this one too.`,
    };
  }
  if (cause !== null && passing.has(cause)) {
    return { lasting: "lasts", sentence: `It lasts until the count changes again in ${words}.` };
  }
  return {
    lasting: "unknown",
    sentence: `Why ${words} broke is not known, so nobody can promise that it lasts. It is watched afterwards.`,
  };
}
