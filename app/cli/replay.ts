import { createComparison } from "../comparison/engine.ts";
import type { Instant } from "../inventory/index.ts";
import { LineOutput } from "./output.ts";
import { readSnapshot } from "./recorded-snapshot.ts";
import { openStore, snapshotNames, snapshotTime, type RecordedStore } from "./recorded-store.ts";
import { Episodes, type Episode, type ReplayedSnapshot } from "./replay-episodes.ts";
import { episodeLine, undiagnosed, type EpisodeDiagnosis } from "./replay-line.ts";

export interface ReplayOptions {
  readonly store: string;
  /** Null: standard output. */
  readonly out: string | null;
  readonly strict: boolean;
}

/** Says why, for all episodes at once: the unit of diagnosis is often the cohort. The answer is by episode. */
export type Diagnose = (
  store: RecordedStore,
  snapshots: readonly ReplayedSnapshot[],
  episodes: readonly Episode[],
) => ReadonlyMap<Episode, EpisodeDiagnosis>;

/** All snapshots in order, as scans; a line per episode. Throws BadInput. */
export function replay(
  { store: folder, out, strict }: ReplayOptions,
  diagnose: Diagnose = () => new Map(),
): void {
  let badItems = 0;
  const store = openStore(folder, (problem) => {
    if (strict) throw problem;
    badItems += 1;
  });
  const episodes = new Episodes(store);
  const snapshots: ReplayedSnapshot[] = [];
  for (const name of snapshotNames(store)) {
    const { engine, pulled } = readSnapshot(
      store,
      name,
      (onFault) => createComparison(store.setup, onFault),
      { strict },
    );
    const snapshot = { name, at: snapshotTime(name) as Instant, pulled, result: engine.finish() };
    episodes.take(snapshot, snapshots);
    snapshots.push(snapshot);
    process.stderr.write(progressLine(snapshot));
  }
  const opened = episodes.opened();
  const diagnoses = diagnose(store, snapshots, opened);
  const output = new LineOutput(out);
  try {
    for (const episode of opened)
      output.line(episodeLine(store, episode, diagnoses.get(episode) ?? undiagnosed));
    output.close();
  } catch (error) {
    output.discard();
    throw error;
  }
  const resolved = opened.filter((episode) => episode.resolvedAt !== null).length;
  if (badItems > 0) process.stderr.write(`items.csv: ${badItems} rows could not be used\n`);
  process.stderr.write(`${snapshots.length} snapshots, ${opened.length} episodes, ${resolved} resolved\n`);
}

function progressLine({ name, result }: ReplayedSnapshot): string {
  const { rows, unmatched, rejected, gaps } = result.report.counts;
  const total = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((sum, count) => sum + count, 0);
  return `${name}: ${total(rows)} rows, ${total(unmatched)} unmatched, ${total(rejected)} rejected, ${gaps} gaps\n`;
}
