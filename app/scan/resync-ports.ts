import { defaultPools } from "../inventory/index.ts";
import type { Comparison, ComparisonSetup } from "../comparison/contract.ts";
import type { Instant } from "../inventory/index.ts";
import type { FreshLook, ResyncSettingsStore, ResyncShop, UpstreamAsker } from "../resync/ports.ts";
import type { ConnectionStore, MappingStore, ShopStore } from "../shops/ports.ts";
import type { Storefront } from "../storefront/ports.ts";
import { askToPush } from "./ask.ts";
import { lookAt, type SystemAnswer } from "./look.ts";
import type { Source } from "./ports.ts";
import { setupOf } from "./setup.ts";

export interface ResyncPortSettings {
  readonly shops: Pick<ShopStore, "find">;
  readonly connections: ConnectionStore;
  readonly mappings: MappingStore;
  readonly settings: ResyncSettingsStore;
  readonly storefront: Storefront;
  /** Those that hold stock, and all that may be asked to push it. */
  readonly sources: (shop: string) => Promise<readonly Source[]>;
  readonly witnesses: (shop: string) => Promise<readonly Source[]>;
  readonly compare: (setup: ComparisonSetup) => Comparison;
  readonly now: () => Instant;
}

export interface ResyncPorts {
  readonly look: {
    look(
      ...given: [...Parameters<FreshLook["look"]>, onAnswer?: (answer: SystemAnswer) => void]
    ): ReturnType<FreshLook["look"]>;
  };
  readonly asker: UpstreamAsker;
  readonly shopOf: (shop: string) => Promise<ResyncShop>;
}

/** What the resync asks of the readers: the scan knows how a shop's systems are read and asked. */
export function resyncPorts(settings: ResyncPortSettings): ResyncPorts {
  const { shops, mappings, storefront, compare, now } = settings;
  const setupFor = async (domain: string) => {
    const [shop, sources] = await Promise.all([shops.find(domain), settings.sources(domain)]);
    if (!shop) return null;
    const setup = await setupOf(
      shop,
      sources.map(({ connection }) => connection),
      mappings,
    );
    return { setup, sources };
  };
  return {
    look: {
      async look(shop, keys, signal, onAnswer) {
        const found = await setupFor(shop);
        if (!found) return [];
        const parts = { shop, ...found, storefront, compare, signal, now };
        return lookAt(onAnswer ? { ...parts, onAnswer } : parts, keys);
      },
    },
    asker: {
      async ask(shop, call, signal) {
        const found = await setupFor(shop);
        if (!found) return { accepted: false, message: "The app is no longer installed." };
        return askToPush(call, await settings.witnesses(shop), found.setup, signal);
      },
    },
    shopOf: (domain) => resyncShop(domain, settings),
  };
}

async function resyncShop(domain: string, settings: ResyncPortSettings): Promise<ResyncShop> {
  const [shop, witnesses, locations, codes, ownPools, chosen] = await Promise.all([
    settings.shops.find(domain),
    settings.witnesses(domain),
    settings.mappings.locations(domain),
    settings.mappings.codes(domain),
    settings.mappings.pools(domain),
    settings.settings.load(domain),
  ]);
  const roles = new Set(
    witnesses.filter(({ holdsStock }) => holdsStock).map(({ connection }) => connection.role),
  );
  const askable = witnesses.filter(
    ({ connection, requestResync }) => requestResync && connection.pausedAt === null,
  );
  return {
    locations,
    mapped: new Set(codes.map((code) => code.locationId)),
    pools: ownPools.length > 0 ? ownPools : defaultPools(new Set([...roles, "storefront"])),
    settings: chosen,
    windows: shop?.windows ?? { wms_erp: 0, erp_storefront: 0, wms_storefront: 0 },
    installed: shop !== null && shop.uninstalledAt === null,
    askables: (locationId) =>
      askable
        .filter(
          ({ connection, holdsStock }) =>
            !holdsStock ||
            codes.some((code) => code.locationId === locationId && code.connectionId === connection.id),
        )
        .map(({ connection: { id, role, name } }) => ({ connectionId: id, role, name })),
  };
}
