import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createComparison, type ComparisonResult } from "../../app/comparison/index.ts";
import { ErpFeed, HeaderError, LineCutter, splitRow, WmsFeed } from "../../app/comparison/recorded/index.ts";
import { cutUp } from "./shops.ts";
import { brooklyn, bulkLines, shopSetup } from "./support.ts";

interface Fault {
  readonly line: number;
  readonly field: string | null;
  readonly reason: string;
}

function read(role: "wms" | "erp", bytes: Uint8Array, cuts: readonly number[] = [1 << 20]) {
  const faults: Fault[] = [];
  const engine = createComparison(shopSetup({ items: ["A", "B", "C,D", 'q"'].map((sku) => ({ sku })) }));
  const intake = engine.intake(role, role);
  intake.observe(5);
  const onFault = (line: number, field: string | null, reason: string): void =>
    void faults.push({ line, field, reason });
  const feed = role === "erp" ? new ErpFeed(intake, onFault) : new WmsFeed(intake, onFault);
  const lines = new LineCutter(feed);
  for (const chunk of cutUp(bytes, cuts)) lines.push(chunk);
  lines.end();
  engine.complete(role, role, { cutShort: feed.brokeOff });
  return { result: engine.finish(), faults, brokeOff: feed.brokeOff };
}

const text = (lines: readonly string[], end = "\n"): Uint8Array => Buffer.from(lines.join("\n") + end);
const header = "sku,facility,on_hand,available,updated_at";
const valuesOf = (result: ComparisonResult, role: "wms" | "erp") =>
  [...result.reading(role, brooklyn)].map(({ sku, states, updatedAt }) => ({ sku, ...states, updatedAt }));

describe("an ERP's recorded lines", () => {
  it.each([
    [
      "a number as text",
      '{"item":"A","warehouse":"WH-BK","on_hand":"12"}',
      "on_hand",
      '"12" is not a number',
    ],
    ["NaN", '{"item":"A","warehouse":"WH-BK","on_hand":NaN}', null, "not JSON"],
    ["an empty text", '{"item":"A","warehouse":"WH-BK","on_hand":""}', "on_hand", "not a number"],
    [
      "a quantity beyond the range",
      '{"item":"A","warehouse":"WH-BK","on_hand":9007199254740993}',
      "on_hand",
      "out of range",
    ],
    ["no item", '{"warehouse":"WH-BK","on_hand":1}', "item", "missing"],
    ["an item that is a number", '{"item":7,"warehouse":"WH-BK"}', "item", "not text"],
    ["no warehouse", '{"item":"A","on_hand":1}', "warehouse", "missing"],
    ["a list", "[1]", null, "not a JSON object"],
    ["a code of no location", '{"item":"A","warehouse":"ATTIC"}', "warehouse", "no location"],
    ["a strange field", '{"item":"A","warehouse":"WH-BK","bin":"7"}', "bin", "not read"],
    [
      "a time without a zone",
      '{"item":"A","warehouse":"WH-BK","updated_at":"2026-04-02 18:00"}',
      "updated_at",
      "zone",
    ],
  ])("with %s are counted and told by line and field", (_what, line, field, reason) => {
    const good = '{"item":"B","warehouse":"WH-BK","on_hand":1}';
    const { faults, result } = read("erp", text([good, line]));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ line: 2, field });
    expect(faults[0]?.reason).toContain(reason);
    expect(result.report.counts.rows.erp).toBe(2);
    expect(result.report.samples.length).toBeGreaterThan(0);
  });

  it("whose quantities cannot be read leave their key unknown, not missing", () => {
    const engine = createComparison(shopSetup({ systems: new Set(["erp", "storefront"]) }));
    engine.acceptBulk(bulkLines([{ item: 1, sku: "A", levels: [{ location: 1, available: 3 }] }]), 1);
    const feed = new ErpFeed(engine.intake("erp", "erp"), () => undefined);
    const lines = new LineCutter(feed);
    lines.push(text(['{"item":"A","warehouse":"WH-BK","available":"1,000"}']));
    lines.end();
    engine.complete("storefront", null);
    engine.complete("erp", "erp");
    const result = engine.finish();
    expect([...result.gaps]).toEqual([]);
    expect(result.report.counts.rejected.erp).toBe(1);
    expect(result.standing("A", brooklyn, "available")).toBe("unknown");
  });

  it("may carry a byte-order mark, CRLF, exponents, fractions and any spacing", () => {
    const { result, faults } = read(
      "erp",
      Buffer.from(
        '\uFEFF{"item":"A","warehouse":"WH-BK","on_hand":1.2e1}\r\n  { "on_hand" : 0.5 , "warehouse" : "WH-BK", "item" : "B" }\r\n',
      ),
    );
    expect(faults).toEqual([]);
    expect(valuesOf(result, "erp")).toEqual([
      { sku: "A", on_hand: 12_000_000, updatedAt: null },
      { sku: "B", on_hand: 500_000, updatedAt: null },
    ]);
  });

  it("that end in the middle of one say that the reading broke off", () => {
    const { brokeOff, result } = read(
      "erp",
      text(['{"item":"B","warehouse":"WH-BK","on_hand":1}', '{"item":"A","wareh'], ""),
    );
    expect(brokeOff).toBe(true);
    expect(result.report.counts).toMatchObject({
      rows: { erp: 2 },
      matched: { erp: 1 },
      rejected: { erp: 1 },
    });
  });

  it("of 200 MB or of no UTF-8 cost themselves and nothing else, and no memory", () => {
    const good = Buffer.from('{"item":"B","warehouse":"WH-BK","on_hand":1}\n');
    const faults: string[] = [];
    const engine = createComparison(shopSetup({ items: [{ sku: "B" }] }));
    const lines = new LineCutter(
      new ErpFeed(engine.intake("erp", "erp"), (_line, _field, reason) => faults.push(reason)),
    );
    const part = new Uint8Array(1 << 20).fill(0x61);
    const before = process.memoryUsage().arrayBuffers;
    for (let turn = 0; turn < 200; turn += 1) lines.push(part);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 << 20);
    lines.push(Buffer.concat([Buffer.from("\n"), good, Buffer.from([0x22, 0xff, 0xfe, 0x0a])]));
    lines.end();
    expect(faults).toEqual(["the line is longer than 1 MiB", "the line is not valid UTF-8"]);
    expect(engine.finish().report.counts).toMatchObject({
      rows: { erp: 3 },
      matched: { erp: 1 },
      rejected: { erp: 2 },
    });
  });
});

describe("a WMS's recorded table", () => {
  it("needs the columns sku and facility, each once", () => {
    expect(() => read("wms", text(["sku,on_hand", "A,1"]))).toThrow(HeaderError);
    expect(() => read("wms", text(["sku,facility,sku"]))).toThrow("twice");
    expect(read("wms", text(["facility,sku", "BK1,A"])).result.report.counts.matched.wms).toBe(1);
  });

  it("names a column that it does not read", () => {
    expect(read("wms", text([`${header},bin`, "A,BK1,1,1,,7"])).faults).toMatchObject([
      { line: 1, field: "bin" },
    ]);
  });

  it.each([
    ["thousands separators", 'A,BK1,"1,000",1,', "on_hand"],
    ["a cell too many", "A,BK1,1,000,1,", null],
    ["a cell too few", "A,BK1,1", null],
    ["a quote that does not end", '"A,BK1,1,1,', null],
    ["no sku", ",BK1,1,1,", "sku"],
    ["no facility", "A,,1,1,", "facility"],
    ["NaN", "A,BK1,NaN,1,", "on_hand"],
  ])("counts and tells a row with %s, and goes on", (_what, row, field) => {
    const { faults, result } = read("wms", text([header, row, "B,BK1,1,1,2026-04-02T18:00:00Z"]));
    expect(faults).toMatchObject([{ line: 2, field }]);
    expect(result.report.counts).toMatchObject({
      rows: { wms: 2 },
      matched: { wms: 1 },
      rejected: { wms: 1 },
    });
  });

  it("tells of the same key with different numbers", () => {
    const { faults } = read("wms", text([header, "A,BK1,1,1,", "A,BK1,2,1,"]));
    expect(faults).toMatchObject([{ line: 3, field: "sku" }]);
  });

  it("splits quoted cells, and refuses a quote that does not end", () => {
    expect(splitRow('"C,D",BK1,"q""q",')).toEqual(["C,D", "BK1", 'q"q', ""]);
    expect(splitRow('"A,BK1')).toBeNull();
    expect(splitRow('"A"x,BK1')).toBeNull();
  });
});

const field = fc.oneof(
  fc.constantFrom(
    "",
    "0",
    "7",
    "-3",
    "1.5",
    "0.0000004",
    "12345678901",
    "1e2",
    "+4",
    "007",
    " 5",
    "1,5",
    "x",
    "2026-01-31T10:00:00Z",
  ),
  fc.integer().map(String),
);

describe("the fast way", () => {
  it("says of an ERP's lines what the slow way says", () => {
    const value = fc.oneof(
      fc.integer({ min: -5, max: 5 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(null, "3", true, 1073741824, 999999999, 1e10),
    );
    const line = fc.record({
      item: fc.constantFrom("A", "B", "é", "C,D"),
      on_hand: value,
      updated_at: fc.constantFrom(
        null,
        "2026-02-29T10:00:00Z",
        "2024-02-29T10:00:00Z",
        "2026-12-31T23:59:59Z",
        "2026-04-02T18:00:00+02:00",
        "x",
      ),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(line, { selector: ({ item }) => item, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 3 }),
        (lines, cuts) => {
          // After lines of one shape the fast way knows it; two spaces more and it does not.
          const written = lines.map((entry) => JSON.stringify({ ...entry, warehouse: "WH-BK" }));
          const first = '{"item":"Z","on_hand":1,"updated_at":"2026-01-01T00:00:00Z","warehouse":"WH-BK"}';
          const fast = read("erp", text([first, ...written]), cuts);
          const slow = read(
            "erp",
            text([first, ...written.map((entry, at) => `{${" ".repeat(at + 1)}${entry.slice(1)}`)]),
            [1 << 20],
          );
          expect(valuesOf(fast.result, "erp")).toEqual(valuesOf(slow.result, "erp"));
          expect(fast.faults).toEqual(slow.faults);
        },
      ),
    );
  });

  it("says of a WMS's rows what the slow way says", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom("A", "B"), field, field, field), { maxLength: 5 }),
        (rows) => {
          const fast = read(
            "wms",
            text([header, ...rows.map(([sku, ...cells]) => [sku, "BK1", ...cells].join(","))]),
          );
          // A quoted cell is always read the slow way.
          const slow = read(
            "wms",
            text([header, ...rows.map(([sku, ...cells]) => [`"${sku}"`, "BK1", ...cells].join(","))]),
          );
          expect(valuesOf(fast.result, "wms")).toEqual(valuesOf(slow.result, "wms"));
          expect(fast.faults).toEqual(slow.faults);
          expect(fast.result.report.counts).toEqual(slow.result.report.counts);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe("any bytes", () => {
  const garbage = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.string({ unit: "binary", maxLength: 40 }).map((some) => new Uint8Array(Buffer.from(some))),
    fc
      .constantFrom('{"item":', '{"id":"gid:\\/\\/shopify\\/InventoryLevel\\/', '"', "{}", "[[[[", "1e999")
      .map((some) => new Uint8Array(Buffer.from(some))),
  );
  const noLineFeed = garbage.map((bytes) => bytes.filter((byte) => byte !== 0x0a));

  it("between two good ERP lines cost neither of them", () => {
    fc.assert(
      fc.property(
        noLineFeed,
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 3 }),
        (bytes, cuts) => {
          const good = (item: string): string => `{"item":"${item}","warehouse":"WH-BK","on_hand":1}\n`;
          const { result } = read(
            "erp",
            Buffer.concat([Buffer.from(good("A")), bytes, Buffer.from(`\n${good("B")}`)]),
            cuts,
          );
          expect(valuesOf(result, "erp").map(({ sku }) => sku)).toEqual(["A", "B"]);
        },
      ),
    );
  });

  it("between two good bulk lines cost neither of them", () => {
    const good = (item: number): Uint8Array =>
      bulkLines([{ item, sku: `S${item}`, levels: [{ location: 1, available: item }] }]);
    fc.assert(
      fc.property(
        noLineFeed,
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 3 }),
        (bytes, cuts) => {
          const comparison = createComparison(shopSetup());
          for (const chunk of cutUp(Buffer.concat([good(1), bytes, Buffer.from("\n"), good(2)]), cuts))
            comparison.acceptBulk(chunk, 1);
          comparison.complete("storefront", null);
          expect([...comparison.finish().reading("storefront", brooklyn)].map(({ sku }) => sku)).toEqual([
            "S1",
            "S2",
          ]);
        },
      ),
    );
  });
});
