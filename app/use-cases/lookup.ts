import { defaultPools, type Instant } from "../inventory/index.ts";
import { PublicError } from "../platform/errors.ts";
import type { ResyncPorts } from "../scan/resync-ports.ts";
import type { SystemAnswer } from "../scan/look.ts";
import type { ConnectionStore, MappingStore } from "../shops/ports.ts";
import type { CheckedNow, KnownVariant, LookupUseCases } from "./contract.ts";
import type { ResyncCandidates } from "./resync-views.ts";
import type { ShopGate } from "./shop-gate.ts";
import type { ProductViews } from "./views.ts";

/** SKUs at a location that a check of a whole product reads. */
const MOST_KEYS = 200;

export function lookupUseCases(dependencies: {
  readonly gate: ShopGate;
  readonly candidates: Pick<ResyncCandidates, "items">;
  readonly views: Pick<ProductViews, "variants">;
  readonly mappings: Pick<MappingStore, "locations" | "codes" | "pools">;
  readonly connections: Pick<ConnectionStore, "list">;
  readonly look: ResyncPorts["look"];
  readonly now: () => Instant;
}): LookupUseCases {
  const { gate, candidates, views, mappings, connections, look, now } = dependencies;
  const mappedLocations = async (shop: string) => {
    const [locations, codes] = await Promise.all([mappings.locations(shop), mappings.codes(shop)]);
    const mapped = new Set(codes.map((code) => code.locationId));
    return locations.filter(({ id }) => mapped.has(id));
  };
  const readAll = async (
    shop: string,
    items: readonly Pick<KnownVariant, "sku" | "inventoryItemId">[],
    places: readonly { readonly id: string }[],
    signal: AbortSignal,
    onAnswer: ((answer: SystemAnswer) => void) | undefined,
  ): Promise<CheckedNow> => {
    if (places.length === 0) throw new PublicError("Nothing is mapped to this location.", 404);
    const [ownPools, connected] = await Promise.all([mappings.pools(shop), connections.list(shop)]);
    const answers: SystemAnswer[] = [];
    const keys = await look.look(
      shop,
      items.flatMap(({ sku, inventoryItemId }) =>
        places.map(({ id }) => ({ sku, inventoryItemId, locationId: id })),
      ),
      signal,
      (answer) => {
        answers.push(answer);
        onAnswer?.(answer);
      },
    );
    const times = answers.filter(({ problem }) => problem === null).map(({ observedAt }) => observedAt);
    const roles = connected.map(({ role }) => role);
    return {
      now: now(),
      keys,
      answers,
      pools: ownPools.length > 0 ? ownPools : defaultPools(new Set([...roles, "storefront"])),
      skew: times.length === 0 ? 0 : Math.max(...times) - Math.min(...times),
    };
  };
  return {
    async lookup({ shop: domain }, { search }) {
      const shop = await gate.shop(domain);
      const typed = search?.trim() ?? "";
      const [found, locations] = await Promise.all([
        typed === "" ? [] : candidates.items(domain, typed),
        mappedLocations(domain),
      ]);
      return { shop, now: now(), found, locations };
    },
    async checkNow({ shop }, { sku, inventoryItemId, location }, signal, onAnswer) {
      const mapped = await mappedLocations(shop);
      const chosen = mapped.filter(({ id }) => location === null || id === location);
      return readAll(shop, [{ sku, inventoryItemId }], chosen, signal, onAnswer);
    },
    async checkProduct({ shop }, query, signal, onAnswer) {
      const [variants, mapped] = await Promise.all([views.variants(shop, query), mappedLocations(shop)]);
      if (variants.length === 0)
        throw new PublicError("No variant of this product has a SKU that the last scan read.", 404);
      const read = variants.slice(0, Math.max(1, Math.floor(MOST_KEYS / Math.max(1, mapped.length))));
      const checked = await readAll(shop, read, mapped, signal, onAnswer);
      return { ...checked, variants: read, left: variants.length - read.length };
    },
  };
}
