import { describe, expect, it } from "vitest";
import { snoozeRuleFor, type SnoozeRule } from "../../app/discrepancies/snooze-rules.ts";
import { wholeUnits } from "../../app/inventory/index.ts";
import { discrepancy } from "../ui/fixtures/discrepancies.ts";
import { stalled } from "../ui/fixtures/diagnosis.ts";

const everything: SnoozeRule = {
  name: "Everything",
  locationId: null,
  cause: null,
  below: null,
  skuPrefix: null,
  hours: 24,
};
const opened = { from: "settling", to: "open" } as const;
const one = discrepancy("downstream", {}, { sku: "GIFT-1", units: wholeUnits(3), finding: stalled });

describe("a snooze rule", () => {
  it.each([
    ["says nothing of the matter", {}, true],
    ["names its location", { locationId: one.locationId }, true],
    ["names another location", { locationId: "elsewhere" }, false],
    ["names its cause", { cause: "sync_stalled" }, true],
    ["names another cause", { cause: "sync_lag" }, false],
    ["lets larger ones pass", { below: 4 }, true],
    ["counts from its own size on", { below: 3 }, false],
    ["names the beginning of its SKU", { skuPrefix: "GIFT-" }, true],
    ["names another beginning", { skuPrefix: "gift-" }, false],
    ["fits in one thing and not in the other", { skuPrefix: "GIFT-", below: 2 }, false],
  ])("that %s sets it aside: %s %s", (_, change, fits) => {
    expect(snoozeRuleFor(one, opened, [{ ...everything, ...change }]) !== null).toBe(fits);
  });

  it("does not take an unknown size for a small one", () => {
    expect(snoozeRuleFor({ ...one, units: null }, opened, [{ ...everything, below: 1_000 }])).toBeNull();
  });

  it.each(["snoozed", "patched", "ignored"] as const)("leaves what was %s to people", (from) => {
    expect(snoozeRuleFor(one, { from, to: "open" }, [everything])).toBeNull();
  });

  it("says nothing where nothing opens, and the first one that fits decides", () => {
    expect(snoozeRuleFor(one, { from: null, to: "settling" }, [everything])).toBeNull();
    const rules = [
      { ...everything, cause: "sync_lag", name: "No" },
      { ...everything, name: "Yes" },
    ];
    expect(snoozeRuleFor(one, { from: null, to: "open" }, rules)?.name).toBe("Yes");
  });
});
