import { describe, expect, it } from "vitest";
import { differenceOf } from "../../app/discrepancies/difference.ts";
import { wholeUnits } from "../../app/inventory/index.ts";
import { gap } from "./example.ts";

describe("which handoff broke", () => {
  it("is the first one when the WMS differs from two that agree", () => {
    expect(differenceOf(gap("upstream", { wms: 36, erp: 12, storefront: 12 }), null).handoff).toBe("wms_erp");
  });
  it("is the last one when the storefront differs from two that agree", () => {
    expect(differenceOf(gap("downstream", { wms: 8, erp: 8, storefront: 0 }), null).handoff).toBe(
      "erp_storefront",
    );
  });
  it("is the only one that a shop without an ERP has", () => {
    expect(differenceOf(gap("downstream", { wms: 8, storefront: 0 }), null).handoff).toBe("wms_storefront");
  });
  it("is both when all three differ", () => {
    expect(differenceOf(gap("both", { wms: 1, erp: 2, storefront: 3 }), null).handoff).toBe("both");
  });
  it("is the first one when the ERP alone is off", () => {
    expect(differenceOf(gap("erp_alone", { wms: 5, erp: 9, storefront: 5 }), null).handoff).toBe("wms_erp");
  });
  it.each([
    ["erp", "wms_erp"],
    ["storefront", "erp_storefront"],
    ["wms", "wms_erp"],
  ] as const)("leads into the system without a row: %s", (system, handoff) => {
    const sides = { wms: 5, erp: 5, storefront: 5, [system]: { missing: true } };
    expect(differenceOf(gap("missing", sides), null).handoff).toBe(handoff);
  });
});

describe("which way it hurts", () => {
  it("can oversell when the storefront shows more than the shelf holds", () => {
    const difference = differenceOf(gap("downstream", { wms: 2, erp: 2, storefront: 6 }), null);
    expect(difference).toMatchObject({ direction: "can_oversell", units: wholeUnits(4) });
  });
  it("hides stock when the storefront shows less", () => {
    const difference = differenceOf(gap("upstream", { wms: 36, erp: 12, storefront: 12 }), null);
    expect(difference).toMatchObject({ direction: "hidden_stock", units: wholeUnits(24) });
  });
  it("takes the direction that the ERP's number will have when it travels on", () => {
    expect(differenceOf(gap("erp_alone", { wms: 5, erp: 9, storefront: 5 }), null).direction).toBe(
      "can_oversell",
    );
    expect(differenceOf(gap("erp_alone", { wms: 5, erp: 1, storefront: 5 }), null).direction).toBe(
      "hidden_stock",
    );
  });
  it("measures across the broken handoff, and the largest pair when both broke", () => {
    expect(differenceOf(gap("both", { wms: 1, erp: 4, storefront: 10 }), null).units).toBe(wholeUnits(9));
  });
  it("counts a missing row as nothing on that side", () => {
    const difference = differenceOf(gap("missing", { wms: 7, erp: 7, storefront: { missing: true } }), null);
    expect(difference).toMatchObject({ direction: "hidden_stock", units: wholeUnits(7) });
  });
  it("judges by the ERP when the WMS's value is unknown", () => {
    expect(
      differenceOf(gap("downstream", { wms: { value: null }, erp: 3, storefront: 8 }), null).direction,
    ).toBe("can_oversell");
  });
});

describe("money", () => {
  it("is units times price, exactly", () => {
    expect(differenceOf(gap("upstream", { wms: 36, erp: 12, storefront: 12 }), "24.00").money).toBe("576.00");
    expect(differenceOf(gap("upstream", { wms: 3, erp: 0, storefront: 0 }), "0.1").money).toBe("0.30");
  });
  it("is unknown without a price, not zero", () => {
    expect(differenceOf(gap("upstream", { wms: 36, erp: 12, storefront: 12 }), null).money).toBeNull();
  });
});
