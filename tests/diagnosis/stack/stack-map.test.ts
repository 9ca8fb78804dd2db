import { describe, expect, it } from "vitest";
import { markdownOf } from "../../../app/diagnosis/document/index.ts";
import { stackDocument, stackMap, type StackFacts } from "../../../app/diagnosis/stack/index.ts";
import { tangled, tidy } from "../../ui/fixtures/handoff-map.ts";

const kinds = (facts: StackFacts) => stackMap(facts).contradictions.map(({ kind }) => kind);
const only = (facts: StackFacts, kind: string) =>
  stackMap(facts).contradictions.filter((one) => one.kind === kind);

describe("the handoff map", () => {
  it("has stock going down and orders going up between every two neighbours", () => {
    expect(stackMap(tangled).lanes.map(({ flow, sender, receiver }) => [flow, sender, receiver])).toEqual([
      ["stock", "wms", "erp"],
      ["orders", "erp", "wms"],
      ["stock", "erp", "storefront"],
      ["orders", "storefront", "erp"],
    ]);
  });

  it("puts middleware on the handoff whose queue it told of", () => {
    const carried = stackMap(tangled).lanes.filter(({ carriers }) => carriers.length > 0);
    expect(carried.map(({ handoff, flow }) => [handoff, flow])).toEqual([["erp_storefront", "stock"]]);
  });

  it("finds nothing to contradict in a stack that does as it is declared", () => {
    expect(kinds(tidy)).toEqual([]);
  });

  it("puts first what can oversell, then what costs most, and each thing once", () => {
    expect(kinds(tangled)).toEqual([
      "stopped",
      "rule",
      "expression",
      "unread",
      "closed",
      "unmapped",
      "unmapped",
      "not_ready",
    ]);
    const [first] = stackMap(tangled).contradictions;
    expect(first).toMatchObject({
      declared: "Stock from NetSuite reaches Shopify within 10 min.",
      cost: { skus: 34, canOversell: 20, money: "8120.10" },
      incidentIds: ["i-1"],
    });
  });

  it("says of an expression on how many SKUs it fits, and that elsewhere it fits as declared", () => {
    expect(only(tangled, "expression")).toMatchObject([
      {
        handoff: "erp_storefront",
        locationIds: ["L1"],
        observed:
          "That fits 12 of 80 SKUs; available - incoming in Shopify fits 78. At 1 other location it fits as declared, so it is one location’s rule.",
        cost: { skus: 66 },
      },
    ]);
  });

  it("calls a handoff slow where numbers take longer than declared though it moves", () => {
    const { learned } = tangled;
    const health = learned?.health.map((one) => ({ ...one, state: "moving" as const })) ?? [];
    const moving = { ...tangled, troubles: [], learned: learned && { ...learned, health } };
    expect(only(moving, "slow")).toMatchObject([
      {
        handoff: "erp_storefront",
        locationIds: ["L1"],
        observed: expect.stringContaining("within 26 min. At 1 of 2 locations"),
      },
    ]);
  });

  it("does not trust a source of truth that is not connected", () => {
    const chain = ["erp", "storefront"] as const;
    const [pool] = tidy.pools;
    const pools = pool ? [{ ...pool, truth: "wms" as const }] : [];
    expect(only({ ...tidy, chain, pools }, "truth")).toMatchObject([
      { observed: "No such system is connected." },
    ]);
  });

  it("asks for no mapping before anything is mapped", () => {
    expect(kinds({ ...tidy, codes: [] })).toEqual([]);
  });
});

describe("its export", () => {
  const setting = { shop: "Kiln & Co", zone: "Asia/Kathmandu", currency: "USD", at: 0, learnedAt: 0 };
  const text = markdownOf(stackDocument(stackMap(tangled), setting));

  it("names every handoff point, pool boundary and sync rule, declared and inferred", () => {
    expect(text).toContain("| NetSuite → Shopify | stock | queueing | 10 min | 6 min | 26 min | 412 |");
    expect(text).toContain("| available | all | NetSuite | units: 1, percent: 0.5 |");
    expect(text).toContain(
      "| available | Brooklyn | Shopify | available | 12 of 80 | available - incoming | 78 of 80 |",
    );
    expect(text).toContain("- WH-BK + WH-BK2 of NetSuite are added up for Brooklyn.");
    expect(text).toContain("- 5 units of every SKU are kept back from available at Brooklyn.");
    expect(text).toContain("- unit of measure: 3 SKUs at Queens.");
  });

  it("says in the shop's own time when it was made, a zone of 45 minutes included", () => {
    expect(text).toContain("Made at 1970-01-01 05:30:00 Asia/Kathmandu");
  });

  it("lets no name break a table or become markup", () => {
    expect(text).toContain("\\<b\\>צפון\\</b\\>");
  });

  it("says that only what is declared can be told before the first scan", () => {
    const early = markdownOf(stackDocument(stackMap(tidy), { ...setting, learnedAt: null }));
    expect(early).toContain("No scan has judged the readings yet");
    expect(early).toContain("Nothing that was declared contradicts");
  });
});
