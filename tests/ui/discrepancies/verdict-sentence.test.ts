import { describe, expect, test } from "vitest";
import { oddOnes, verdictSentence } from "../../../app/ui/discrepancies/verdict-sentence.ts";
import { formatFor } from "../../../app/ui/format.ts";
import { discrepancy, noRow, now, side, sides } from "../fixtures/discrepancies.ts";

const format = formatFor({ timezone: "UTC", currency: "USD", locale: "en-GB", now });

const cases = [
  [
    "the storefront is off",
    discrepancy("downstream", sides({ wms: "12", erp: "12", storefront: "16" })),
    "WMS and ERP agree; the storefront shows 4 more.",
    ["storefront"],
  ],
  [
    "the WMS is off",
    discrepancy("upstream", sides({ wms: "1998", erp: "2040", storefront: "2040" })),
    "ERP and storefront agree; the WMS shows 42 fewer.",
    ["wms"],
  ],
  [
    "the ERP alone is off",
    discrepancy("erp_alone", sides({ wms: "40", erp: "44.5", storefront: "40" })),
    "WMS and storefront agree; the ERP shows 4.5 more. It is bypassed on the way to the storefront.",
    ["erp"],
  ],
  [
    "all differ",
    discrepancy("both", sides({ wms: "1", erp: "2", storefront: "3" })),
    "All three differ: both handoffs are broken.",
    ["wms", "erp", "storefront"],
  ],
  [
    "the shop has no WMS",
    discrepancy("downstream", sides({ erp: "8", storefront: "6" })),
    "The storefront shows 2 fewer than the ERP.",
    ["storefront"],
  ],
  [
    "the shop has no ERP",
    discrepancy("downstream", sides({ wms: "8", storefront: "9" })),
    "The storefront shows 1 more than the WMS.",
    ["storefront"],
  ],
  [
    "the WMS does not report this count",
    discrepancy("downstream", { wms: side(null), erp: side("8"), storefront: side("6") }),
    "The storefront shows 2 fewer than the ERP.",
    ["storefront"],
  ],
  [
    "one system has no row",
    discrepancy("missing", { wms: side("3"), erp: side("3"), storefront: noRow }),
    "The storefront has no row for this SKU here.",
    ["storefront"],
  ],
  [
    "two systems have no row",
    discrepancy("missing", { wms: side("3"), erp: noRow, storefront: noRow }),
    "The ERP and the storefront have no row for this SKU here.",
    ["erp", "storefront"],
  ],
  [
    "the split differs",
    discrepancy("split", sides({ wms: "3", erp: "3", storefront: "1" })),
    "The total over all locations agrees, but it is split differently between them.",
    ["wms", "erp", "storefront"],
  ],
] as const;

describe.each(cases)("when %s", (_when, of, sentence, odd) => {
  test("the sentence says so", () => {
    expect(verdictSentence(of, format)).toBe(sentence);
  });

  test("exactly what is off is marked", () => {
    expect([...oddOnes(of)]).toEqual(odd);
  });
});
