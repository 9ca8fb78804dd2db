import type { ComparisonResult, Gap } from "../comparison/contract.ts";
import { isSuspicious } from "../comparison/early-end.ts";
import { differenceOf } from "../discrepancies/difference.ts";
import {
  keyText,
  type Difference,
  type Discrepancy,
  type DiscrepancyKey,
} from "../discrepancies/discrepancy.ts";
import { judge, type Observation } from "../discrepancies/lifecycle.ts";
import { judgedAt, windowsFor, type Windows } from "../discrepancies/settling.ts";
import type { Outlook } from "../diagnosis/settling.ts";
import type { Instant, System } from "../inventory/index.ts";
import type { Pulled } from "./recorded-snapshot.ts";
import type { RecordedStore } from "./recorded-store.ts";

/** One snapshot, compared. */
export interface ReplayedSnapshot {
  readonly name: string;
  /** The folder's time: what findings name. */
  readonly at: Instant;
  readonly pulled: Pulled;
  readonly result: ComparisonResult;
}

/** The life of one gap from first seen to resolved. All times are those of snapshots. */
export interface Episode extends DiscrepancyKey {
  readonly firstSeenAt: Instant;
  /** Null while it settles. */
  openedAt: Instant | null;
  resolvedAt: Instant | null;
  readonly lastAgreedAt: Instant | null;
  /** As last seen. */
  difference: Difference;
}

/** What is known of a snapshot beyond the comparison. */
export interface Beside {
  /** Gaps of keys that the comparison leaves out: untracked, or a SKU on several items. */
  readonly leftOut: readonly Gap[];
  /** Such keys on which all systems agree by their numbers. */
  readonly agreeingOutside: readonly DiscrepancyKey[];
  readonly outlookOf: (gap: Gap) => Outlook;
  /** The SKU that the gap's inventory item carried before. */
  readonly formerSku: (gap: Gap) => string | null;
}

/** Follows every gap through the snapshots, by the lifecycle that the app uses too. */
export class Episodes {
  readonly #prices: ReadonlyMap<string, string>;
  readonly #live = new Map<string, { discrepancy: Discrepancy; episode: Episode }>();
  readonly #ended: Episode[] = [];
  /** When keys that the comparison leaves out last agreed. */
  readonly #agreedOutside = new Map<string, Instant>();
  readonly #rowsLastTime = new Map<string, number>();
  #ids = 0;

  constructor(store: RecordedStore) {
    this.#prices = new Map(
      store.items.flatMap(({ mapping, price }) => (price === null ? [] : [[mapping.sku, price] as const])),
    );
  }

  /** Takes the next snapshot in and returns the episodes that it sees. `earlier`: those before it, oldest first. */
  take(
    snapshot: ReplayedSnapshot,
    earlier: readonly ReplayedSnapshot[],
    { leftOut, agreeingOutside, outlookOf, formerSku }: Beside,
  ): readonly Episode[] {
    const suspicious = this.#suspiciousSlices(snapshot);
    const seen = new Set<string>();
    for (const key of agreeingOutside) this.#agreedOutside.set(keyText(key), snapshot.at);
    const take = (gap: Gap): void => {
      if (gap.missing.some((system) => suspicious.has(sliceOf(system, gap.locationId)))) return;
      const outlook = outlookOf(gap);
      if (outlook.declared) {
        this.#agreedOutside.set(keyText(gap), snapshot.at);
        return;
      }
      seen.add(keyText(gap));
      this.#differs(gap, snapshot, earlier, outlook, formerSku(gap));
    };
    for (const gap of snapshot.result.gaps)
      if (snapshot.result.standing(gap.sku, gap.locationId, gap.pool) === "differs") take(gap);
    for (const gap of leftOut) take(gap);
    for (const [key, { discrepancy }] of this.#live)
      if (!seen.has(key)) this.#mayAgree(discrepancy, snapshot, suspicious);
    return [...seen].flatMap((key) => this.#live.get(key)?.episode ?? []);
  }

  /** Those that were open at some time, the oldest first. */
  opened(): readonly Episode[] {
    const all = [...this.#ended, ...[...this.#live.values()].map(({ episode }) => episode)];
    return all
      .filter((episode) => episode.openedAt !== null)
      .sort((a, b) => a.firstSeenAt - b.firstSeenAt || (keyText(a) < keyText(b) ? -1 : 1));
  }

  #differs(
    gap: Gap,
    snapshot: ReplayedSnapshot,
    earlier: readonly ReplayedSnapshot[],
    outlook: Outlook,
    formerSku: string | null,
  ): void {
    const { flow } = outlook;
    const verdict = snapshot.result.isSplit(gap.sku, gap.pool) ? "split" : gap.verdict;
    const difference = { ...differenceOf({ ...gap, verdict }, this.#prices.get(gap.sku) ?? null), flow };
    const observedAt = judgedAt(difference);
    if (observedAt === null) return;
    const live = this.#live.get(keyText(gap));
    const episode = live?.episode ?? {
      sku: gap.sku,
      locationId: gap.locationId,
      pool: gap.pool,
      firstSeenAt: snapshot.at,
      openedAt: null,
      resolvedAt: null,
      lastAgreedAt: latest(
        lastAgreed(gap, earlier) ??
          (formerSku === null ? null : lastAgreed({ ...gap, sku: formerSku }, earlier)),
        this.#agreedOutside.get(keyText(gap)) ?? null,
      ),
      difference,
    };
    const judged = this.#judge(
      live?.discrepancy ?? null,
      { kind: "differs", difference, observedAt },
      snapshot.at,
      episode,
      outlook,
    );
    if (!judged) return;
    episode.difference = difference;
    if (judged.openedAt !== null) episode.openedAt ??= snapshot.at;
    this.#live.set(keyText(gap), { discrepancy: judged, episode });
  }

  /** Only a full reading that agrees resolves; a key that merely is not told of any more stays as it was. */
  #mayAgree(discrepancy: Discrepancy, snapshot: ReplayedSnapshot, suspicious: ReadonlySet<string>): void {
    const { sku, locationId, pool } = discrepancy;
    const outside = this.#agreedOutside.get(keyText(discrepancy)) === snapshot.at;
    if (!outside && snapshot.result.standing(sku, locationId, pool) !== "agrees") return;
    if ([...snapshot.pulled.keys()].some((system) => suspicious.has(sliceOf(system, locationId)))) return;
    const observedAt = Math.min(...[...snapshot.pulled.values()].map(({ from }) => from));
    const live = this.#live.get(keyText(discrepancy));
    const judged =
      live && this.#judge(discrepancy, { kind: "agrees", observedAt }, snapshot.at, live.episode);
    if (!judged || judged.state !== "resolved") return;
    live.episode.resolvedAt = snapshot.at;
    this.#ended.push(live.episode);
    this.#live.delete(keyText(discrepancy));
  }

  #judge(
    current: Discrepancy | null,
    observation: Observation,
    now: Instant,
    { lastAgreedAt }: Episode,
    outlook: Outlook = { flow: "stock", underWay: false, overdue: false, declared: false },
  ): Discrepancy | null {
    const newId = (): string => String((this.#ids += 1));
    const windows = windowsFor(outlook, noWindows);
    return judge(current, observation, { newId, now, windows, lastAgreedAt })?.discrepancy ?? null;
  }

  #suspiciousSlices({ result, pulled }: ReplayedSnapshot): ReadonlySet<string> {
    const suspicious = new Set<string>();
    const rows = new Map(
      result.report.coverage.flatMap((row) =>
        row.locationId === null ? [] : [[sliceOf(row.system, row.locationId), row.rows] as const],
      ),
    );
    for (const [slice, before] of this.#rowsLastTime) {
      const system = slice.slice(0, slice.indexOf(" ")) as System;
      if (pulled.has(system) && isSuspicious(before, rows.get(slice) ?? 0)) suspicious.add(slice);
      if (pulled.has(system)) this.#rowsLastTime.set(slice, rows.get(slice) ?? 0);
    }
    for (const [slice, count] of rows) this.#rowsLastTime.set(slice, count);
    return suspicious;
  }
}

function latest(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function lastAgreed(
  { sku, locationId, pool }: DiscrepancyKey,
  earlier: readonly ReplayedSnapshot[],
): Instant | null {
  return earlier.findLast(({ result }) => result.standing(sku, locationId, pool) === "agrees")?.at ?? null;
}

/** A replay always knows the past. */
const noWindows: Windows = { wms_erp: 0, erp_storefront: 0, wms_storefront: 0 };

function sliceOf(system: System, locationId: string): string {
  return `${system} ${locationId}`;
}
