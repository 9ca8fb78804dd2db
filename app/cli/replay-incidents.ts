import { formatInstant, type Instant } from "../inventory/index.ts";

interface Span {
  readonly firstSeenAt: Instant;
  readonly resolvedAt: Instant | null;
}

/** An incident that was quiet for no longer than this is the same one come back: incidents do not flap. */
const HYSTERESIS = 2 * 3_600_000;

/** Names incidents by their origin and start. Episodes come in the order in which they were first seen. */
export class IncidentNames {
  readonly #open = new Map<string, { name: string; until: Instant | null }>();

  nameFor(incidentKey: string, { firstSeenAt, resolvedAt }: Span): string {
    const current = this.#open.get(incidentKey);
    if (current && (current.until === null || firstSeenAt <= current.until + HYSTERESIS)) {
      current.until =
        current.until === null || resolvedAt === null ? null : Math.max(current.until, resolvedAt);
      return current.name;
    }
    const name = `${incidentKey} since ${formatInstant(firstSeenAt)}`;
    this.#open.set(incidentKey, { name, until: resolvedAt });
    return name;
  }
}
