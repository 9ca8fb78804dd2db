import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { createComparison } from "../../app/comparison/index.ts";
import { wholeUnits } from "../../app/inventory/index.ts";
import { shopSetup } from "./support.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Bytes in buffers that something still refers to: what was outgrown and let go of does not count. */
function held(): number {
  // Buffers are let go of beside a collection; the next one waits until that is done.
  for (let turn = 0; turn < 3; turn += 1) collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

describe("the memory of a comparison", () => {
  it("does not grow with a feed that repeats its keys for ever, each time a little later", () => {
    const comparison = createComparison(shopSetup());
    const before = held();
    for (let turn = 0; turn < 200_000; turn += 1) {
      const states = { available: wholeUnits(3) };
      comparison.accept("wms", "wms", [
        { item: `S${turn % 50}`, code: "BK1", states, updatedAt: turn * 500, observedAt: 1 },
      ]);
    }
    expect(held() - before).toBeLessThan(4 << 20);
    expect(comparison.finish().report.counts.duplicates.wms).toBe(199_950);
  });

  it("is well below a hundred bytes per key", () => {
    const comparison = createComparison(shopSetup());
    const before = held();
    const keys = 400_000;
    const states = { on_hand: wholeUnits(120), available: wholeUnits(100), committed: wholeUnits(20) };
    for (let item = 0; item < keys / 2; item += 1) {
      for (const code of ["BK1", "AU1"]) {
        comparison.accept("wms", "wms", [
          { item: `KC-${item}`, code, states, updatedAt: 1_775_000_000_000, observedAt: 1 },
        ]);
      }
    }
    expect((held() - before) / keys).toBeLessThan(100);
    // Kept alive until it was measured.
    expect(comparison.finish().report.counts.rows.wms).toBe(keys);
  });
});
