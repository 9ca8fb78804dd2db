import { describe, expect, it } from "vitest";
import type { Claim } from "../../app/diagnosis/index.ts";
import { strongest } from "../../app/diagnosis/order.ts";

function claim(cause: Claim["cause"], grade: Claim["grade"]): Claim {
  return { cause, grade, confidence: 0.5, flow: "stock", evidence: [] };
}

describe("where several rules speak", () => {
  it.each([
    [
      "a duplicate SKU before a row that is missing",
      claim("identity", "stated"),
      claim("filter_rule", "observed"),
    ],
    [
      "a swap before totals that agree",
      claim("location_mapping", "repeated"),
      claim("pool_boundary", "repeated"),
    ],
    [
      "a boundary before the zeros that it leaves",
      claim("pool_boundary", "repeated"),
      claim("filter_rule", "observed"),
    ],
    [
      "a state that explains the gap before a constant offset",
      claim("pool_definition", "repeated"),
      claim("allocation_rule", "repeated"),
    ],
    [
      "an edit in the log before a zero",
      claim("manual_override", "stated"),
      claim("filter_rule", "observed"),
    ],
    [
      "refused calls before a job that seems dead",
      claim("throttled_backlog", "stated"),
      claim("sync_stalled", "stated"),
    ],
    [
      "late arrivals before keys that seem frozen",
      claim("sync_lag", "observed"),
      claim("sync_stalled", "observed"),
    ],
    [
      "a number that came late before an edit that nobody logged",
      claim("sync_lag", "observed"),
      claim("manual_override", "observed"),
    ],
  ])("%s", (_, strong, weak) => {
    expect(strongest([weak, strong])).toBe(strong);
    expect(strongest([strong, weak])).toBe(strong);
  });
});
