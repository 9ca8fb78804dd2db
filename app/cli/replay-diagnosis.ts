import type { Engine } from "../comparison/engine.ts";
import {
  diagnose,
  itemKey,
  recurrenceOf,
  sentenceFor,
  type Finding,
  type Inquiry,
  type ItemFacts,
  type Mismatch,
  type PastEpisode,
} from "../diagnosis/index.ts";
import { EventIndex } from "../diagnosis/events.ts";
import { outlookOf } from "../diagnosis/settling.ts";
import { agreeOnTiming, agreeOnWriters } from "../diagnosis/consensus.ts";
import { Opinion } from "../diagnosis/opinion.ts";
import { companyKey, ReadingMemory } from "../diagnosis/memory/index.ts";
import { systems, type Quantity, type System } from "../inventory/index.ts";
import type { BadInput } from "./bad-input.ts";
import { readLogs, type RecordedLogs } from "./recorded-logs.ts";
import type { RecordedItem } from "./recorded-items.ts";
import type { RecordedStore } from "./recorded-store.ts";
import type { Beside, Episode, ReplayedSnapshot } from "./replay-episodes.ts";
import { IncidentNames } from "./replay-incidents.ts";
import type { EpisodeDiagnosis } from "./replay-line.ts";
import {
  gapsLeftOut,
  keysOf,
  nearMatchesOf,
  skusOfItems,
  spellingsOf,
  type SnapshotKey,
} from "./replay-readings.ts";

const MINUTE = 60_000;

/** Diagnoses the live episodes after every snapshot, with what was known by then, and keeps what each of them came to. */
export class ReplayDiagnosis {
  readonly #store: RecordedStore;
  readonly #logs: RecordedLogs;
  readonly #memory: ReadingMemory;
  readonly #chain: readonly System[];
  readonly #items: ReadonlyMap<string, RecordedItem>;
  readonly #windows: Inquiry["windows"];
  readonly #declared: Inquiry["declared"];
  /** The item that last carried a SKU. */
  readonly #itemOfSku = new Map<string, string>();
  /** The SKUs that an item carried, in turn. */
  readonly #skusOfItem = new Map<string, string[]>();
  readonly #opinions = new Map<Episode, Opinion>();

  constructor(store: RecordedStore, onBadRow: (problem: BadInput) => void) {
    this.#store = store;
    this.#logs = readLogs(store, onBadRow);
    this.#chain = systems.filter((system) => store.systems.has(system));
    this.#memory = new ReadingMemory(this.#chain, store.pools);
    const minutes = (name: "syncWindowMinutes" | "orderWindowMinutes"): Partial<Record<System, number>> =>
      Object.fromEntries([...store.systems].map(([system, own]) => [system, own[name] * MINUTE]));
    this.#windows = { stock: minutes("syncWindowMinutes"), orders: minutes("orderWindowMinutes") };
    this.#declared = store.pools.flatMap(({ name, declared }) =>
      declared.map(({ location, sku, units }) => ({
        pool: name,
        locationId: location,
        sku,
        units: Math.round(units * 1_000_000) as Quantity,
      })),
    );
    this.#items = new Map(store.items.map((item) => [item.mapping.sku, item]));
  }

  /** Reads a snapshot; the gaps left out belong to keys which the comparison itself says nothing of. */
  read(engine: Engine, { at, pulled }: ReplayedSnapshot): Beside & { readonly keys: readonly SnapshotKey[] } {
    const keys = keysOf(engine, pulled, this.#store);
    this.#memory.take(at, keys);
    for (const { sku, inventoryItemId } of keys) {
      if (inventoryItemId === null) continue;
      this.#itemOfSku.set(sku, inventoryItemId);
      const carried = this.#skusOfItem.get(inventoryItemId);
      if (!carried) this.#skusOfItem.set(inventoryItemId, [sku]);
      else if (carried.at(-1) !== sku) carried.push(sku);
    }
    const known = {
      pools: this.#store.pools,
      windows: this.#windows,
      open: newestAt(this.#logs.open, at),
      clocks: this.#memory.clocks,
      declared: this.#declared,
      events: new EventIndex(this.#logs.events.filter((event) => event.at <= at)),
    };
    return {
      keys,
      leftOut: gapsLeftOut(keys, this.#store),
      agreeingOutside: keys.flatMap(({ leftOut, sku, locationId }) =>
        leftOut === null || pulled.size < this.#chain.length
          ? []
          : this.#store.pools.flatMap(({ name }) =>
              this.#memory.agreesOn(sku, locationId, name) ? [{ sku, locationId, pool: name }] : [],
            ),
      ),
      formerSku: ({ sku, inventoryItemId }) =>
        this.#skusOfItem.get(inventoryItemId ?? "")?.findLast((carried) => carried !== sku) ?? null,
      outlookOf: (gap) =>
        outlookOf(
          {
            ...gap,
            firstSeenAt: at,
            lastAgreedAt: null,
            past: this.#memory.past(gap.sku, gap.locationId, gap.pool),
          },
          at,
          known,
        ),
    };
  }

  /** `live`: the episodes that this snapshot still sees. */
  judge(
    engine: Engine,
    snapshot: ReplayedSnapshot,
    keys: readonly SnapshotKey[],
    live: readonly Episode[],
  ): void {
    if (live.length === 0) return;
    const mismatches = live.map((episode) => this.#mismatchOf(episode));
    const findings = diagnose(this.#inquiry(engine, snapshot, keys, mismatches));
    for (const [index, episode] of live.entries()) {
      const finding = findings[index];
      if (!finding) continue;
      const opinion = this.#opinions.get(episode) ?? new Opinion();
      opinion.add(finding);
      this.#opinions.set(episode, opinion);
    }
  }

  /** The diagnosis of every opened episode, oldest first. */
  conclude(episodes: readonly Episode[]): ReadonlyMap<Episode, EpisodeDiagnosis> {
    const found = new Map<Episode, EpisodeDiagnosis>();
    const earlier = new Map<string, PastEpisode[]>();
    const incidents = new IncidentNames();
    const judged = episodes.flatMap((episode) => {
      const finding = this.#opinions.get(episode)?.finding;
      if (!finding || episode.openedAt === null) return [];
      const { openedAt, firstSeenAt: from, resolvedAt: until } = episode;
      return [{ episode, openedAt, finding, from, until }];
    });
    const timed = agreeOnTiming(judged).flatMap((finding, index) => {
      const lived = judged[index];
      return lived ? [{ ...lived, finding }] : [];
    });
    for (const [index, finding] of agreeOnWriters(timed).entries()) {
      const { episode, openedAt } = judged[index] ?? {};
      if (!episode || openedAt === undefined) continue;
      const key = companyKey(episode.pool, episode.sku, episode.locationId);
      const past = earlier.get(key) ?? [];
      const { resolvedAt } = episode;
      found.set(episode, {
        ...this.#told(finding),
        recurrence: recurrenceOf(finding.cause, episode.firstSeenAt, past).count,
        incident: incidents.nameFor(finding.incidentKey, episode),
      });
      earlier.set(key, [...past, { cause: finding.cause, openedAt, resolvedAt }]);
    }
    return found;
  }

  #told(finding: Finding): Omit<EpisodeDiagnosis, "recurrence" | "incident"> {
    const location =
      this.#store.locations.find(({ id }) => id === finding.locationId)?.name ?? finding.locationId;
    const names = Object.fromEntries([...this.#store.systems].map(([system, { name }]) => [system, name]));
    const event = finding.trigger?.event;
    return {
      cause: finding.cause,
      confidence: finding.confidence,
      explanation: sentenceFor(finding, { names, location }),
      evidence: finding.evidence,
      trigger: event ? { at: event.at, system: event.system, kind: event.kind, note: event.note } : null,
      handoff: finding.handoff,
      flow: finding.flow,
    };
  }

  #mismatchOf(episode: Episode): Mismatch {
    const { sku, locationId, pool, difference, firstSeenAt, lastAgreedAt } = episode;
    const past = this.#memory.past(sku, locationId, pool);
    const { inventoryItemId, verdict } = difference;
    const sides = past.at(-1)?.sides ?? {};
    return { sku, locationId, pool, inventoryItemId, verdict, sides, firstSeenAt, lastAgreedAt, past };
  }

  #inquiry(
    engine: Engine,
    { at, pulled }: ReplayedSnapshot,
    keys: readonly SnapshotKey[],
    mismatches: readonly Mismatch[],
  ): Inquiry {
    const store = this.#store;
    const read = Math.max(at, ...[...pulled.values()].map(({ to }) => to));
    const differing = new Set(
      mismatches.map(({ pool, sku, locationId }) => companyKey(pool, sku, locationId)),
    );
    const { siblings, counts } = this.#memory.company(differing);
    return {
      at,
      chain: this.#chain,
      names: Object.fromEntries([...store.systems].map(([system, { name }]) => [system, name])),
      windows: this.#windows,
      pools: store.pools,
      locations: store.locations.map((location) => ({
        ...location,
        codes: store.setup.codes
          .filter(({ locationId }) => locationId === location.id)
          .map(({ role, code }) => ({ system: role, code })),
      })),
      items: this.#itemFacts(engine, keys, mismatches),
      mismatches,
      siblings,
      counts,
      elsewhere: new Map(
        mismatches.map(({ pool, sku }) => [itemKey(pool, sku), this.#memory.everywhere(sku, pool)]),
      ),
      events: this.#logs.events.filter((event) => event.at <= read),
      health: this.#logs.health.filter((sample) => sample.at <= read),
      open: newestAt(this.#logs.open, read),
      arrivals: this.#memory.arrivals,
      clocks: this.#memory.clocks,
      declared: this.#declared,
    };
  }

  #itemFacts(
    engine: Engine,
    keys: readonly SnapshotKey[],
    mismatches: readonly Mismatch[],
  ): ReadonlyMap<string, ItemFacts> {
    const bySku = Map.groupBy(keys, ({ sku }) => sku);
    const lacking = mismatches.some(({ verdict }) => verdict === "missing");
    const spellings: ReturnType<typeof spellingsOf> = lacking ? spellingsOf(engine) : new Map();
    const skus: ReturnType<typeof skusOfItems> = lacking ? skusOfItems(engine) : new Map();
    const wanted = new Set([...mismatches.map(({ sku }) => sku), ...this.#items.keys()]);
    return new Map(
      [...wanted].map((sku): [string, ItemFacts] => {
        const own = bySku.get(sku) ?? [];
        const item = this.#items.get(sku);
        return [
          sku,
          {
            sku,
            tracked: own[0]?.tracked ?? item?.mapping.tracked ?? null,
            status: item?.status ?? null,
            published: item?.published ?? null,
            unitsPer: unitsPer(item),
            itemsWithSku: own.some(({ leftOut }) => leftOut === "several_items") ? 2 : 1,
            nearMatches: nearMatchesOf(sku, spellings),
            renamedTo: renamed(sku, skus.get(this.#itemOfSku.get(sku) ?? "")),
            inactiveAt: own.filter(({ inactive }) => inactive).map(({ locationId }) => locationId),
          },
        ];
      }),
    );
  }
}

function renamed(sku: string, now: string | undefined): string | null {
  return now === undefined || now === sku ? null : now;
}

function unitsPer(item: RecordedItem | undefined): ItemFacts["unitsPer"] {
  const of = (units: RecordedItem["mapping"]["erpUnitsPer"]): number | null =>
    units === undefined
      ? null
      : typeof units === "number"
        ? units / 1_000_000
        : units.numerator / units.denominator;
  const [erp, wms] = [of(item?.mapping.erpUnitsPer), of(item?.mapping.wmsUnitsPer)];
  return { ...(erp !== null && { erp }), ...(wms !== null && { wms }) };
}

/** Open documents are told anew at each time: those of the last time before the reading stand. */
function newestAt<T extends { readonly at: number }>(documents: readonly T[], at: number): readonly T[] {
  const last = documents.findLast((document) => document.at <= at)?.at;
  return documents.filter((document) => document.at === last);
}
