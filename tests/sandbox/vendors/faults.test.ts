import { describe, expect, it } from "vitest";
import { createStockBook } from "../../../sandbox/vendors/shared/stock-book.ts";
import { minus, negated, sum } from "../../../sandbox/vendors/shared/decimal.ts";
import { fromWallClock, wallClock } from "../../../sandbox/vendors/shared/zone.ts";
import { startVendor, type VendorService } from "../../../sandbox/vendors/shared/start.ts";
import { send } from "./support.ts";

/** The smallest vendor there can be: one page of one row. */
const service = (): VendorService => ({
  kind: ({ path }) => (path === "/stock" ? "stock" : "other"),
  answer: ({ query }) => ({ status: 200, body: { page: query.get("page"), rows: [{ quantity: 1 }] } }),
  slowDown: (seconds) => ({ status: 429, headers: { "retry-after": String(seconds) }, body: {} }),
  failure: () => ({ status: 503, body: {} }),
  config: () => ({}),
  expireTokens: () => undefined,
  leastMilliseconds: () => 0,
});

const start = () => startVendor({ rows: [], locations: [], limits: null, now: () => 0 }, service);

describe("a simulated vendor that misbehaves", () => {
  it("does so for the requests that were named, and for stock only", async () => {
    const vendor = await start();
    vendor.misbehave({ kind: "throttle", seconds: 7 }, { after: 1, times: 2 });
    const seen: number[] = [];
    for (const path of ["/stock", "/other", "/stock", "/stock", "/stock"])
      seen.push((await send(vendor.origin + path)).status);
    expect(seen).toEqual([200, 200, 429, 429, 200]);
    expect(vendor.requests.map(({ throttled }) => throttled)).toEqual([false, false, true, true, false]);
    await vendor.close();
  });

  it("cuts, halves, garbles, repeats and pours", async () => {
    const vendor = await start();
    const ask = (page = 1) => send(`${vendor.origin}/stock?page=${page}`);
    const whole = (await ask()).text;
    vendor.misbehave({ kind: "half" });
    expect((await ask()).text).toBe(whole.slice(0, Math.floor(whole.length / 2)));
    vendor.misbehave({ kind: "cut" });
    await expect(ask()).rejects.toThrow();
    vendor.misbehave({ kind: "html" });
    expect((await ask()).text).toContain("<html>");
    vendor.misbehave({ kind: "other_json" });
    expect((await ask()).body).not.toHaveProperty("rows");
    vendor.misbehave({ kind: "server_error" });
    expect((await ask()).status).toBe(503);
    vendor.misbehave({ kind: "repeat_page" });
    expect([(await ask(2)).body.page, (await ask(3)).body.page]).toEqual(["1", "1"]);
    vendor.misbehave({ kind: "endless" });
    const response = await fetch(`${vendor.origin}/stock?page=4`);
    let size = 0;
    const reader = response.body!.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    while (size <= 5_000_000) size += (await reader.read()).value?.length ?? 0;
    await reader.cancel();
    expect(size).toBeGreaterThan(5_000_000);
    vendor.misbehave({ kind: "silent" });
    await expect(fetch(`${vendor.origin}/stock`, { signal: AbortSignal.timeout(100) })).rejects.toThrow();
    vendor.misbehave(null);
    expect((await ask()).text).toBe(whole);
    await vendor.close();
  });

  it("lets rows change after a page", async () => {
    const vendor = await start();
    const seen: number[] = [];
    vendor.afterPage(2, () => seen.push(vendor.requests.length));
    for (const path of ["/stock", "/other", "/stock", "/stock"]) await send(vendor.origin + path);
    expect(seen).toEqual([3]);
    await vendor.close();
  });
});

describe("what the vendors stand on", () => {
  it("adds decimals exactly", () => {
    expect(sum("0.1", "0.2")).toBe("0.3");
    expect(minus("12", "12.75", "-0.3")).toBe("-0.45");
    expect([negated("-0"), negated("0.00"), negated("1.5")]).toEqual(["0", "0", "-1.5"]);
    expect(sum("9007199254740993", "0.000001")).toBe("9007199254740993.000001");
  });

  it("keeps ids and places of rows, and remembers changes", () => {
    const row = (item: string, onHand: string) => ({
      item,
      code: "1",
      onHand,
      updatedAt: "2026-01-01T00:00:00Z",
    });
    const book = createStockBook([row("A", "1"), row("B", "2")], []);
    book.put([row("A", "5"), row("C", "1")], 1_000);
    book.remove("B", "1", 2_000);
    expect(book.rows.map(({ id, item, onHand }) => [id, item, onHand])).toEqual([
      [1, "A", "5"],
      [3, "C", "1"],
    ]);
    expect(book.changes.map(({ item, delta }) => [item, delta])).toEqual([
      ["A", "4"],
      ["C", "1"],
      ["B", "-2"],
    ]);
    expect(book.items).toHaveLength(3);
  });

  it("knows the clock on the wall, also around the change of the hour", () => {
    for (const at of [
      "2026-03-29T00:59:59Z",
      "2026-03-29T01:00:00Z",
      "2026-10-25T01:00:00Z",
      "2026-11-26T12:00:00Z",
    ]) {
      const instant = Date.parse(at);
      expect(fromWallClock("Europe/London", wallClock("Europe/London", instant))).toBe(instant);
    }
    expect(wallClock("Asia/Kolkata", 0)).toBe("1970-01-01T05:30:00.000");
  });
});
