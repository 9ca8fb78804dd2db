import type { Connector } from "../../connectors/contract.ts";
import { systems, type Instant, type System } from "../../inventory/index.ts";
import { namesOf } from "../../scan/diagnose.ts";
import { pastOf } from "../../scan/diagnosis/past.ts";
import type { HistoryStore } from "../../scan/history.ts";
import { usualPools } from "../../scan/setup.ts";
import type { EventLog } from "../../shops/event-log.ts";
import type { PeopleStore } from "../../shops/people.ts";
import type { ConnectionStore, MappingStore, ShopStore } from "../../shops/ports.ts";
import type { Area, SettingsStore, Step } from "../../shops/settings.ts";
import type { Connection } from "../../shops/shop.ts";
import type { Caller, SampleRow, SaveAnswer, SettingsUseCases, TypedSettings } from "../contract.ts";
import { noteOwnChange } from "../noting.ts";
import type { ShopGate } from "../shop-gate.ts";
import type { SettingsViews, StackViews } from "../views.ts";
import { readPools, typedPools } from "./pools.ts";
import { outdated, parsed, refusedFields, saveAs, seenBy } from "./saving.ts";
import {
  readKeeping,
  readOwners,
  readPace,
  readRules,
  typedKeeping,
  typedOwners,
  typedPace,
  typedRules,
} from "./typed-areas.ts";

const SAMPLE_ROWS = 12;
const SAMPLES_REACH_BACK = 3 * 24 * 3_600_000;
const LAGS_REACH_BACK = 14 * 24 * 3_600_000;

export interface SettingsDependencies {
  readonly gate: ShopGate;
  readonly settings: SettingsStore;
  readonly views: SettingsViews;
  readonly stack: StackViews;
  readonly shops: Pick<ShopStore, "erase">;
  readonly connections: ConnectionStore;
  readonly connector: (id: string) => Connector | undefined;
  readonly mappings: MappingStore;
  readonly history: HistoryStore;
  readonly events: Pick<EventLog, "note">;
  readonly people: PeopleStore;
  readonly now: () => Instant;
}

export function settingsUseCases(dependencies: SettingsDependencies): SettingsUseCases {
  const { gate, settings, views, stack, shops, mappings, people, events, now } = dependencies;
  const chainOf = async (shop: string) => {
    const all = await dependencies.connections.list(shop);
    const holders = all.filter(({ connector }) => dependencies.connector(connector)?.holdsStock !== false);
    return { chain: chainThrough(holders), names: namesOf(holders) };
  };
  const seen = async (shop: string, area: Area | "pools" | "pace") =>
    seenBy(
      shop,
      area === "pools" || area === "pace"
        ? await settings.version(shop, area)
        : await settings.load(shop, area),
      people,
    );
  const noted = async (caller: Caller, answer: SaveAnswer, note: string): Promise<SaveAnswer> => {
    if (answer.ok) await noteOwnChange(events, caller, { kind: "config_changed", system: null, note }, now());
    return answer;
  };
  const saveArea = <A extends Area>(
    caller: Caller,
    typed: TypedSettings,
    area: A,
    read:
      | { readonly value: Parameters<typeof settings.save<A>>[2] }
      | { readonly fields: Record<string, string> },
  ): Promise<SaveAnswer> =>
    "fields" in read
      ? Promise.resolve(refusedFields(read.fields))
      : saveAs(
          caller,
          typed,
          dependencies,
          (change) => settings.save(change, area, read.value),
          () => settings.load(caller.shop, area),
        );
  return {
    async settings({ shop: domain }) {
      const shop = await gate.shop(domain);
      const [{ chain }, pools, owners, rules, keeping] = await Promise.all([
        chainOf(domain),
        mappings.pools(domain),
        settings.load(domain, "owners"),
        settings.load(domain, "snoozing"),
        settings.load(domain, "keeping"),
      ]);
      const steps = stepsOf(chain);
      return {
        shop,
        pools: pools.length > 0 ? pools.length : usualPools(new Set(chain)).length,
        usualPools: pools.length === 0,
        scanEveryMinutes: shop.scanEveryMinutes,
        owners: steps.filter((step) => owners.body[step] !== undefined).length,
        handoffs: steps.length,
        snoozeRules: rules.body.length,
        keeping: keeping.body,
      };
    },
    async poolSettings({ shop: domain }, wanted) {
      const shop = await gate.shop(domain);
      const [{ chain, names }, pools, locations, codes] = await Promise.all([
        chainOf(domain),
        mappings.pools(domain),
        mappings.locations(domain),
        mappings.codes(domain),
      ]);
      const mapped = new Set(codes.map(({ locationId }) => locationId));
      const shown = locations.filter(({ id }) => mapped.has(id));
      const sampled = shown.find(({ id }) => id === wanted) ?? shown.find(({ active }) => active) ?? shown[0];
      return {
        ...{ shop, names, systems: chain, seen: await seen(domain, "pools") },
        now: now(),
        pools: pools.length > 0 ? pools : usualPools(new Set(chain)),
        usual: pools.length === 0,
        locations: locations.map(({ id, name }) => ({ id, name })),
        sampled: sampled?.id ?? null,
        samples: sampled ? await samplesAt(domain, sampled.id, dependencies) : [],
      };
    },
    async savePools(caller, typed) {
      await gate.shop(caller.shop);
      const pools = parsed(typedPools, typed.json);
      if (!pools) return outdated;
      const [{ chain }, locations] = await Promise.all([
        chainOf(caller.shop),
        mappings.locations(caller.shop),
      ]);
      const read = readPools(pools, {
        present: new Set(chain),
        locations: new Set(locations.map(({ id }) => id)),
      });
      if ("fields" in read) return refusedFields(read.fields);
      const answer = await saveAs(
        caller,
        typed,
        dependencies,
        (change) => settings.savePools(change, read.pools),
        () => settings.version(caller.shop, "pools"),
      );
      return noted(caller, answer, `Pools: ${read.pools.map((pool) => pool.name).join(", ")}`.slice(0, 500));
    },
    async paceSettings({ shop: domain }) {
      const shop = await gate.shop(domain);
      const [{ chain }, lags] = await Promise.all([
        chainOf(domain),
        stack.lags(domain, now() - LAGS_REACH_BACK),
      ]);
      return {
        ...{ shop, windows: shop.windows, scanEveryMinutes: shop.scanEveryMinutes },
        now: now(),
        seen: await seen(domain, "pace"),
        handoffs: stepsOf(chain).map((step) => {
          const lag = lags.find(({ from, into }) => `${from}_${into}` === step);
          return { step, p50: lag?.p50 ?? null, p95: lag?.p95 ?? null, samples: lag?.samples ?? 0 };
        }),
      };
    },
    async savePace(caller, typed) {
      const shop = await gate.shop(caller.shop);
      const pace = parsed(typedPace, typed.json);
      if (!pace) return outdated;
      const { chain } = await chainOf(caller.shop);
      const read = readPace(pace, stepsOf(chain), shop.windows);
      if ("fields" in read) return refusedFields(read.fields);
      const answer = await saveAs(
        caller,
        typed,
        dependencies,
        (change) => settings.savePace(change, read.value),
        () => settings.version(caller.shop, "pace"),
      );
      return noted(caller, answer, "Windows or schedule changed here");
    },
    async ownerSettings({ shop: domain }) {
      const shop = await gate.shop(domain);
      const [{ chain, names }, owners] = await Promise.all([
        chainOf(domain),
        settings.load(domain, "owners"),
      ]);
      return {
        ...{ shop, names, owners: owners.body, handoffs: stepsOf(chain) },
        now: now(),
        seen: await seenBy(domain, owners, people),
      };
    },
    async saveOwners(caller, typed) {
      await gate.shop(caller.shop);
      const owners = parsed(typedOwners, typed.json);
      if (!owners) return outdated;
      const { chain } = await chainOf(caller.shop);
      return saveArea(caller, typed, "owners", readOwners(owners, stepsOf(chain)));
    },
    async snoozeSettings({ shop: domain }) {
      const shop = await gate.shop(domain);
      const [rules, locations] = await Promise.all([
        settings.load(domain, "snoozing"),
        mappings.locations(domain),
      ]);
      return {
        ...{ shop, rules: rules.body },
        now: now(),
        seen: await seenBy(domain, rules, people),
        locations: locations.map(({ id, name }) => ({ id, name })),
      };
    },
    async saveSnoozeRules(caller, typed) {
      await gate.shop(caller.shop);
      const rules = parsed(typedRules, typed.json);
      if (!rules) return outdated;
      const locations = new Set((await mappings.locations(caller.shop)).map(({ id }) => id));
      const answer = await saveArea(caller, typed, "snoozing", readRules(rules, locations));
      return noted(caller, answer, "Snooze rules changed here");
    },
    async dataSettings({ shop: domain }) {
      const shop = await gate.shop(domain);
      const keeping = await settings.load(domain, "keeping");
      return { shop, now: now(), keeping: keeping.body, seen: await seenBy(domain, keeping, people) };
    },
    async saveKeeping(caller, typed) {
      await gate.shop(caller.shop);
      const keeping = parsed(typedKeeping, typed.json);
      return keeping ? saveArea(caller, typed, "keeping", readKeeping(keeping)) : outdated;
    },
    async *exportShop({ shop }) {
      await gate.shop(shop);
      for await (const rows of views.everything(shop))
        yield rows.map((row) => `${JSON.stringify(row)}\n`).join("");
    },
    async eraseShop({ shop }, typed) {
      await gate.shop(shop);
      if (typed.trim().toLowerCase() !== shop)
        return { ok: false, problem: null, fields: { confirm: `Type ${shop} to erase everything of it.` } };
      await shops.erase(shop);
      return { ok: true };
    },
  };
}

/** What each system last said of a few SKUs there: some that differ first, since they are what people want to see agree. */
async function samplesAt(
  shop: string,
  locationId: string,
  { views, history, now }: SettingsDependencies,
): Promise<readonly SampleRow[]> {
  const skus = await views.sampleSkus(shop, locationId, SAMPLE_ROWS);
  if (skus.length === 0) return [];
  const past = await history.past(shop, locationId, skus, now() - SAMPLES_REACH_BACK);
  const told = pastOf(past, new Set(skus), new Set());
  return skus.flatMap((sku) => {
    const last = told.get(sku)?.at(-1);
    return last ? [{ sku, at: last.until, sides: last.sides }] : [];
  });
}

function chainThrough(holders: readonly Connection[]): readonly System[] {
  const present = new Set<System>(["storefront", ...holders.map(({ role }) => role)]);
  return systems.filter((system) => present.has(system));
}

function stepsOf(chain: readonly System[]): readonly Step[] {
  return chain.slice(1).map((into, index) => `${chain[index] ?? into}_${into}` as Step);
}
