import { nothing, type SideStates } from "../../comparison/key-states.ts";
import { decodeReading } from "../../comparison/reading-blob.ts";
import type { Instant, System } from "../../inventory/index.ts";
import type { LocationPast, PastChange } from "../history.ts";

/** One stretch of scans in which every system that was read said the same of a key. */
export interface Stretch {
  readonly at: Instant;
  readonly until: Instant;
  readonly sides: Readonly<Partial<Record<System, SideStates>>>;
}

/** Tells the past of each of these SKUs at one location, oldest first: a system that a scan did not read is left out there. */
export function pastOf(
  past: LocationPast,
  skus: ReadonlySet<string>,
  sparse: ReadonlySet<System>,
): ReadonlyMap<string, readonly Stretch[]> {
  const values = valuesOf(past, skus);
  const scans = scansOf(past);
  return new Map([...skus].map((sku) => [sku, stretchesOf(scans, values.get(sku) ?? new Map(), sparse)]));
}

type Values = ReadonlyMap<System, readonly PastChange[]>;

interface Scan {
  readonly at: Instant;
  readonly reads: readonly { readonly system: System; readonly from: Instant; readonly to: Instant }[];
  /** Which systems were read, as a text. */
  readonly pattern: string;
}

function scansOf({ readings }: LocationPast): readonly Scan[] {
  return [...Map.groupBy(readings, ({ scanId }) => scanId).values()]
    .map((reads) => ({
      at: Math.min(...reads.map(({ from }) => from)),
      reads,
      pattern: reads
        .map(({ system }) => system)
        .sort()
        .join(" "),
    }))
    .sort((a, b) => a.at - b.at);
}

/** Per SKU and system what was stored, the whole reading first. */
function valuesOf({ wholes, changes }: LocationPast, skus: ReadonlySet<string>) {
  const found = new Map<string, Map<System, PastChange[]>>();
  const add = (change: PastChange): void => {
    const own = found.get(change.sku) ?? new Map<System, PastChange[]>();
    found.set(change.sku, own);
    const list = own.get(change.system);
    if (list) list.push(change);
    else own.set(change.system, [change]);
  };
  const cutOff = new Set(changes.filter((change) => change.cutOff).map(lane));
  for (const { system, observedAt, blob } of wholes) {
    const told = new Set<string>();
    for (const { sku, states, updatedAt } of decodeReading(blob)) {
      if (!skus.has(sku)) continue;
      told.add(sku);
      if (!cutOff.has(lane({ system, sku })))
        add({ system, sku, states, updatedAt, observedAt, cutOff: false });
    }
    for (const sku of skus)
      if (!told.has(sku) && !cutOff.has(lane({ system, sku })))
        add({ system, sku, states: null, updatedAt: null, observedAt, cutOff: false });
  }
  const starts = new Map(wholes.map(({ system, observedAt }) => [system, observedAt]));
  for (const change of changes)
    if (change.observedAt > (starts.get(change.system) ?? Number.NEGATIVE_INFINITY)) add(change);
  return found;
}

function stretchesOf(
  scans: readonly Scan[],
  values: Values,
  sparse: ReadonlySet<System>,
): readonly Stretch[] {
  const found: { at: Instant; until: Instant; sides: Stretch["sides"] }[] = [];
  const next = new Map<System, number>();
  let pattern: string | null = null;
  for (const scan of scans) {
    let news = scan.pattern !== pattern;
    pattern = scan.pattern;
    for (const { system, to } of scan.reads) {
      const list = values.get(system) ?? [];
      let at = next.get(system) ?? 0;
      for (let change = list[at]; change && change.observedAt <= to; change = list[at]) {
        at += 1;
        news = true;
      }
      next.set(system, at);
    }
    const last = found.at(-1);
    if (news || !last)
      found.push({ at: scan.at, until: scan.at, sides: sidesAt(scan, values, next, sparse) });
    else last.until = scan.at;
  }
  return found;
}

function sidesAt(
  { reads }: Scan,
  values: Values,
  next: ReadonlyMap<System, number>,
  sparse: ReadonlySet<System>,
): Stretch["sides"] {
  const sides: Partial<Record<System, SideStates>> = {};
  for (const { system, from } of reads) {
    const held = values.get(system)?.[(next.get(system) ?? 0) - 1];
    if (held)
      sides[system] = {
        missing: held.states === null && !sparse.has(system),
        states: held.states ?? (sparse.has(system) ? nothing : {}),
        updatedAt: held.updatedAt,
        observedAt: from,
      };
  }
  return sides;
}

function lane({ system, sku }: Pick<PastChange, "system" | "sku">): string {
  return `${system} ${sku}`;
}
