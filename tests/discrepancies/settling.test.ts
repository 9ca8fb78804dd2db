import { describe, expect, it } from "vitest";
import { differenceOf } from "../../app/discrepancies/difference.ts";
import type { Handoff } from "../../app/inventory/index.ts";
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

const seen = (firstSeenAt: number, handoff: Handoff = "wms_erp") => ({ firstSeenAt, handoff });

describe("a difference inside the handoff's usual window", () => {
  it("settles when a side changed a moment ago", () => {
    expect(beyondWindow(upstream({ wms: noon - minutes(5), erp: noon - minutes(300) }), null, windows)).toBe(
      false,
    );
  });
  it("settles on first sight when a side does not know when it changed", () => {
    expect(beyondWindow(upstream({ wms: noon - minutes(300), erp: null }), null, windows)).toBe(false);
  });
  it("settles at exactly one window", () => {
    expect(beyondWindow(upstream({ wms: noon - minutes(15), erp: noon - minutes(300) }), null, windows)).toBe(
      false,
    );
  });
});

describe("a difference that the window can no longer heal", () => {
  it("is proven by both sides having last changed more than a window ago", () => {
    expect(beyondWindow(upstream({ wms: noon - minutes(16), erp: noon - minutes(300) }), null, windows)).toBe(
      true,
    );
  });
  it("does not look at the side that takes no part in the handoff", () => {
    const busyStorefront = upstream({ wms: noon - minutes(16), erp: noon - minutes(300), storefront: noon });
    expect(beyondWindow(busyStorefront, null, windows)).toBe(true);
  });
  it("is the same one that was there more than a window ago, when its destination was not written since", () => {
    const moving = upstream({ wms: noon - minutes(2), erp: noon - minutes(20) });
    expect(beyondWindow(moving, seen(noon - minutes(16)), windows)).toBe(true);
  });
  it("is the same one when the source has been quiet for a window, whatever else was written", () => {
    const rewritten = upstream({ wms: noon - minutes(16), erp: noon - minutes(1) });
    expect(beyondWindow(rewritten, seen(noon - minutes(20)), windows)).toBe(true);
  });
  it("is not proven by an earlier gap that the handoff has healed in between", () => {
    const another = upstream({ wms: noon - minutes(2), erp: noon - minutes(5) });
    expect(beyondWindow(another, seen(noon - minutes(60)), windows)).toBe(false);
  });
  it("is not proven by a gap that stood at another handoff and moved on along the chain", () => {
    const movedOn = upstream({ wms: noon - minutes(2), erp: noon - minutes(90) });
    expect(beyondWindow(movedOn, seen(noon - minutes(60), "erp_storefront"), windows)).toBe(false);
  });
  it("is believed to be the same one where the systems do not say when they changed", () => {
    expect(beyondWindow(upstream({}), seen(noon - minutes(16)), windows)).toBe(true);
    expect(beyondWindow(upstream({}), seen(noon - minutes(15)), windows)).toBe(false);
  });
  it("needs both windows when both handoffs broke", () => {
    const both = differenceOf(gap("both", { wms: 1, erp: 2, storefront: 3 }), null);
    const changedAt = (ago: number) => ({
      ...both,
      sides: { ...both.sides, wms: { ...both.sides.wms!, updatedAt: noon - minutes(ago) } },
    });
    expect(beyondWindow(changedAt(20), null, windows)).toBe(false);
    expect(beyondWindow(changedAt(26), null, windows)).toBe(true);
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
    expect(beyondWindow(skewed, null, windows)).toBe(false);
  });
});
