import { afterEach, describe, expect, it } from "vitest";
import { ComparisonThread, createComparison, type ComparisonSetup } from "../../app/comparison/index.ts";
import { wholeUnits } from "../../app/inventory/index.ts";
import { bulkLines, shopSetup, wmsLevel } from "./support.ts";

const setup: ComparisonSetup = shopSetup({ systems: new Set(["wms", "storefront"]) });
const threads: ComparisonThread[] = [];

function open(...args: ConstructorParameters<typeof ComparisonThread>): ComparisonThread {
  const thread = new ComparisonThread(...args);
  threads.push(thread);
  return thread;
}

afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.close()));
});

const bytes = bulkLines([{ item: 7, sku: "A", levels: [{ location: 1, available: 3 }] }]);
const levels = [wmsLevel("A", "BK1", { available: wholeUnits(5) })];

describe("a comparison in a thread", () => {
  it("finds what the same comparison finds here", async () => {
    const here = createComparison(setup);
    here.acceptBulk(bytes, 10);
    here.accept("wms", "wms", levels);
    here.complete("storefront", null);
    here.complete("wms", "wms");
    const expected = here.finish();

    const thread = open(setup);
    await thread.acceptBulk(bytes, 10);
    await thread.accept("wms", "wms", levels);
    await thread.complete("storefront", null);
    await thread.complete("wms", "wms");
    const result = await thread.finish();
    const gaps = [];
    for await (const batch of result.gaps()) gaps.push(...batch);

    expect(gaps).toEqual([...expected.gaps]);
    expect(gaps).toHaveLength(1);
    expect(result.report).toEqual(expected.report);
    const key = { sku: "A", locationId: "gid://shopify/Location/1", pool: "available", involved: [] };
    expect(await result.standings([key])).toEqual(["differs"]);
  });

  it("tells how much was taken, and makes a feeder that is too fast wait", async () => {
    const taken: number[] = [];
    const thread = open(setup, { onProgress: (bytesTaken) => taken.push(bytesTaken) });
    const chunk = new Uint8Array(4 << 20).fill(0x20).map((byte, at) => (at % 1000 === 999 ? 0x0a : byte));
    for (let turn = 0; turn < 8; turn += 1) await thread.acceptBulk(chunk, 1);
    expect(taken.at(-1)).toBeGreaterThanOrEqual(chunk.length * 5);
    await thread.finish();
    expect(taken.at(-1)).toBe(chunk.length * 8);
  });

  it("leaves the event loop free while it works", async () => {
    const thread = open(setup);
    const many = Array.from({ length: 20_000 }, (_, item) => ({
      item,
      sku: `S${item}`,
      levels: [{ location: 1, available: item }],
    }));
    const large = bulkLines(many);
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 1);
    for (let turn = 0; turn < 10; turn += 1) await thread.acceptBulk(large, 1);
    const result = await thread.finish();
    clearInterval(ticking);
    expect(result.report.counts.rows.storefront).toBe(200_000);
    expect(ticks).toBeGreaterThan(10);
  });

  it("ends at once when it is cancelled, with the reason", async () => {
    const control = new AbortController();
    const thread = open(setup, { signal: control.signal });
    await thread.acceptBulk(bytes, 10);
    const finishing = thread.finish();
    control.abort(new Error("the merchant cancelled"));
    await expect(finishing).rejects.toThrow("the merchant cancelled");
    await expect(thread.acceptBulk(bytes, 10)).rejects.toThrow("the merchant cancelled");
  });

  it("hands on what is wrong with the setup", async () => {
    const pools = setup.pools.map((pool) => ({ ...pool, compare: { ...pool.compare, wms: "on_hand +" } }));
    await expect(open({ ...setup, pools }).finish()).rejects.toThrow("a state or a number is missing");
  });
});
