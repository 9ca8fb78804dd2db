import type { Comparison, ComparisonSetup, Gap, Standing } from "../comparison/contract.ts";
import type { ReportedKey, System } from "../inventory/index.ts";
import type { Storefront } from "../storefront/ports.ts";
import type { Source } from "./ports.ts";

export interface ProbeKey {
  readonly sku: string;
  readonly locationId: string;
  readonly inventoryItemId: string;
}

export interface Probing {
  readonly shop: string;
  readonly setup: ComparisonSetup;
  readonly sources: readonly Source[];
  readonly storefront: Storefront;
  readonly compare: (setup: ComparisonSetup) => Comparison;
  readonly signal: AbortSignal;
}

export interface ProbeResult {
  readonly gaps: readonly Gap[];
  /** See ComparisonResult. */
  standing(sku: string, locationId: string, pool: string, involved?: readonly System[]): Standing;
}

/**
 * Reads a few keys from all systems at once and compares them as the scan does. Throws what the slowest failing system threw:
 * a probe without one of its systems proves nothing.
 */
export async function probe(probing: Probing, keys: readonly ProbeKey[]): Promise<ProbeResult> {
  const { setup, sources, storefront, shop, signal } = probing;
  const comparison = probing.compare(setup);
  const read = async (source: Source) => {
    const { id, role } = source.connection;
    const asked = keysOf(source, keys, setup);
    if (asked.length > 0) comparison.accept(role, id, await source.readKeys(asked, signal));
    comparison.complete(role, id);
  };
  const readStorefront = async () => {
    comparison.acceptStorefront(await storefront.probeLevels(shop, keys, signal));
    comparison.complete("storefront", null);
  };
  await Promise.all([readStorefront(), ...sources.map(read)]);
  const result = comparison.finish();
  const asked = new Set(keys.map((key) => pair(key.sku, key.locationId)));
  return {
    gaps: [...result.gaps].filter((gap) => asked.has(pair(gap.sku, gap.locationId))),
    standing: (...key) => result.standing(...key),
  };
}

/** The keys in the source's own words: its item for the SKU, each of its codes for the location. */
export function keysOf(
  source: Source,
  keys: readonly Pick<ProbeKey, "sku" | "locationId">[],
  setup: ComparisonSetup,
): readonly ReportedKey[] {
  const { id, role } = source.connection;
  const items = new Map(setup.items.map((item) => [item.sku, role === "wms" ? item.wmsItem : item.erpItem]));
  const codes = setup.codes.filter((code) => code.connectionId === id);
  return keys.flatMap((key) =>
    codes
      .filter((code) => code.locationId === key.locationId)
      .map((code) => ({ item: items.get(key.sku) ?? key.sku, code: code.code })),
  );
}

function pair(sku: string, locationId: string): string {
  return JSON.stringify([sku, locationId]);
}
