import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { replay } from "../app/cli/replay.ts";
import { dialects, heldOut, type Dialect } from "../sandbox/recorder/dialects.ts";
import { wishNames } from "../sandbox/recorder/faults.ts";
import { record } from "../sandbox/recorder/record.ts";
import type { WishName } from "../sandbox/recorder/words.ts";
import { peerLines } from "./diagnosis/peer.ts";
import { measureSpeed } from "./diagnosis/speed.ts";
import { addScore, emptyScore, type Line, type Score } from "./diagnosis/score.ts";
import { table, total } from "./diagnosis/table.ts";

/**
 * Records worlds of which the faults are known, replays them and scores the lines, beside a naive peer. Prints tables, and a last
 * line of JSON. See README.md.
 */
const { values: given } = parseArgs({
  options: {
    seeds: { type: "string", default: "101-104" },
    dialects: { type: "string", default: "" },
    causes: { type: "string", default: "" },
    size: { type: "string", default: "1" },
    notes: { type: "string", default: "" },
    "held-out": { type: "boolean", default: false },
    peer: { type: "boolean", default: true },
    speed: { type: "boolean", default: true },
    smoke: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
  },
  allowNegative: true,
});

const cache = join(import.meta.dirname, "..", ".cache", "bench-diagnosis", String(process.pid));
const [first = 1, last = first] = (given.smoke ? "101-101" : given.seeds).split("-").map(Number);
const seeds = Array.from({ length: last - first + 1 }, (_, index) => first + index);
const chosen = dialects.filter(({ name }) =>
  given.dialects === "" ? given["held-out"] === heldOut.has(name) : given.dialects.split(",").includes(name),
);
const played = given.smoke ? chosen.slice(0, 2) : chosen;
const only =
  given.causes === ""
    ? wishNames
    : given.causes.split(",").filter((name): name is WishName => wishNames.includes(name as WishName));

/** A clean world, a world for each cause, and some with several at once. */
function wishesOf(seed: number): readonly (readonly WishName[])[] {
  if (given.smoke) return [[], ["pool_definition", "sync_stalled"], ["manual_override"]];
  if (given.causes !== "") return only.map((cause) => [cause]);
  const mixed = (shift: number): readonly WishName[] =>
    [0, 5, 9].flatMap((step) => wishNames[(seed * 3 + shift + step) % wishNames.length] ?? []);
  return [[], ...wishNames.map((cause) => [cause]), mixed(0), mixed(2)];
}

interface Outcome {
  readonly ours: Score;
  readonly peer: Score;
}
const outcomes = new Map<string, Outcome>();
const all: Outcome = { ours: emptyScore(), peer: emptyScore() };
const quiet = process.stderr.write.bind(process.stderr);

async function scoreOne(dialect: Dialect, seed: number, causes: readonly WishName[]): Promise<void> {
  const folder = join(cache, given.keep ? `${dialect.name}-${seed}-${causes.join("+")}` : "store");
  const truth = record({ dialect, seed, causes, folder, size: given.smoke ? 0.3 : Number(given.size) });
  const out = join(cache, "lines.jsonl");
  process.stderr.write = () => true;
  try {
    await replay({ store: folder, out, strict: false });
  } finally {
    process.stderr.write = quiet;
  }
  const lines = readFileSync(out, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((text) => JSON.parse(text) as Line);
  if (given.keep) {
    writeFileSync(join(folder, "lines.jsonl"), lines.map((line) => JSON.stringify(line)).join("\n"));
    writeFileSync(join(folder, "truth.json"), JSON.stringify(truth));
  }
  const readings = readdirSync(join(folder, "snapshots")).map(
    (name) => Date.parse(name.replace(/T(\d\d)(\d\d)(\d\d)Z/, "T$1:$2:$3Z")) / 1000,
  );
  const own = outcomes.get(dialect.name) ?? { ours: emptyScore(), peer: emptyScore() };
  outcomes.set(dialect.name, own);
  const naive = given.peer ? await peerLines(folder) : [];
  const before = all.ours.notes.length;
  for (const { ours, peer } of [own, all]) {
    addScore(ours, truth, lines, readings);
    if (given.peer) addScore(peer, truth, naive, readings);
  }
  if (given.notes !== "")
    appendFileSync(
      given.notes,
      all.ours.notes
        .slice(before)
        .map((note) => `${note}\n`)
        .join(""),
    );
}

mkdirSync(cache, { recursive: true });
if (given.notes !== "") writeFileSync(given.notes, "");
for (const dialect of played)
  for (const seed of seeds) for (const causes of wishesOf(seed)) await scoreOne(dialect, seed, causes);

for (const [name, { ours }] of outcomes) console.log(`${table(name, ours)}\n`);
console.log(`${table("all dialects", all.ours)}\n`);
if (given.peer) console.log(`${table("naive peer", all.peer)}\n`);
const speed = given.smoke
  ? await measureSpeed(100_000, 2_000)
  : given.speed
    ? await measureSpeed(1_000_000, 20_000)
    : null;
if (speed)
  console.log(
    `${speed.mismatches} mismatches of ${speed.levels} levels: join ${speed.joinSeconds.toFixed(2)} s, diagnosis ${speed.diagnosisSeconds.toFixed(2)} s, ratio ${speed.ratio.toFixed(2)} (goal 0.25)`,
  );
console.log(
  JSON.stringify({
    speed,
    seeds: `${first}-${last}`,
    dialects: [...outcomes.keys()],
    ours: { ...total(all.ours), falseAlarms: sum(all.ours), cleanAlarms: all.ours.cleanAlarms },
    peer: { ...total(all.peer), falseAlarms: sum(all.peer), cleanAlarms: all.peer.cleanAlarms },
    byCause: Object.fromEntries(all.ours.byCause),
  }),
);

function sum({ falseAlarms }: Score): number {
  return [...falseAlarms.values()].reduce((a, b) => a + b, 0);
}
