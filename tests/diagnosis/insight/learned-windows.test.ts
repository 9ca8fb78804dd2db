import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { learnWindows, type Arrival } from "../../../app/diagnosis/index.ts";

const minute = 60_000;
const windows = { stock: { erp: 15 * minute }, orders: { erp: 10 * minute } };
const chain = ["wms", "erp", "storefront"] as const;

function arrivals(delays: readonly number[], lane: Partial<Arrival> = {}): Arrival[] {
  return delays.map((delay, index) => ({
    ...{
      sku: "KC-1",
      locationId: "brooklyn",
      pool: "available",
      from: "wms",
      into: "erp",
      at: index * minute,
    },
    delay: delay * minute,
    ...lane,
  }));
}

describe("learned windows", () => {
  it("give the percentiles of each flow of a handoff at a location", () => {
    const twenty = Array.from({ length: 20 }, (_, index) => index + 1);
    const down = arrivals(twenty);
    const up = arrivals([2, 4, 6], { from: "erp", into: "wms" });
    expect(learnWindows({ chain, arrivals: [...down, ...up], windows })).toEqual([
      expect.objectContaining({
        flow: "stock",
        samples: 20,
        p50: 10 * minute,
        p95: 19 * minute,
        learned: 19 * minute,
      }),
      expect.objectContaining({
        flow: "orders",
        from: "wms",
        into: "erp",
        samples: 3,
        p95: 6 * minute,
        learned: null,
      }),
    ]);
  });

  it("stay silent with too few numbers", () => {
    const [own] = learnWindows({ chain, arrivals: arrivals([1, 2, 3]), windows });
    expect(own).toMatchObject({ declared: 15 * minute, learned: null });
  });

  it("never call a dead job usual", () => {
    const [own] = learnWindows({ chain, arrivals: arrivals(Array.from({ length: 30 }, () => 500)), windows });
    expect(own?.learned).toBe(30 * minute);
  });

  it("stay within half and twice of what was declared, whatever arrives", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 20, maxLength: 60 }), (delays) => {
        const [own] = learnWindows({ chain, arrivals: arrivals(delays), windows });
        expect(own?.learned).toBeGreaterThanOrEqual(7.5 * minute);
        expect(own?.learned).toBeLessThanOrEqual(30 * minute);
        expect(own?.p50).toBeLessThanOrEqual(own?.p95 ?? 0);
      }),
    );
  });

  it("say how many orders come in within the window, where the pace is known", () => {
    const question = { chain, arrivals: arrivals([1]), windows, velocity: new Map([["brooklyn", 8]]) };
    expect(learnWindows(question)[0]?.ordersPerWindow).toBe(2);
    expect(learnWindows({ ...question, velocity: new Map() })[0]?.ordersPerWindow).toBeNull();
  });
});
