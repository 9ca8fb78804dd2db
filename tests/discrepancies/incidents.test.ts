import { describe, expect, it } from "vitest";
import type { Finding } from "../../app/diagnosis/index.ts";
import {
  HYSTERESIS,
  incidentFor,
  needsIncident,
  quieted,
  type Incident,
} from "../../app/discrepancies/incidents.ts";
import { stalled } from "../ui/fixtures/diagnosis.ts";
import { minutes, noon } from "./example.ts";

const start = { newId: () => "i-1", now: noon, firstSeenAt: noon - minutes(30) };
const elsewhere: Finding = { ...stalled, sku: "KC-009", locationId: "gid://shopify/Location/102" };

describe("an incident", () => {
  it("is one for a dead job over many locations", () => {
    const first = incidentFor(stalled, new Map(), start);
    expect(first).toMatchObject({ id: "i-1", locationId: null, quietSince: null, closedAt: null });
    expect(incidentFor(elsewhere, new Map([[first.key, first]]), { ...start, newId: () => "i-2" }).id).toBe(
      "i-1",
    );
  });
  it("of a rule stays at its location", () => {
    const rule: Finding = {
      ...stalled,
      cause: "filter_rule",
      incidentKey: "erp_storefront stock filter_rule 101",
    };
    expect(incidentFor(rule, new Map(), start).locationId).toBe(stalled.locationId);
  });
  it("does not flap: it is quiet for a while before it closes, and takes up what comes back meanwhile", () => {
    const open = incidentFor(stalled, new Map(), start);
    const quiet = quieted(open, noon);
    expect(quiet).toMatchObject({ quietSince: noon, closedAt: null });
    expect(quieted(quiet, noon + HYSTERESIS)).toMatchObject({ quietSince: noon, closedAt: null });
    const back: Incident = incidentFor(stalled, new Map([[quiet.key, quiet]]), start);
    expect(back).toMatchObject({ id: open.id, quietSince: null });
    expect(quieted(quiet, noon + HYSTERESIS + 1).closedAt).toBe(noon + HYSTERESIS + 1);
  });
  it("is held open by what needs somebody, not by what settles or was set aside", () => {
    const held = (
      ["settling", "open", "acknowledged", "snoozed", "resyncing", "patched", "resolved", "ignored"] as const
    ).filter((state) => needsIncident({ state, finding: stalled }));
    expect(held).toEqual(["open", "acknowledged", "snoozed", "resyncing"]);
    expect(needsIncident({ state: "open", finding: null })).toBe(false);
  });
});
