import { defaultPools, type Instant } from "../inventory/index.ts";
import { PublicError } from "../platform/errors.ts";
import type { ResyncPorts } from "../scan/resync-ports.ts";
import type { SystemAnswer } from "../scan/look.ts";
import type { ConnectionStore, MappingStore } from "../shops/ports.ts";
import type { LookupUseCases } from "./contract.ts";
import type { ResyncCandidates } from "./resync-views.ts";
import type { ShopGate } from "./shop-gate.ts";

export function lookupUseCases(dependencies: {
  readonly gate: ShopGate;
  readonly candidates: ResyncCandidates;
  readonly mappings: MappingStore;
  readonly connections: ConnectionStore;
  readonly look: ResyncPorts["look"];
  readonly now: () => Instant;
}): LookupUseCases {
  const { gate, candidates, mappings, connections, look, now } = dependencies;
  const mappedLocations = async (shop: string) => {
    const [locations, codes] = await Promise.all([mappings.locations(shop), mappings.codes(shop)]);
    const mapped = new Set(codes.map((code) => code.locationId));
    return locations.filter(({ id }) => mapped.has(id));
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
      const [locations, ownPools, connected] = await Promise.all([
        mappedLocations(shop),
        mappings.pools(shop),
        connections.list(shop),
      ]);
      const chosen = locations.filter(({ id }) => location === null || id === location);
      if (chosen.length === 0) throw new PublicError("Nothing is mapped to this location.", 404);
      const answers: SystemAnswer[] = [];
      const keys = await look.look(
        shop,
        chosen.map(({ id }) => ({ sku, inventoryItemId, locationId: id })),
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
    },
  };
}
