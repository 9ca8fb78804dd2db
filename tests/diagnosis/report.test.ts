import { describe, expect, it } from "vitest";
import {
  csvReport,
  escalationReport,
  markdownReport,
  type EscalationReport,
} from "../../app/diagnosis/report/index.ts";
import { diagnose } from "../../app/diagnosis/index.ts";
import { agreeing, at, downstream, inquiryOf, minute } from "./support/scene.ts";

function reportOf(sku: string): EscalationReport {
  const inquiry = inquiryOf({
    keys: { "OK-1": agreeing(5), [sku]: downstream([8], [8, 0]) },
    events: [
      {
        at: at(1) - minute,
        system: "storefront",
        kind: "adjustment",
        sku,
        locationId: "brooklyn",
        delta: -8,
        note: "by hand | in admin",
      },
    ],
  });
  const members = diagnose(inquiry).map((finding, index) => [finding, inquiry.mismatches[index]!] as const);
  return escalationReport(members, {
    names: { wms: "ShipHero", erp: "NetSuite", storefront: "Shopify" },
    zone: "America/New_York",
    locationName: () => "Brooklyn",
    health: [],
  })!;
}

describe("the escalation report", () => {
  it("says in one sentence who disagrees on what, and why", () => {
    expect(reportOf("KC-001").sentence).toMatch(
      /^ERP and storefront disagree on Brooklyn's available count for KC-001: Somebody changed the number in Shopify by hand/,
    );
  });

  it("shows the three counts with the time and zone of each reading", () => {
    const text = markdownReport(reportOf("KC-001"));
    expect(text).toContain("| Shopify | 0 | 2026-04-03 06:15:00 America/New_York |");
    expect(text).toContain("| NetSuite | 8 |");
  });

  it("lets no name break a table of the Markdown", () => {
    expect(markdownReport(reportOf("KC|001"))).toContain("| KC\\|001 |");
  });

  it("gives spreadsheets no formula to run", () => {
    const text = csvReport(reportOf("=HYPERLINK(1)"));
    expect(text).toContain('"\'=HYPERLINK(1)"');
    expect(text).not.toMatch(/(^|,|")=/m);
  });

  it("is nothing without findings", () => {
    expect(escalationReport([], { names: {}, zone: "UTC", locationName: (id) => id, health: [] })).toBeNull();
  });
});
