import { describe, expect, it } from "vitest";
import { recurrenceOf } from "../../app/diagnosis/index.ts";

const day = 86_400_000;

describe("recurrence", () => {
  it("counts the same cause's ended episodes and how long they stayed away", () => {
    const earlier = [
      { cause: "allocation_rule", openedAt: 0, resolvedAt: day },
      { cause: "allocation_rule", openedAt: 2 * day, resolvedAt: 3 * day },
    ] as const;
    expect(recurrenceOf("allocation_rule", 6 * day, earlier)).toEqual({ count: 2, returnsAfter: 2 * day });
  });

  it("does not count another cause, an unknown one, or what resolved later", () => {
    const earlier = [
      { cause: "sync_lag", openedAt: 0, resolvedAt: day },
      { cause: "unknown", openedAt: 0, resolvedAt: day },
      { cause: "allocation_rule", openedAt: 0, resolvedAt: 9 * day },
    ] as const;
    expect(recurrenceOf("allocation_rule", 2 * day, earlier).count).toBe(0);
    expect(recurrenceOf("unknown", 2 * day, earlier).count).toBe(0);
  });
});
