import type { HistoryStore, Shelf } from "./history.ts";
import type { ComparisonOutcome } from "./ports.ts";
import type { Instant } from "../inventory/index.ts";

/** Rows of one insert. */
const BATCH = 1_000;

export interface Remembering {
  readonly shop: string;
  readonly scanId: string;
  readonly history: HistoryStore;
  readonly outcome: ComparisonOutcome;
  readonly signal: AbortSignal;
}

/**
 * Stores what each system held, as far as it differs from what is stored. Done again for the same readings it finds nothing new,
 * so a scan that starts over doubles nothing.
 */
export async function remember(
  remembering: Remembering,
  shelves: readonly (Shelf & { readonly from: Instant })[],
): Promise<void> {
  const { shop, scanId, history, outcome, signal } = remembering;
  for (const { from, ...shelf } of shelves) {
    signal.throwIfAborted();
    const { changes, whole } = await outcome.changes(shelf, await history.previous(shop, shelf));
    for (let at = 0; at < changes.length; at += BATCH) {
      await history.saveChanges(shop, scanId, shelf, from, changes.slice(at, at + BATCH));
    }
    if (whole !== null) await history.saveWhole(shop, scanId, shelf, from, whole);
  }
}
