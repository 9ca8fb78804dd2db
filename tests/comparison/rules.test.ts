import { describe, expect, it } from "vitest";
import { createComparison, type ComparisonResult, type ComparisonSetup } from "../../app/comparison/index.ts";
import { parseQuantity, wholeUnits, type States } from "../../app/inventory/index.ts";
import { brooklyn, bulkLines, shopSetup, wmsLevel, type BulkItemSpec } from "./support.ts";

interface Told {
  readonly setup?: Partial<ComparisonSetup>;
  readonly wms?: readonly (readonly [item: string, code: string, states: States])[];
  readonly erp?: readonly (readonly [item: string, code: string, states: States])[];
  readonly storefront?: readonly BulkItemSpec[];
}

const units = (available: number): States => ({ available: wholeUnits(available) });
const one = (
  sku: string | null,
  available: number | null,
  more: Partial<BulkItemSpec> = {},
): BulkItemSpec => ({
  item: 1,
  sku,
  levels: [{ location: 1, available }],
  ...more,
});

function compare({ setup, wms = [], erp = [], storefront = [] }: Told): ComparisonResult {
  const comparison = createComparison(shopSetup(setup));
  comparison.acceptBulk(bulkLines(storefront), 10);
  comparison.accept(
    "wms",
    "wms",
    wms.map((level) => wmsLevel(...level)),
  );
  comparison.accept(
    "erp",
    "erp",
    erp.map((level) => wmsLevel(...level)),
  );
  for (const role of ["wms", "erp"] as const) comparison.complete(role, role);
  comparison.complete("storefront", null);
  return comparison.finish();
}

const verdicts = (result: ComparisonResult): readonly string[] =>
  [...result.gaps].map((gap) => [gap.sku, gap.verdict, ...gap.missing].join(" "));
const texts = (result: ComparisonResult, kind: string): readonly string[] =>
  result.report.samples.filter((sample) => sample.kind === kind).map((sample) => sample.text);

describe("a row", () => {
  it("with several codes at a location is summed over the rows there; a state unknown in one is unknown in the sum", () => {
    const setup = {
      codes: [
        ...shopSetup().codes,
        { locationId: brooklyn, role: "wms", connectionId: "wms", code: "BK2" } as const,
      ],
    };
    const summed = compare({
      setup,
      wms: [
        ["A", "BK1", units(3)],
        ["A", "BK2", units(4)],
      ],
      erp: [["A", "WH-BK", units(7)]],
      storefront: [one("A", 7)],
    });
    expect(verdicts(summed)).toEqual([]);
    expect(summed.standing("A", brooklyn, "available")).toBe("agrees");
    const unknown = compare({
      setup,
      wms: [
        ["A", "BK1", units(3)],
        ["A", "BK2", {}],
      ],
      erp: [["A", "WH-BK", units(7)]],
      storefront: [one("A", 7)],
    });
    expect(verdicts(unknown)).toEqual([]);
    expect(unknown.report.counts.unknown).toBe(1);
  });

  it("of packs counts in sellable units, by an exact ratio too", () => {
    const items = [
      {
        sku: "A",
        wmsItem: "A-12",
        wmsUnitsPer: wholeUnits(12),
        erpUnitsPer: { numerator: wholeUnits(1), denominator: wholeUnits(3) },
      },
    ];
    const result = compare({
      setup: { items },
      wms: [["A-12", "BK1", units(2)]],
      erp: [["A", "WH-BK", units(72)]],
      storefront: [one("A", 24)],
    });
    expect(verdicts(result)).toEqual([]);
    expect(result.report.counts.matched).toEqual({ wms: 1, erp: 1, storefront: 1 });
  });

  it("under a name that the mapping gave away is unmatched", () => {
    const result = compare({
      setup: { items: [{ sku: "A", erpItem: "X" }] },
      wms: [["A", "BK1", units(1)]],
      erp: [
        ["A", "WH-BK", units(9)],
        ["X", "WH-BK", units(1)],
      ],
      storefront: [one("A", 1)],
    });
    expect(verdicts(result)).toEqual([]);
    expect(result.report.counts.unmatched.erp).toBe(1);
  });

  it("twice with the same numbers counts once; with different ones the key is left out and told", () => {
    const told = { erp: [["A", "WH-BK", units(5)]], storefront: [one("A", 6)] } as const;
    const same = compare({
      ...told,
      wms: [
        ["A", "BK1", units(5)],
        ["A", "BK1", units(5)],
      ],
    });
    expect(verdicts(same)).toEqual(["A downstream"]);
    const different = compare({
      ...told,
      wms: [
        ["A", "BK1", units(5)],
        ["A", "BK1", units(4)],
      ],
    });
    expect(verdicts(different)).toEqual([]);
    expect(different.report.counts).toMatchObject({
      excluded: 1,
      duplicates: { wms: 1 },
      rows: { wms: 2 },
      matched: { wms: 2 },
    });
    expect(texts(different, "duplicate")).toEqual(["A comes twice with different numbers"]);
    expect(different.standing("A", brooklyn, "available")).toBe("excluded");
  });

  it("of an SKU that the storefront does not know is unmatched, with its near match", () => {
    const result = compare({
      wms: [
        ["kc-1", "BK1", units(5)],
        ["ZZZ", "BK1", units(5)],
      ],
      erp: [["KC-001", "WH-BK", units(5)]],
      storefront: [one("KC-001", 5)],
    });
    expect(verdicts(result)).toEqual(["KC-001 missing wms"]);
    expect(result.report.counts.unmatched.wms).toBe(2);
    expect(texts(result, "near_match")).toEqual(["kc-1 is no SKU of the storefront, but KC-001 is"]);
    expect(texts(result, "unmatched")).toEqual(["ZZZ is no SKU of the storefront"]);
  });

  it("that differs in case or spaces only matches where the shop wants it so, under the storefront's spelling", () => {
    const normalise = { case: true, spaces: true, leadingZeros: true };
    const result = compare({
      setup: { normalise },
      wms: [["00kc 1", "BK1", units(5)]],
      erp: [["KC1", "WH-BK", units(5)]],
      storefront: [one("Kc 1", 6)],
    });
    expect(verdicts(result)).toEqual(["Kc 1 downstream"]);
    expect(result.standing("KC1", brooklyn, "available")).toBe("differs");
  });

  it("at a code that nothing maps is counted and told", () => {
    const result = compare({ wms: [["A", "ATTIC", units(5)]], storefront: [one("A", 5)] });
    expect(result.report.counts.unmatched.wms).toBe(1);
    expect(texts(result, "unmapped_code")).toEqual(["ATTIC belongs to no location"]);
  });
});

describe("the storefront's item", () => {
  const agreeing = { wms: [["A", "BK1", units(5)]], erp: [["A", "WH-BK", units(5)]] } as const;

  it("that is untracked gives no gap and is counted; its word wins over the mapping's", () => {
    const untracked = compare({
      ...agreeing,
      storefront: [one("A", 9, { tracked: false })],
      setup: { items: [{ sku: "A", tracked: true }] },
    });
    expect(verdicts(untracked)).toEqual([]);
    expect(untracked.report.counts.untracked).toBe(1);
    const tracked = compare({
      ...agreeing,
      storefront: [one("A", 9)],
      setup: { items: [{ sku: "A", tracked: false }] },
    });
    expect(verdicts(tracked)).toEqual(["A downstream"]);
  });

  it("that shares its SKU with another gives no gap", () => {
    const result = compare({ ...agreeing, storefront: [one("A", 9), one("A", 9, { item: 2 })] });
    expect(verdicts(result)).toEqual([]);
    expect(result.report.counts).toMatchObject({ excluded: 1, matched: { storefront: 2 } });
    expect(verdicts(compare({ ...agreeing, storefront: [one("A", 9, { duplicateSkuCount: 1 })] }))).toEqual(
      [],
    );
  });

  it("without an SKU leaves its levels unmatched", () => {
    const result = compare({ storefront: [one(null, 9)] });
    expect(result.report.counts.unmatched.storefront).toBe(1);
  });

  it("whose level is inactive is missing there", () => {
    const result = compare({
      ...agreeing,
      storefront: [{ item: 1, sku: "A", levels: [{ location: 1, available: 5, isActive: false }] }],
    });
    expect(verdicts(result)).toEqual(["A missing storefront"]);
    expect(result.report.counts.inactive).toBe(1);
  });
});

describe("a system", () => {
  const storefront = [one("A", 5)];

  it("that leaves out rows of zero lacks none where the others say 0", () => {
    const setup = { sparse: new Set(["wms"] as const) };
    expect(verdicts(compare({ setup, erp: [["A", "WH-BK", units(0)]], storefront: [one("A", 0)] }))).toEqual(
      [],
    );
    expect(verdicts(compare({ setup, erp: [["A", "WH-BK", units(5)]], storefront }))).toEqual([
      "A missing wms",
    ]);
  });

  it("that was not read takes no part, and nothing is known to agree", () => {
    const comparison = createComparison(shopSetup());
    comparison.acceptBulk(bulkLines(storefront), 10);
    comparison.accept("wms", "wms", [wmsLevel("A", "BK1", units(5))]);
    comparison.complete("storefront", null);
    comparison.complete("wms", "wms");
    const result = comparison.finish();
    expect(verdicts(result)).toEqual([]);
    expect(result.standing("A", brooklyn, "available")).toBe("not_read");
  });

  it("whose reading broke off lacks nothing, and what it did say counts", () => {
    const comparison = createComparison(shopSetup({ systems: new Set(["wms", "storefront"]) }));
    comparison.acceptBulk(
      bulkLines([one("A", 5), { item: 2, sku: "B", levels: [{ location: 1, available: 1 }] }]),
      10,
    );
    comparison.accept("wms", "wms", [wmsLevel("B", "BK1", units(2))]);
    comparison.complete("storefront", null);
    comparison.complete("wms", "wms", { cutShort: true });
    const result = comparison.finish();
    expect(verdicts(result)).toEqual(["B downstream"]);
    expect(result.standing("A", brooklyn, "available")).toBe("unknown");
  });

  it("that has no code at a location is absent there, not missing", () => {
    const codes = shopSetup().codes.filter(({ role }) => role === "wms");
    expect(verdicts(compare({ setup: { codes }, wms: [["A", "BK1", units(4)]], storefront }))).toEqual([
      "A downstream",
    ]);
  });
});

describe("a gap", () => {
  it("carries value, all states and both times of each system", () => {
    const [gap] = [
      ...compare({
        wms: [["A", "BK1", { available: parseQuantity("4.5"), incoming: wholeUnits(2) }]],
        erp: [["A", "WH-BK", units(5)]],
        storefront: [one("A", 5)],
      }).gaps,
    ];
    expect(gap).toMatchObject({
      sku: "A",
      locationId: brooklyn,
      inventoryItemId: "gid://shopify/InventoryItem/1",
      pool: "available",
      verdict: "upstream",
      sides: {
        wms: {
          value: 4_500_000,
          missing: false,
          states: { available: 4_500_000, incoming: 2_000_000 },
          updatedAt: null,
          observedAt: 20,
        },
        storefront: { value: 5_000_000, updatedAt: Date.UTC(2026, 3, 2, 18), observedAt: 10 },
      },
    });
  });

  it("whose sums over all locations agree is a split", () => {
    const two = [
      {
        item: 1,
        sku: "A",
        levels: [
          { location: 1, available: 2 },
          { location: 2, available: 8 },
        ],
      },
    ];
    const wms = [
      ["A", "BK1", units(5)],
      ["A", "AU1", units(5)],
    ] as const;
    const erp = [
      ["A", "WH-BK", units(5)],
      ["A", "WH-AU", units(5)],
    ] as const;
    const split = compare({ wms, erp, storefront: two });
    expect(verdicts(split)).toEqual(["A downstream", "A downstream"]);
    expect(split.isSplit("A", "available")).toBe(true);
    expect(
      compare({
        wms,
        erp: [
          ["A", "WH-BK", units(6)],
          ["A", "WH-AU", units(5)],
        ],
        storefront: two,
      }).isSplit("A", "available"),
    ).toBe(false);
  });
});
