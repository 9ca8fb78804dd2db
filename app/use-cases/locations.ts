import { ConnectorError } from "../connectors/errors.ts";
import type { Instant, LocationCode, System } from "../inventory/index.ts";
import { namesOf } from "../scan/diagnose.ts";
import type { InsightStore, ScanStore, Source } from "../scan/ports.ts";
import { usualPools } from "../scan/setup.ts";
import type { KeptReadingStore } from "../scan/reading/kept.ts";
import type { EventLog } from "../shops/event-log.ts";
import type { ConnectionStore, KnownCode, MappingStore } from "../shops/ports.ts";
import type { SettingsStore } from "../shops/settings.ts";
import type { Connection } from "../shops/shop.ts";
import { proposeMappings } from "../shops/proposals.ts";
import { StorefrontError } from "../storefront/errors.ts";
import type { Storefront } from "../storefront/ports.ts";
import { noteOwnChange, type OwnChange } from "./noting.ts";
import type { Caller, Done, LocationUseCases, Refused, TypedMapping, TypedProposal } from "./contract.ts";
import { locationStates } from "./location-states.ts";
import type { ShopGate } from "./shop-gate.ts";
import type { DiscrepancyViews } from "./views.ts";

const PATIENCE = 25_000;

export interface LocationDependencies {
  readonly gate: ShopGate;
  readonly connections: ConnectionStore;
  readonly mappings: MappingStore;
  readonly holdsStock: (connection: Connection) => boolean;
  readonly settings: Pick<SettingsStore, "version" | "savePools">;
  readonly events: Pick<EventLog, "note" | "orderPace">;
  readonly scans: Pick<ScanStore, "latest" | "readings" | "lastCompleteAt">;
  readonly views: Pick<DiscrepancyViews, "troubles">;
  readonly insights: InsightStore;
  readonly kept: Pick<KeptReadingStore, "doubt">;
  readonly storefront: Storefront;
  readonly sources: (shop: string) => Promise<readonly Source[]>;
  readonly now: () => Instant;
}

export function locationUseCases(dependencies: LocationDependencies): LocationUseCases {
  const { gate, connections, holdsStock, mappings, insights, now } = dependencies;
  return {
    async locations({ shop: domain }) {
      const shop = await gate.shop(domain);
      const problems = await readWhatIsUnknown(domain, dependencies);
      const [learned, locations, all, known, mapped, pools, states] = await Promise.all([
        insights.find(domain),
        mappings.locations(domain),
        connections.list(domain),
        mappings.knownCodes(domain),
        mappings.codes(domain),
        mappings.pools(domain),
        locationStates(domain, now(), dependencies),
      ]);
      const connected = all.filter(holdsStock);
      const present = new Set<System>(["storefront", ...connected.map(({ role }) => role)]);
      const taken = new Set(mapped.map(codeText));
      return {
        shop,
        now: now(),
        locations,
        connections: connected.map((connection) => ({
          connection,
          codes: withGone(known.filter((code) => code.connectionId === connection.id)),
          problem: problems.get(connection.id) ?? null,
        })),
        mapped,
        proposals: proposeMappings(
          known.filter((code) => !taken.has(codeText(code))),
          locations,
        ),
        learned: learned?.learned ?? null,
        learnedAt: learned?.at ?? null,
        names: namesOf(connected),
        pools: (pools.length > 0 ? pools : usualPools(present)).map(({ name }) => name),
        states,
      };
    },
    async refreshLocations({ shop }) {
      const problems = await readAll(shop, dependencies);
      return problems.length === 0 ? { ok: true } : { ok: false, problem: problems.join(" "), fields: {} };
    },
    saveMappings: (caller, typed) => saveMappings(caller, typed, dependencies),
    acceptProposal: (caller, typed) => acceptProposal(caller, typed, dependencies),
  };
}

/** A code that the newest list of its connection does not have any more is gone. */
function withGone(codes: readonly KnownCode[]): readonly (KnownCode & { readonly gone: boolean })[] {
  const newest = Math.max(...codes.map(({ seenAt }) => seenAt));
  return codes.map((code) => ({ ...code, gone: code.seenAt < newest }));
}

/** The first visit asks Shopify and the connections; later visits show what is known until somebody refreshes. */
async function readWhatIsUnknown(
  shop: string,
  dependencies: LocationDependencies,
): Promise<ReadonlyMap<string, string>> {
  const { mappings, sources } = dependencies;
  const [locations, known] = await Promise.all([mappings.locations(shop), mappings.knownCodes(shop)]);
  const told = new Set(known.map((code) => code.connectionId));
  const silent = (await sources(shop)).filter(({ connection }) => !told.has(connection.id));
  const read = silent.map(
    async (source) => [source.connection.id, await readCodes(source, dependencies)] as const,
  );
  if (locations.length === 0) await readLocations(shop, dependencies);
  const problems = await Promise.all(read);
  return new Map(problems.flatMap(([id, problem]) => (problem === null ? [] : [[id, problem] as const])));
}

async function readAll(shop: string, dependencies: LocationDependencies): Promise<readonly string[]> {
  const sources = await dependencies.sources(shop);
  const problems = await Promise.all([
    readLocations(shop, dependencies),
    ...sources.map((source) => readCodes(source, dependencies)),
  ]);
  return problems.filter((problem) => problem !== null);
}

async function readLocations(
  shop: string,
  { storefront, mappings, now }: LocationDependencies,
): Promise<string | null> {
  try {
    await mappings.saveLocations(
      shop,
      await storefront.readLocations(shop, AbortSignal.timeout(PATIENCE)),
      now(),
    );
    return null;
  } catch (error) {
    if (error instanceof StorefrontError) return error.message;
    throw error;
  }
}

async function readCodes(source: Source, { mappings, now }: LocationDependencies): Promise<string | null> {
  const { id, shop, name } = source.connection;
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    const codes = await source.listLocations(signal);
    await mappings.saveKnownCodes(
      shop,
      codes.map((code) => ({ connectionId: id, code: code.code, name: code.name })),
      now(),
    );
    return null;
  } catch (error) {
    if (error instanceof ConnectorError) return error.message;
    if (signal.aborted) return `${name} did not list its locations within ${PATIENCE / 1000} seconds.`;
    throw error;
  }
}

/** Only this shop's own connections and locations; a code stands for one location at most. */
async function saveMappings(
  caller: Caller,
  typed: readonly TypedMapping[],
  { connections, mappings, events, kept, now }: LocationDependencies,
): Promise<Done | Refused> {
  const { shop } = caller;
  const before = new Map((await mappings.codes(shop)).map((code) => [codeText(code), code.locationId]));
  const [connected, locations] = await Promise.all([connections.list(shop), mappings.locations(shop)]);
  const roles = new Map(connected.map((connection) => [connection.id, connection.role]));
  const known = new Set(locations.map((location) => location.id));
  const codes = new Map<string, LocationCode>();
  for (const mapping of typed) {
    const role = roles.get(mapping.connectionId);
    if (!role || !known.has(mapping.locationId))
      return refused("A connection or location on this page is gone. Reload it and try again.");
    const twin = codes.get(codeText(mapping));
    if (twin && twin.locationId !== mapping.locationId)
      return refused(`The code ${mapping.code} is given to two locations.`);
    codes.set(codeText(mapping), { ...mapping, role });
  }
  await mappings.saveCodes(shop, [...codes.values()]);
  const changed = [...new Set([...before.keys(), ...codes.keys()])].filter(
    (code) => before.get(code) !== codes.get(code)?.locationId,
  );
  const touched = new Set(changed.map((text) => (JSON.parse(text) as [string, string])[0]));
  for (const connectionId of touched) await kept.doubt(shop, connectionId, "mapping");
  // The first mapping is where comparing begins, not a change.
  if (before.size > 0 && changed.length > 0)
    await noteOwnChange(events, caller, mappingChange(changed), now());
  return { ok: true };
}

/** Only what the last diagnosis itself proposed can be accepted. A shop with the usual pools has its own from then on. */
async function acceptProposal(
  caller: Caller,
  { pool, system, expression }: TypedProposal,
  { mappings, connections, holdsStock, settings, insights, events, now }: LocationDependencies,
): Promise<Done | Refused> {
  const { shop, person } = caller;
  const { version } = await settings.version(shop, "pools");
  const learned = await insights.find(shop);
  const proposed = learned?.learned.poolMap.find(
    (entry) =>
      entry.pool === pool && entry.proposal?.system === system && entry.proposal.expression === expression,
  )?.proposal;
  const own = await mappings.pools(shop);
  const present = new Set<System>([
    "storefront",
    ...(await connections.list(shop)).filter(holdsStock).map(({ role }) => role),
  ]);
  const pools = own.length > 0 ? own : usualPools(present);
  const before = pools.find(({ name }) => name === pool)?.compare;
  if (!proposed || !before)
    return refused("This proposal no longer stands: the numbers have changed since. Reload the page.");
  const saved = await settings.savePools(
    { shop, person, version, at: now() },
    pools.map((each) =>
      each.name === pool ? { ...each, compare: { ...each.compare, [proposed.system]: expression } } : each,
    ),
  );
  if (!saved) return refused("Somebody changed the pools at the same moment. Reload the page and try again.");
  const note = `${pool} of the ${proposed.system} is now ${expression}, before ${before[proposed.system] ?? "nothing"}`;
  await noteOwnChange(events, caller, { kind: "config_changed", system: proposed.system, note }, now());
  return { ok: true };
}

const SHOWN = 5;

function mappingChange(changed: readonly string[]): OwnChange {
  const codes = changed.map((text) => (JSON.parse(text) as [string, string])[1]);
  const more = codes.length > SHOWN ? ` and ${codes.length - SHOWN} more` : "";
  const note = `Mapped to other locations here: ${codes.slice(0, SHOWN).join(", ")}${more}`;
  return { kind: "mapping_changed", system: null, note };
}

function refused(problem: string): Refused {
  return { ok: false, problem, fields: {} };
}

function codeText({ connectionId, code }: { connectionId: string; code: string }): string {
  return JSON.stringify([connectionId, code]);
}
