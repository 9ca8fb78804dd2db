import type { Gap } from "../comparison/contract.ts";
import { ConnectorError } from "../connectors/errors.ts";
import type { Instant } from "../inventory/index.ts";
import { StorefrontError } from "../storefront/errors.ts";
import { probe, type ProbeKey, type Probing } from "./probe.ts";

/** Keys that one scan reads again before it believes them. What is beyond waits for the next scan's word. */
export const CONFIRM_AT_MOST = 2_000;
const BATCH = 100;

/** What is known of a gap after it was looked at again. */
export type Confirmation =
  | { readonly kind: "differs"; readonly gap: Gap }
  | { readonly kind: "agrees"; readonly gap: Gap; readonly observedAt: Instant }
  /** The second look found a value unknown or the key excluded: nothing can be said. */
  | { readonly kind: "undecided"; readonly gap: Gap }
  /** There was no second look: the scan's own readings stand, or where one was tried and failed, the next scan confirms them. */
  | { readonly kind: "unprobed"; readonly gap: Gap; readonly failed: boolean };

/**
 * Reads of minutes are not simultaneous, so a gap that would open a discrepancy is read again, all systems within seconds.
 * Where one of the systems cannot be probed, the scan's reading and the systems' own timestamps must do.
 */
export async function confirm(
  probing: Probing,
  gaps: readonly Gap[],
  options: { now: () => Instant; onProgress: (candidates: number, confirmed: number) => void },
): Promise<readonly Confirmation[]> {
  const canProbe = new Set(
    probing.setup.locations
      .filter((location) => sourcesAt(probing, location.id).every((source) => source.canProbe))
      .map((location) => location.id),
  );
  const candidates = gaps
    .filter((gap) => gap.inventoryItemId !== null && canProbe.has(gap.locationId))
    .slice(0, CONFIRM_AT_MOST);
  const chosen = new Set(candidates);
  const confirmations: Confirmation[] = gaps
    .filter((gap) => !chosen.has(gap))
    .map((gap) => ({ kind: "unprobed", gap, failed: false }));
  options.onProgress(candidates.length, 0);
  for (let at = 0; at < candidates.length; at += BATCH) {
    probing.signal.throwIfAborted();
    confirmations.push(...(await confirmBatch(probing, candidates.slice(at, at + BATCH), options.now)));
    options.onProgress(candidates.length, Math.min(at + BATCH, candidates.length));
  }
  return confirmations;
}

async function confirmBatch(
  probing: Probing,
  gaps: readonly Gap[],
  now: () => Instant,
): Promise<readonly Confirmation[]> {
  const observedAt = now();
  const result = await secondLook(probing, gaps);
  if (!result) return gaps.map((gap) => ({ kind: "unprobed", gap, failed: true }));
  const again = new Map(result.gaps.map((gap) => [gapText(gap), gap]));
  return gaps.map((gap) => {
    const still = again.get(gapText(gap));
    // Whether only the split differs is seen over all locations, not in a few keys.
    if (still)
      return { kind: "differs", gap: gap.verdict === "split" ? { ...still, verdict: "split" } : still };
    const standing = result.standing(gap.sku, gap.locationId, gap.pool);
    return standing === "agrees" ? { kind: "agrees", gap, observedAt } : { kind: "undecided", gap };
  });
}

/** A system that fails now was read a moment ago; the scan says what happened to it the next time it sweeps. */
async function secondLook(probing: Probing, gaps: readonly Gap[]) {
  const keys = new Map<string, ProbeKey>();
  for (const { sku, locationId, inventoryItemId } of gaps) {
    if (inventoryItemId !== null)
      keys.set(JSON.stringify([sku, locationId]), { sku, locationId, inventoryItemId });
  }
  try {
    return await probe(probing, [...keys.values()]);
  } catch (error) {
    probing.signal.throwIfAborted();
    if (error instanceof ConnectorError || error instanceof StorefrontError) return null;
    throw error;
  }
}

function sourcesAt({ setup, sources }: Probing, locationId: string) {
  const ids = new Set(
    setup.codes.filter((code) => code.locationId === locationId).map((code) => code.connectionId),
  );
  return sources.filter((source) => ids.has(source.connection.id));
}

function gapText(gap: Gap): string {
  return JSON.stringify([gap.sku, gap.locationId, gap.pool]);
}
