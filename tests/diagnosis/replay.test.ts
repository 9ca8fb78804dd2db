import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { replay } from "../../app/cli/replay.ts";
import { faults } from "../../sandbox/world/faults/index.ts";
import type { FaultName } from "../../sandbox/world/faults/names.ts";
import type { Spot } from "../../sandbox/world/faults/contract.ts";
import { createWorld } from "../../sandbox/world/world.ts";
import { recordWorld, stepAndRecord } from "./support/record-world.ts";

const noon = Date.parse("2026-04-03T12:00:00Z");
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Line {
  readonly sku: string;
  readonly location: string;
  readonly cause: string;
  readonly handoff: string;
  readonly flow: string;
  readonly incident: string;
}

/** Records a world around one fault (or none) and replays it; lines of the fault's keys and all others. */
async function replayed(
  name: FaultName | null,
  spot: Spot | null,
  seed = 1,
): Promise<{ own: readonly Line[]; other: readonly Line[] }> {
  const folder = mkdtempSync(join(tmpdir(), "replay-"));
  folders.push(folder);
  const world = createWorld({ seed, skus: 60, locations: 3, speed: 1, now: noon, historyHours: 6 });
  const recording = recordWorld(world, folder);
  recording.snapshot();
  stepAndRecord(world, recording, 15, 8);
  const entry = name && spot ? world.inject({ name, ...spot }) : null;
  stepAndRecord(world, recording, 15, 16);
  recording.close();
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const out = join(folder, "out.jsonl");
  await replay({ store: folder, out, strict: true });
  vi.restoreAllMocks();
  const lines = readFileSync(out, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((text) => JSON.parse(text) as Line);
  const loose = (sku: string): string => sku.trim().toLowerCase().replace(/^0+/, "");
  const keys = new Set(entry?.keys.map(({ sku, locationId }) => `${loose(sku)} ${locationId}`));
  const isOwn = ({ sku, location }: Line): boolean => keys.has(`${loose(sku)} ${location}`);
  return { own: lines.filter(isOwn), other: lines.filter((line) => !isOwn(line)) };
}

const down: Spot = { handoff: "erp_storefront", flow: "stock" };
const plain: readonly FaultName[] = [
  "sync_stalled",
  "throttled_backlog",
  "pool_definition",
  "allocation_rule",
  "filter_rule",
  "pool_boundary",
  "location_mapping",
  "topology_change",
  "unit_of_measure",
  "manual_override",
  "identity",
  "not_sellable",
  "treadmill",
];

describe("replaying a recorded world", () => {
  it.each([1, 2, 3])("finds nothing where nothing is broken (seed %i)", async (seed) => {
    expect((await replayed(null, null, seed)).other).toEqual([]);
  });

  it.each(plain)("finds %s with its cause and handoff, and next to nothing else", async (name) => {
    const { own, other } = await replayed(name, down);
    expect(own.length).toBeGreaterThan(0);
    const right = own.filter(
      ({ cause, handoff }) => cause === faults[name].cause && handoff === "erp_storefront",
    );
    expect(right.length / own.length).toBeGreaterThanOrEqual(0.9);
    expect(other.length).toBeLessThanOrEqual(1);
  });

  it("finds orders that have stopped going up as such", async () => {
    const { own } = await replayed("sync_stalled", { handoff: "erp_storefront", flow: "orders" });
    const right = own.filter(({ flow, cause }) => flow === "orders" && cause === "sync_stalled");
    expect(right.length / own.length).toBeGreaterThanOrEqual(0.9);
  });

  it("tells one incident of one dead job", async () => {
    const { own } = await replayed("sync_stalled", { handoff: "wms_erp", flow: "stock" });
    expect(new Set(own.map(({ incident }) => incident)).size).toBe(1);
  });
});
