import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeFeeds, type Feeds, type Writing } from "./feeds.ts";

/**
 * The join beside DuckDB on the same files, in turn in one run, each in a process of its own. Prints a table, and a last line of
 * JSON. See README.md.
 */
const { values: options } = parseArgs({
  options: {
    levels: { type: "string", default: "100000,1000000,5000000" },
    rounds: { type: "string", default: "3" },
    fallback: { type: "boolean", default: true },
  },
  allowNegative: true,
});
const root = join(import.meta.dirname, "..");
const cache = join(root, ".cache", "bench");
const node = process.execPath;

interface Measured {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

interface Peer {
  readonly name: string;
  readonly command: (feeds: Feeds, out: string) => readonly string[];
}

const ours: Peer = {
  name: "handoff compare",
  command: ({ folder, snapshot }, out) => [
    join(root, "app/cli/handoff.mjs"),
    ...["compare", "--store", folder, "--snapshot", snapshot, "--out", out],
  ],
};
const duckdb: Peer = {
  name: "DuckDB, 2 threads",
  command: ({ folder, snapshot }, out) => [join(root, "bench/peer-duckdb.ts"), folder, snapshot, out],
};

/** Wall time from outside, from start to exit; the rest from inside; see report-usage.mjs. */
function measure(peer: Peer, feeds: Feeds): Measured {
  const out = join(cache, `${peer.name.replaceAll(/\W+/g, "-")}.jsonl`);
  const start = performance.now();
  const run = spawnSync(
    node,
    ["--import", join(root, "bench/report-usage.mjs"), ...peer.command(feeds, out)],
    {
      // Both start from compiled code, as anything does that is started twice.
      env: { ...process.env, NODE_COMPILE_CACHE: join(root, ".cache", "compiled") },
      stdio: ["ignore", "ignore", "pipe", "pipe"],
    },
  );
  const wallSeconds = (performance.now() - start) / 1000;
  if (run.status !== 0) throw new Error(`${peer.name} failed: ${String(run.stderr)}`);
  const used = JSON.parse(String(run.output[3])) as Omit<Measured, "wallSeconds">;
  return { wallSeconds, ...used };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

function middle(runs: readonly Measured[]): Measured {
  return {
    wallSeconds: median(runs.map((run) => run.wallSeconds)),
    cpuSeconds: median(runs.map((run) => run.cpuSeconds)),
    peakMiB: median(runs.map((run) => run.peakMiB)),
  };
}

/** A B A B …, so that whatever else the machine does falls on both. The first round only warms the page cache. */
function inTurn(feeds: Feeds, rounds: number): { readonly ours: Measured; readonly duckdb: Measured } {
  const runs: { ours: Measured; duckdb: Measured }[] = [];
  for (let round = 0; round <= rounds; round += 1)
    runs.push({ ours: measure(ours, feeds), duckdb: measure(duckdb, feeds) });
  const counted = runs.slice(1);
  return { ours: middle(counted.map((run) => run.ours)), duckdb: middle(counted.map((run) => run.duckdb)) };
}

function sizeMB({ folder, snapshot }: Feeds): number {
  const files = ["storefront.jsonl", "erp.jsonl", "wms.csv"].map((file) =>
    join(folder, "snapshots", snapshot, file),
  );
  return files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

mkdirSync(cache, { recursive: true });
const results = [];
console.log(
  "feed            MB    wall s (ours / DuckDB / ratio)   CPU s (ours / DuckDB / ratio)   peak MiB (ours / DuckDB)   gaps",
);
for (const levels of options.levels.split(",").map(Number)) {
  const feeds = makeFeeds(cache, levels);
  const { ours: own, duckdb: peer } = inTurn(feeds, Number(options.rounds));
  const gaps = readFileSync(join(cache, "handoff-compare.jsonl"), "latin1").split("\n").length - 1;
  const wallRatio = own.wallSeconds / peer.wallSeconds;
  const cpuRatio = own.cpuSeconds / peer.cpuSeconds;
  results.push({
    levels,
    ours: own,
    duckdb: peer,
    wallRatio: rounded(wallRatio, 3),
    cpuRatio: rounded(cpuRatio, 3),
    gaps,
  });
  console.log(
    [
      `${levels} levels`.padEnd(14),
      sizeMB(feeds).toFixed(0).padStart(5),
      `${own.wallSeconds.toFixed(2)} / ${peer.wallSeconds.toFixed(2)} / ${wallRatio.toFixed(2)}`.padStart(30),
      `${own.cpuSeconds.toFixed(2)} / ${peer.cpuSeconds.toFixed(2)} / ${cpuRatio.toFixed(2)}`.padStart(31),
      `${own.peakMiB.toFixed(0)} / ${peer.peakMiB.toFixed(0)}`.padStart(24),
      String(gaps).padStart(9),
    ].join(" "),
  );
}

const fallback: Record<string, number> = {};
if (options.fallback) {
  const levels = 100_000;
  const plain = middle([measure(ours, makeFeeds(cache, levels)), measure(ours, makeFeeds(cache, levels))]);
  for (const writing of ["respaced", "shuffled"] satisfies Writing[]) {
    const run = middle([
      measure(ours, makeFeeds(cache, levels, writing)),
      measure(ours, makeFeeds(cache, levels, writing)),
    ]);
    fallback[writing] = rounded(run.cpuSeconds / plain.cpuSeconds, 2);
    console.log(
      `${levels} levels ${writing}: ${run.cpuSeconds.toFixed(2)} CPU s, ${fallback[writing]} × the plain feed`,
    );
  }
}
console.log(JSON.stringify({ bench: "join", results, fallback }));
