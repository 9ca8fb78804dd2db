import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeFeeds, type Feeds, type Writing } from "./feeds.ts";

/**
 * The join beside DuckDB on the same files, in turn in one run, each in a process of its own. Prints a table, and a last line of
 * JSON; exits with 1 where they do not find the same number of differing keys. See README.md.
 */
const { values: given } = parseArgs({
  options: {
    levels: { type: "string", default: "100000,1000000,5000000" },
    rounds: { type: "string", default: "3" },
    fallback: { type: "boolean", default: true },
    smoke: { type: "boolean", default: false },
  },
  allowNegative: true,
});
const options = given.smoke ? { levels: "100000", rounds: "1", fallback: false } : given;
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

const lean: Peer = {
  name: "DuckDB, 2 threads, lean",
  command: ({ folder, snapshot }, out) => [join(root, "bench/peer-duckdb-lean.ts"), folder, snapshot, out],
};
const peers = { ours, duckdb, lean };
type Each<Value> = Readonly<Record<keyof typeof peers, Value>>;

function outputOf(peer: Peer): string {
  return join(cache, `${peer.name.replaceAll(/\W+/g, "-")}.jsonl`);
}

/** Wall time from outside, from start to exit; the rest from inside; see report-usage.mjs. */
function measure(peer: Peer, feeds: Feeds): Measured {
  const start = performance.now();
  const run = spawnSync(
    node,
    ["--import", join(root, "bench/report-usage.mjs"), ...peer.command(feeds, outputOf(peer))],
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

function forEach<Value>(make: (peer: keyof typeof peers) => Value): Each<Value> {
  return { ours: make("ours"), duckdb: make("duckdb"), lean: make("lean") };
}

/** A B C A B C …, so that whatever else the machine does falls on all. The first round only warms the page cache. */
function inTurn(feeds: Feeds, rounds: number): Each<Measured> {
  const runs: Each<Measured>[] = [];
  for (let round = 0; round <= rounds; round += 1) runs.push(forEach((peer) => measure(peers[peer], feeds)));
  return forEach((peer) => middle(runs.slice(1).map((run) => run[peer])));
}

/** How many keys differ: compare writes a line for each pool of a key, DuckDB one for the key. */
function differingKeys(peer: Peer): number {
  const lines = readFileSync(outputOf(peer), "latin1").trimEnd().split("\n");
  return new Set(lines.map((line) => /"sku":"[^"]*","location":"[^"]*"/.exec(line)?.[0])).size;
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

function ratios(own: Measured, peer: Measured): { readonly wallRatio: number; readonly cpuRatio: number } {
  return {
    wallRatio: rounded(own.wallSeconds / peer.wallSeconds, 3),
    cpuRatio: rounded(own.cpuSeconds / peer.cpuSeconds, 3),
  };
}

function row(...cells: readonly string[]): string {
  return cells.map((text, at) => (at === 0 ? text.padEnd(24) : text.padStart(10))).join(" ");
}

mkdirSync(cache, { recursive: true });
const results = [];
for (const levels of options.levels.split(",").map(Number)) {
  const feeds = makeFeeds(cache, levels);
  const used = inTurn(feeds, Number(options.rounds));
  const keys = forEach((peer) => differingKeys(peers[peer]));
  console.log(`${levels} levels, ${sizeMB(feeds).toFixed(0)} MB`);
  console.log(row("", "wall s", "ratio", "CPU s", "ratio", "peak MiB", "keys off"));
  for (const peer of ["ours", "duckdb", "lean"] as const) {
    const { wallSeconds, cpuSeconds, peakMiB } = used[peer];
    const { wallRatio, cpuRatio } = ratios(used.ours, used[peer]);
    const [wall, cpu] = peer === "ours" ? ["", ""] : [wallRatio.toFixed(2), cpuRatio.toFixed(2)];
    console.log(
      row(
        peers[peer].name,
        wallSeconds.toFixed(2),
        wall,
        cpuSeconds.toFixed(2),
        cpu,
        peakMiB.toFixed(0),
        String(keys[peer]),
      ),
    );
  }
  results.push({
    levels,
    ...used,
    ...ratios(used.ours, used.duckdb),
    lean: { ...used.lean, ...ratios(used.ours, used.lean) },
    keys,
  });
  if (new Set(Object.values(keys)).size > 1) {
    console.error("They do not agree on how many keys differ.");
    process.exitCode = 1;
  }
}

const fallback: Record<string, number> = {};
if (options.fallback) {
  // Enough of them that the start, which is the same for all, does not flatter the slow way.
  const levels = 400_000;
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
