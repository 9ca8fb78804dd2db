import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Discrepancy } from "../../../app/discrepancies/discrepancy.ts";
import { looseForm } from "../../../app/comparison/normalise.ts";
import type { App } from "../../../app/wiring.server.ts";
import { scanOnce, scanThePast, type Scanning } from "../../../sandbox/demo/past/visits.ts";
import type { FaultName } from "../../../sandbox/world/faults/names.ts";
import type { TruthEntry } from "../../../sandbox/world/truth.ts";
import { createWorld } from "../../../sandbox/world/world.ts";
import { freshDatabase, type TestDatabase } from "../../support/database.ts";
import { noon } from "../world/example.ts";
import { appOver, connectedMerchant } from "./support.ts";

/**
 * Worlds that hold the faults of the demo; those that stand together leave each other room. A competing writer is not among them: its
 * numbers agree at every other look, so that the few looks of the past do not open it.
 */
const worlds: readonly (readonly FaultName[])[] = [
  ["sync_stalled", "pool_definition", "filter_rule", "unit_of_measure", "treadmill"],
  ["throttled_backlog", "manual_override"],
  ["pool_boundary", "identity", "not_sellable", "sync_lag"],
  ["location_mapping", "topology_change"],
  ["allocation_rule"],
];

/** What the log says of a rule that somebody changed, or of a place that appeared. */
const triggers: Partial<Record<FaultName, string>> = {
  pool_definition: "config_changed",
  filter_rule: "config_changed",
  unit_of_measure: "config_changed",
  pool_boundary: "config_changed",
  allocation_rule: "config_changed",
  location_mapping: "mapping_changed",
  topology_change: "location_added",
};

/** Of what is open of a fault, so much has its cause. A number that moved between two scans can look like another fault. */
const LEAST_RIGHT = 0.9;

let server: TestDatabase;
let app: App;
beforeAll(async () => {
  server = await freshDatabase();
  app = await appOver(server.url);
});
afterAll(async () => {
  await app.close();
  await server.close();
});

async function scanned(seed: number, faults: readonly FaultName[]) {
  const settings = { seed, skus: 120, locations: 3, speed: 1, faults, now: noon };
  const world = createWorld(settings);
  const { shop, scanning } = await connectedMerchant(app, world);
  await scanThePast(shop, settings, scanning);
  await scanOnce(shop, scanning);
  const open = (await liveOf(shop, scanning)).filter(({ state }) => state === "open");
  return { world, shop, scanning, open };
}

async function liveOf(shop: string, { discrepancies }: Scanning): Promise<readonly Discrepancy[]> {
  return (await Array.fromAsync(discrepancies.live(shop))).flat();
}

/** A renamed SKU is found under its new spelling. */
const keyText = (sku: string, locationId: string): string => `${looseForm(sku)} ${locationId}`;

function ownOf({ keys }: TruthEntry, open: readonly Discrepancy[]): readonly Discrepancy[] {
  const own = new Set(keys.map(({ sku, locationId }) => keyText(sku, locationId)));
  return open.filter(({ sku, locationId }) => own.has(keyText(sku, locationId)));
}

describe.each([1, 2])("the demo with seed %i", (seed) => {
  it.each(worlds)(
    "shows %s with its cause, handoff and trigger, and nothing else",
    async (...faults) => {
      const { world, open, scanning, shop } = await scanned(seed, faults);
      const broken = world.truth.flatMap((entry) => ownOf(entry, open));
      expect(
        open.filter((each) => !broken.includes(each)).map(({ sku, finding }) => [sku, finding?.cause]),
      ).toEqual([]);
      for (const entry of world.truth) {
        const own = ownOf(entry, open);
        expect(own.length, entry.fault).toBeGreaterThan(0);
        const right = own.filter(({ finding }) => finding?.cause === entry.cause);
        const told = [...new Set(own.map(({ finding }) => finding?.cause))].join(", ");
        expect(right.length / own.length, `${entry.fault} is told as ${told}`).toBeGreaterThanOrEqual(
          LEAST_RIGHT,
        );
        for (const { finding, incidentId } of right) {
          expect([entry.handoff, "both"]).toContain(finding?.handoff);
          expect(finding?.flow).toBe(entry.flow);
          expect(incidentId).not.toBeNull();
        }
        const kind = triggers[entry.fault];
        const started = right.filter(({ finding }) => finding?.trigger?.event.kind === kind);
        if (kind) expect(started.length / right.length, entry.fault).toBeGreaterThanOrEqual(LEAST_RIGHT);
      }
      const incidents = await scanning.incidents.open(shop);
      expect(incidents.filter(({ closedAt }) => closedAt === null).length).toBeGreaterThanOrEqual(1);
    },
    600_000,
  );
});
