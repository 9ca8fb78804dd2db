import { soldIn, type SoldChange } from "./announced.ts";
import type { HistoryStore } from "./history.ts";
import type { ComparisonOutcome } from "./ports.ts";
import type { WholeShelf } from "./trust.ts";

/** Rows of one statement. */
const BATCH = 1_000;

export interface Remembering {
  readonly shop: string;
  readonly scanId: string;
  readonly history: HistoryStore;
  readonly outcome: ComparisonOutcome;
  readonly signal: AbortSignal;
}

/** By location the SKUs of which some system says something else than before. */
export type ChangedKeys = ReadonlyMap<string, ReadonlySet<string>>;

export interface Remembered {
  readonly changed: ChangedKeys;
  /** Changes of what the storefront sells. */
  readonly sold: readonly SoldChange[];
}

/**
 * Stores what each system held, as far as it differs from what is stored. Done again for the same readings it finds nothing new,
 * so a scan that starts over doubles nothing.
 */
export async function remember(
  remembering: Remembering,
  shelves: readonly WholeShelf[],
): Promise<Remembered> {
  const { shop, scanId, history, outcome, signal } = remembering;
  const changed = new Map<string, Set<string>>();
  const sold: SoldChange[] = [];
  for (const { from, system, locationId } of shelves) {
    const shelf = { system, locationId };
    signal.throwIfAborted();
    const { changes, whole } = await outcome.changes(shelf, await history.previous(shop, shelf));
    for (let at = 0; at < changes.length; at += BATCH) {
      await history.saveChanges(shop, scanId, shelf, from, changes.slice(at, at + BATCH));
    }
    if (whole !== null) await history.saveWhole(shop, scanId, shelf, from, whole);
    const here = changed.get(shelf.locationId) ?? new Set<string>();
    changed.set(shelf.locationId, here);
    for (const { sku } of changes) here.add(sku);
    if (system === "storefront") for (const change of changes) sold.push(...soldIn(change, locationId, from));
  }
  return { changed, sold };
}
