import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, describe, expect, it } from "vitest";
import { createComparison } from "../../../app/comparison/engine.ts";
import { readSnapshot } from "../../../app/cli/recorded-snapshot.ts";
import { openStore, snapshotNames } from "../../../app/cli/recorded-store.ts";
import { dialects } from "../../../sandbox/recorder/dialects.ts";
import { record } from "../../../sandbox/recorder/record.ts";
import type { Truth } from "../../../sandbox/recorder/truth.ts";
import type { CauseName } from "../../../sandbox/recorder/words.ts";

function recorded(name: string, causes: readonly CauseName[], seed = 1): { folder: string; truth: Truth } {
  const folder = mkdtempSync(join(tmpdir(), "recorder-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const dialect = dialects.find((each) => each.name === name);
  if (!dialect) throw new Error(`No dialect ${name}`);
  return { folder, truth: record({ dialect, seed, causes, folder, size: 0.15 }) };
}

function contents(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    names.map(({ parentPath, name }) => [
      join(parentPath, name).slice(folder.length),
      readFileSync(join(parentPath, name), "utf8"),
    ]),
  );
}

describe("a recorded world", () => {
  it("is the same for the same wish, and another for another seed", () => {
    const one = contents(recorded("plain", ["pool_definition"]).folder);
    expect(contents(recorded("plain", ["pool_definition"]).folder)).toEqual(one);
    expect(contents(recorded("plain", ["pool_definition"], 2).folder)).not.toEqual(one);
  });

  it.each(dialects.map(({ name }) => name))(
    "says in %s what the comparison sees, reading by reading",
    async (name) => {
      const { folder, truth } = recorded(name, ["allocation_rule"]);
      const store = openStore(folder, (problem) => {
        throw problem;
      });
      const last = snapshotNames(store).at(-1);
      if (last === undefined) throw new Error("Nothing was recorded");
      const { engine, pulled } = await readSnapshot(
        store,
        last,
        (onFault) => createComparison(store.setup, onFault),
        { strict: true },
      );
      const seen = [...engine.finish().gaps]
        .map(({ sku, locationId, pool }) => `${sku} ${locationId} ${pool}`)
        .sort();
      const told = truth.episodes
        .filter(({ resolved }) => resolved === null)
        .map(({ sku, location, pool }) => `${sku} ${location} ${pool}`);
      if (pulled.size === store.systems.size) expect(told.sort()).toEqual(seen);
    },
  );

  it("has nothing to tell of faults where none was wished for", () => {
    const { truth } = recorded("busy", []);
    expect(truth.faults).toEqual([]);
    expect(truth.episodes.filter(({ fault }) => fault !== null)).toEqual([]);
    expect(truth.episodes.length).toBeGreaterThan(0);
  });

  it("keeps its truth outside the store", () => {
    const { folder } = recorded("plain", ["manual_override"]);
    expect(JSON.stringify(contents(folder))).not.toContain("manual_override");
  });
});
