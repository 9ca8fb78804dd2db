import { describe, expect, it } from "vitest";
import type { KeptReading } from "../../../app/scan/reading/kept.ts";
import { planOf, type Circumstances } from "../../../app/scan/reading/plan.ts";

const noon = Date.UTC(2026, 3, 3, 12);
const minute = 60_000;
const hour = 60 * minute;

const kept: KeptReading = {
  ...{ version: 3, scanId: "before", beganAt: noon - 2 * hour, wholeAt: noon - 2 * hour },
  ...{ readAt: noon - 15 * minute, position: "p9", positionAt: noon - 2 * hour, doubt: null },
  ...{ newestChange: noon - 20 * minute, rows: 20_000, changedRows: 40 },
};
const usual: Circumstances = {
  ...{ scanId: "now", now: noon, kept, sweepEveryHours: 6, resumes: true, changes: true },
  ...{ secondLook: true, liveKeys: 12 },
};
const plan = (kind: Partial<Circumstances>, change: Partial<KeptReading> = {}) =>
  planOf({ ...usual, kept: { ...kept, ...change }, ...kind });

describe("how a connection is read", () => {
  it("what changed, from ten minutes before the newest change that the system has told of", () => {
    expect(plan({})).toMatchObject({ kind: "changes", since: noon - 30 * minute });
  });

  it("from ten minutes before it was last asked, where the system's newest change lies later", () => {
    expect(plan({}, { newestChange: noon - minute })).toMatchObject({ since: noon - 25 * minute });
    expect(plan({}, { newestChange: null })).toMatchObject({ since: noon - 25 * minute });
  });

  it("from no farther back than a clock in another zone could explain, where nothing happened for days", () => {
    expect(plan({}, { newestChange: noon - 90 * hour })).toMatchObject({
      since: noon - 15 * hour - 25 * minute,
    });
  });

  it.each([
    ["nothing is kept", { kept: null }, {}, "first"],
    ["the last full sweep is as old as the merchant allows", { sweepEveryHours: 2 }, {}, "due"],
    ["its settings were changed", {}, { doubt: "settings" }, "settings"],
    ["the last sweep did not come to its end", {}, { wholeAt: null, readAt: null }, "failed"],
    ["our clock was set back", {}, { readAt: noon + 1 }, "clock"],
    ["the system's clock is far ahead", {}, { newestChange: noon + 11 * minute }, "clock"],
    ["a neighbour cannot be asked a second time", { secondLook: false }, {}, "alone"],
    ["too many discrepancies live", { liveKeys: 501 }, {}, "many"],
    ["half of it changed", {}, { changedRows: 10_001 }, "grown"],
  ] as const)("everything, where %s", (_case, given, change, why) => {
    expect(plan(given, change)).toEqual({ kind: "full", why });
  });

  it("everything, and no word of why, where the system cannot say what changed", () => {
    expect(plan({ changes: false })).toEqual({ kind: "full", why: null });
  });

  it("the rest, where this same scan was cut off and the position still stands", () => {
    const cut = { scanId: "now", wholeAt: null, readAt: null, positionAt: noon - 49 * minute };
    expect(plan({}, cut)).toMatchObject({ kind: "go_on", position: "p9" });
    expect(plan({ changes: false }, cut)).toMatchObject({ kind: "go_on" });
    expect(plan({ resumes: false }, cut)).toMatchObject({ kind: "full", why: "failed" });
    expect(plan({}, { ...cut, positionAt: noon - 51 * minute })).toMatchObject({ kind: "full" });
    expect(plan({}, { ...cut, scanId: "another" })).toMatchObject({ kind: "full", why: "failed" });
    expect(plan({}, { ...cut, doubt: "settings" })).toMatchObject({ kind: "full", why: "settings" });
  });
});
