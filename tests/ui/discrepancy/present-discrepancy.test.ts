import { describe, expect, test } from "vitest";
import { parseQuantity } from "../../../app/inventory/index.ts";
import { presentDiscrepancy } from "../../../app/ui/discrepancy/present-discrepancy.ts";
import type { DiscrepancyData } from "../../../app/use-cases/contract.ts";
import { oneDiscrepancy } from "../fixtures/diagnosis.ts";

const view = (change: Partial<DiscrepancyData["discrepancy"]> = {}, data = oneDiscrepancy) =>
  presentDiscrepancy({ ...data, discrepancy: { ...data.discrepancy, ...change } }, "en");

describe("the chain of a discrepancy", () => {
  test("goes down to the storefront and marks the handoff that broke, in words", () => {
    expect(view().chain).toEqual([
      { system: "ShipHero", value: "10", odd: false, broken: false, up: false, handoff: null },
      { system: "NetSuite", value: "10", odd: false, broken: false, up: false, handoff: "agrees" },
      { system: "Shopify", value: "14", odd: true, broken: true, up: false, handoff: "broke here" },
    ]);
  });

  test("says where it was orders that did not travel up", () => {
    const { finding } = oneDiscrepancy.discrepancy;
    const orders = view({ finding: finding && { ...finding, flow: "orders" } }).chain.at(-1);
    expect(orders).toMatchObject({ broken: true, up: true, handoff: "broke here, orders go up" });
  });

  test("steps over a system that has no code here", () => {
    const { wms, storefront } = oneDiscrepancy.discrepancy.sides;
    const { chain } = view({ sides: { ...(wms && { wms }), ...(storefront && { storefront }) } });
    expect(chain.map(({ system, broken }) => [system, broken])).toEqual([
      ["ShipHero", false],
      ["Shopify", true],
    ]);
  });

  test("leads to reading it again, and keeps a wild SKU whole on the way", () => {
    const sku = `a&b=<i>‏${"9".repeat(280)}</i>`;
    const address = new URL(view({ sku }).actions.check, "https://app.example");
    expect(address.searchParams.get("q")).toBe(sku);
  });
});

describe("its chart", () => {
  /** Clocks in New York go back from 02:00 to 01:00 on 1 November 2026 at 06:00 UTC. */
  const back = Date.UTC(2026, 10, 1, 6);
  const hour = 3_600_000;
  const value = { erp: parseQuantity("10"), storefront: parseQuantity("14") };
  const across: DiscrepancyData = {
    ...oneDiscrepancy,
    shop: { ...oneDiscrepancy.shop, timezone: "America/New_York" },
    now: back + 2 * hour,
    events: [],
    timeline: [
      { at: back - hour, until: back - hour / 2, values: value },
      { at: back, until: back + hour, values: { ...value, storefront: parseQuantity("13") } },
    ],
  };

  test("goes on evenly where clocks go back, and tells the two 01:00 apart by their zone", () => {
    const { timeline } = view({ lastAgreedAt: back - hour, firstSeenAt: back }, across);
    expect(timeline.unsure).toEqual({ x: 0, width: 360 });
    expect(timeline.rows.map(({ from }) => from)).toEqual(["1:00 AM EST", "1:00 AM EDT"]);
    expect([timeline.from, timeline.to]).toEqual(["1:00 AM EDT", "2:00 AM EST"]);
  });

  test("says its times in a zone of 45 minutes", () => {
    expect(view().timeline.from).toContain("GMT+5:45");
  });
});

describe("the history of a discrepancy", () => {
  const by = (actor: string) => ({ from: null, to: "open", at: 0, actor, why: "Because." }) as const;
  test.each([
    ["77", "You"],
    ["7", "Maya Okafor"],
    ["9", "Staff member 9"],
    ["flow:run-1", "Shopify Flow"],
    ["app", "The app"],
    ["scan", "The app"],
    ["rule", "A snooze rule"],
  ])("says who %s is", (actor, called) => {
    const { history } = presentDiscrepancy({ ...oneDiscrepancy, transitions: [by(actor)] }, "en");
    expect(history.map(({ who }) => who)).toEqual([called]);
  });
});
