import { isState, wholeUnits, type Instant, type Quantity, type State } from "../../inventory/index.ts";
import type { AdminApi } from "../admin-api.ts";
import type { Clock } from "../clock.ts";
import { StorefrontError } from "../errors.ts";
import { LevelsAtLocationDocument, type LevelsAtLocationQuery } from "../generated/operations.ts";
import type { LevelKey, ProbedLevel } from "../ports.ts";

/** Shopify's own states; `unavailable` is a word for systems that cannot split. */
const NAMES: readonly State[] = [
  "available",
  "committed",
  "on_hand",
  "incoming",
  "reserved",
  "damaged",
  "safety_stock",
  "quality_control",
];

type Node = LevelsAtLocationQuery["nodes"][number];
type Item = Extract<Node, { __typename: "InventoryItem" }>;

/** See Storefront.probeLevels. One request for each location and batch, all sent at once: the limiter spaces them. */
export async function probeLevels(
  parts: { readonly api: AdminApi; readonly clock: Clock },
  shop: string,
  keys: readonly LevelKey[],
  signal: AbortSignal,
): Promise<readonly ProbedLevel[]> {
  const size = parts.api.batchSize(shop, LevelsAtLocationDocument);
  const batches = [...itemsByLocation(keys)].flatMap(([locationId, items]) =>
    chunks([...items], size).map((itemIds) => ({ locationId, itemIds })),
  );
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  try {
    const answers = await Promise.all(
      batches.map(({ locationId, itemIds }) => readBatch(parts, shop, locationId, itemIds, either)),
    );
    return answers.flat();
  } finally {
    // One that failed leaves the others without a purpose.
    ended.abort();
  }
}

async function readBatch(
  parts: { readonly api: AdminApi; readonly clock: Clock },
  shop: string,
  locationId: string,
  itemIds: readonly string[],
  signal: AbortSignal,
): Promise<readonly ProbedLevel[]> {
  try {
    const answer = await parts.api.run(shop, {
      document: LevelsAtLocationDocument,
      variables: { itemIds, locationId, names: NAMES },
      priority: "probe",
      size: itemIds.length,
      signal,
    });
    const observedAt = parts.clock.now();
    return answer.nodes.filter(isItem).flatMap((item) => levelOf(item, locationId, observedAt));
  } catch (error) {
    const halves = error instanceof StorefrontError && error.fault === "too_expensive" && itemIds.length > 1;
    if (!halves) throw error;
    const parted = chunks(itemIds, Math.ceil(itemIds.length / 2));
    return (await Promise.all(parted.map((half) => readBatch(parts, shop, locationId, half, signal)))).flat();
  }
}

function isItem(node: Node): node is Item {
  return node?.__typename === "InventoryItem";
}

function levelOf(item: Item, locationId: string, observedAt: Instant): readonly ProbedLevel[] {
  const level = item.inventoryLevel;
  if (level === null) return [];
  const states: Partial<Record<State, Quantity>> = {};
  for (const { name, quantity } of level.quantities) if (isState(name)) states[name] = wholeUnits(quantity);
  return [
    {
      inventoryItemId: item.id,
      locationId,
      sku: item.sku,
      tracked: item.tracked,
      duplicateSkuCount: item.duplicateSkuCount,
      isActive: level.isActive,
      states,
      updatedAt: instantOf(level.updatedAt),
      observedAt,
    },
  ];
}

function instantOf(text: string): Instant | null {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

function itemsByLocation(keys: readonly LevelKey[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byLocation = new Map<string, Set<string>>();
  for (const { inventoryItemId, locationId } of keys) {
    const items = byLocation.get(locationId) ?? new Set();
    byLocation.set(locationId, items.add(inventoryItemId));
  }
  return byLocation;
}

function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let from = 0; from < all.length; from += size) parts.push(all.slice(from, from + size));
  return parts;
}
