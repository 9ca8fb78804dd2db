import { createComparison } from "../comparison/engine.ts";
import type { Instant } from "../inventory/index.ts";
import type { BadInput } from "./bad-input.ts";
import { LineOutput } from "./output.ts";
import { readSnapshot } from "./recorded-snapshot.ts";
import { openStore, snapshotNames, snapshotTime } from "./recorded-store.ts";
import { ReplayDiagnosis } from "./replay-diagnosis.ts";
import { Episodes, type ReplayedSnapshot } from "./replay-episodes.ts";
import { episodeLine, undiagnosed } from "./replay-line.ts";

export interface ReplayOptions {
  readonly store: string;
  /** Null: standard output. */
  readonly out: string | null;
  readonly strict: boolean;
}

/** All snapshots in order, as scans; a line per episode. Throws BadInput. */
export async function replay({ store: folder, out, strict }: ReplayOptions): Promise<void> {
  let badRows = 0;
  const onBadRow = (problem: BadInput): void => {
    if (strict) throw problem;
    badRows += 1;
  };
  const store = openStore(folder, onBadRow);
  const episodes = new Episodes(store);
  const diagnosis = new ReplayDiagnosis(store, onBadRow);
  const snapshots: ReplayedSnapshot[] = [];
  for (const name of snapshotNames(store)) {
    const { engine, pulled } = await readSnapshot(
      store,
      name,
      (onFault) => createComparison(store.setup, onFault),
      { strict },
    );
    const snapshot = { name, at: snapshotTime(name) as Instant, pulled, result: engine.finish() };
    const beside = diagnosis.read(engine, snapshot);
    const live = episodes.take(snapshot, snapshots, beside);
    diagnosis.judge(engine, snapshot, beside.keys, live);
    snapshots.push(snapshot);
    process.stderr.write(progressLine(snapshot));
  }
  const opened = episodes.opened();
  const diagnoses = diagnosis.conclude(opened);
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
  if (badRows > 0)
    process.stderr.write(`${badRows} rows of items, events, health or open documents could not be used\n`);
  process.stderr.write(`${snapshots.length} snapshots, ${opened.length} episodes, ${resolved} resolved\n`);
}

function progressLine({ name, result }: ReplayedSnapshot): string {
  const { rows, unmatched, rejected, gaps } = result.report.counts;
  const total = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((sum, count) => sum + count, 0);
  return `${name}: ${total(rows)} rows, ${total(unmatched)} unmatched, ${total(rejected)} rejected, ${gaps} gaps\n`;
}
