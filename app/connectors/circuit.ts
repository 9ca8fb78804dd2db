import type { Instant } from "../inventory/index.ts";
import type { ConnectorFault } from "./errors.ts";

/**
 * What is known of a connection's failures in a row. Closed: it is asked as usual (no record, or `retryAt` null). Open: it is left
 * alone until `retryAt`. Half-open: `retryAt` has passed, and the next call decides.
 */
export interface Circuit {
  readonly failures: number;
  readonly fault: ConnectorFault;
  readonly problem: string;
  readonly failedAt: Instant;
  readonly retryAt: Instant | null;
}

const minute = 60_000;
/** How long it is left alone, from the failure at which it opens; the last one stays. */
const pauses = [1, 2, 5, 15, 30].map((minutes) => minutes * minute);
const opensAfter: Readonly<Record<ConnectorFault, number>> = {
  unavailable: 3,
  throttled: 3,
  unreadable: 5,
  // Asking again and again with a wrong password locks accounts.
  credentials: 2,
  rights: 3,
  configuration: 3,
  not_found: 5,
};

export function afterFailure(
  before: Circuit | null,
  failure: Pick<Circuit, "fault" | "problem">,
  at: Instant,
): Circuit {
  const failures = (before?.failures ?? 0) + 1;
  const beyond = failures - opensAfter[failure.fault];
  const pause = beyond < 0 ? null : (pauses[Math.min(beyond, pauses.length - 1)] ?? null);
  return { ...failure, failures, failedAt: at, retryAt: pause === null ? null : at + pause };
}

export function isOpen(circuit: Circuit | null, now: Instant): circuit is Circuit & { retryAt: Instant } {
  return circuit !== null && circuit.retryAt !== null && circuit.retryAt > now;
}

/** Where circuits are kept, for all workers. */
export interface CircuitStore {
  /** Of the connections that failed, by id. */
  list(shop: string): Promise<ReadonlyMap<string, Circuit>>;
  find(shop: string, connectionId: string): Promise<Circuit | null>;
  save(shop: string, connectionId: string, circuit: Circuit): Promise<void>;
  /** It works again, or its settings were changed. */
  close(shop: string, connectionId: string): Promise<void>;
}
