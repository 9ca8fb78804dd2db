import type { Handoff, System } from "../inventory/index.ts";
import { wideCauses, type Cause, type Flow } from "./cause.ts";

interface Origin {
  readonly handoff: Handoff;
  readonly flow: Flow;
  readonly cause: Cause;
  readonly locationId: string;
  readonly receiver: System;
}

/**
 * The same text for findings of one origin: handoff, flow and cause at one location; for causes that strike a connection, over all
 * locations. An unknown cause never joins locations.
 */
export function incidentKey({ handoff, flow, cause, locationId, receiver }: Origin): string {
  const where = wideCauses.has(cause) ? receiver : locationId;
  return [handoff, flow, cause, where].join(" ");
}
