import type { Connector } from "../connectors/contract.ts";
import { stackMap, type StackFacts } from "../diagnosis/stack/index.ts";
import { systems, type Instant, type LocationCode, type System } from "../inventory/index.ts";
import { namesOf } from "../scan/diagnose.ts";
import type { InsightStore } from "../scan/ports.ts";
import { usualPools } from "../scan/setup.ts";
import type { ConnectionStore, KnownCode, MappingStore } from "../shops/ports.ts";
import type { Connection } from "../shops/shop.ts";
import type { HandoffMapUseCases } from "./contract.ts";
import type { ShopGate } from "./shop-gate.ts";
import type { DiscrepancyViews, StackViews } from "./views.ts";

const LOOKED_BACK = 14 * 24 * 3_600_000;

export interface HandoffMapDependencies {
  readonly gate: ShopGate;
  readonly views: Pick<DiscrepancyViews, "troubles">;
  readonly stack: StackViews;
  readonly connections: ConnectionStore;
  readonly connector: (id: string) => Connector | undefined;
  readonly mappings: MappingStore;
  readonly insights: InsightStore;
  readonly now: () => Instant;
}

export function handoffMapUseCases(dependencies: HandoffMapDependencies): HandoffMapUseCases {
  const { gate, views, stack, connections, mappings, insights, connector, now } = dependencies;
  return {
    async handoffMap({ shop: domain }) {
      const shop = await gate.shop(domain);
      const since = now() - LOOKED_BACK;
      const [connected, locations, known, codes, pools, learned, lags, carriers, troubles] =
        await Promise.all([
          connections.list(domain),
          mappings.locations(domain),
          mappings.knownCodes(domain),
          mappings.codes(domain),
          mappings.pools(domain),
          insights.find(domain),
          stack.lags(domain, since),
          stack.carriers(domain, since),
          views.troubles(domain),
        ]);
      const holders = connected.filter((each) => connector(each.connector)?.holdsStock !== false);
      const present = new Set<System>(["storefront", ...holders.map(({ role }) => role)]);
      const facts: StackFacts = {
        chain: systems.filter((system) => present.has(system)),
        names: namesOf(holders),
        connections: connected.map((connection) => ({
          ...connection,
          kind: connector(connection.connector)?.name ?? connection.connector,
          holdsStock: holders.includes(connection),
          paused: connection.pausedAt !== null,
          speaksOf: carriers
            .filter(({ connectionId }) => connectionId === connection.id)
            .map(({ into }) => into),
        })),
        locations,
        codes: codesOf(known, codes, connected),
        pools: pools.length > 0 ? pools : usualPools(present),
        windows: shop.windows,
        lags,
        learned: learned?.learned ?? null,
        troubles: troubles.map(({ locations: places, ...trouble }) => ({
          ...trouble,
          locationIds: places.map(({ id }) => id),
        })),
      };
      return { shop, now: now(), map: stackMap(facts), learnedAt: learned?.at ?? null };
    },
  };
}

/** What the connections told of, and what is mapped though nobody tells of it any more. */
function codesOf(
  known: readonly KnownCode[],
  mapped: readonly LocationCode[],
  connections: readonly Connection[],
): StackFacts["codes"] {
  const key = ({ connectionId, code }: Pick<KnownCode, "connectionId" | "code">) =>
    JSON.stringify([connectionId, code]);
  const roles = new Map(connections.map(({ id, role }) => [id, role]));
  const places = new Map(mapped.map((code) => [key(code), code.locationId]));
  const told = new Set(known.map(key));
  const forgotten = mapped.filter((code) => !told.has(key(code))).map((code) => ({ ...code, name: null }));
  return [...known, ...forgotten].flatMap(({ connectionId, code, name }) => {
    const role = roles.get(connectionId);
    if (role === undefined) return [];
    return [{ connectionId, code, name, role, locationId: places.get(key({ connectionId, code })) ?? null }];
  });
}
