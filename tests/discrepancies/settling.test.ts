import { describe, expect, it } from "vitest";
import { differenceOf } from "../../app/discrepancies/difference.ts";
import { beyondWindow } from "../../app/discrepancies/settling.ts";
import { gap, minutes, noon, windows } from "./example.ts";

const upstream = (changed: { wms?: number | null; erp?: number | null; storefront?: number | null }) =>
  differenceOf(
    gap("upstream", {
      wms: { value: 36, updatedAt: changed.wms ?? null },
      erp: { value: 12, updatedAt: changed.erp ?? null },
      storefront: { value: 12, updatedAt: changed.storefront ?? null },
    }),
    null,
  );

describe("a difference inside the handoff's usual window", () => {
  it("settles when a side changed a moment ago", () => {
    expect(beyondWindow(upstream({ wms: noon - minutes(5), erp: noon - minutes(300) }), noon, windows)).toBe(
      false,
    );
  });
  it("settles on first sight when a side does not know when it changed", () => {
    expect(beyondWindow(upstream({ wms: noon - minutes(300), erp: null }), noon, windows)).toBe(false);
  });
  it("settles at exactly one window", () => {
    expect(beyondWindow(upstream({ wms: noon - minutes(15), erp: noon - minutes(300) }), noon, windows)).toBe(
      false,
    );
  });
});

describe("a difference that the window can no longer heal", () => {
  it("is proven by both sides having last changed more than a window ago", () => {
    expect(beyondWindow(upstream({ wms: noon - minutes(16), erp: noon - minutes(300) }), noon, windows)).toBe(
      true,
    );
  });
  it("does not look at the side that takes no part in the handoff", () => {
    const busyStorefront = upstream({ wms: noon - minutes(16), erp: noon - minutes(300), storefront: noon });
    expect(beyondWindow(busyStorefront, noon, windows)).toBe(true);
  });
  it("is proven by having been seen more than a window ago, whatever the systems' clocks say", () => {
    expect(beyondWindow(upstream({ wms: noon, erp: noon }), noon - minutes(16), windows)).toBe(true);
  });
  it("needs both windows when both handoffs broke", () => {
    const both = differenceOf(gap("both", { wms: 1, erp: 2, storefront: 3 }), null);
    const fresh = {
      ...both,
      sides: { ...both.sides, wms: { ...both.sides.wms!, updatedAt: noon - minutes(20) } },
    };
    expect(beyondWindow(fresh, noon, windows)).toBe(false);
    expect(beyondWindow(fresh, noon - minutes(26), windows)).toBe(true);
  });
  it("is judged at the oldest of the readings", () => {
    const skewed = differenceOf(
      gap("upstream", {
        wms: { value: 36, updatedAt: noon - minutes(16), observedAt: noon - minutes(5) },
        erp: { value: 12, observedAt: noon },
        storefront: 12,
      }),
      null,
    );
    expect(beyondWindow(skewed, noon - minutes(5), windows)).toBe(false);
  });
});
