import { describe, expect, it } from "vitest";
import type { Budget } from "../../../app/connectors/limits.ts";
import { give, take, untouched, type Balance } from "../../../app/connectors/shared/limits/balance.ts";

const window: Budget = { name: "w", window: { requests: 20, milliseconds: 60_000 } };
const credits: Budget = { name: "c", credits: { capacity: 1_000, perSecond: 10 } };

/** Takes until there is no room; answers how many that were, what is left and the wait. */
function takeAll(start: Balance, budget: Budget, cost: number, urgent: boolean, now: number) {
  let balance = start;
  for (let count = 0; ; count++) {
    const taken = take(balance, budget, { id: `${now}-${count}`, cost, urgent }, now);
    if (taken.waitMs > 0) return { count, balance, waitMs: taken.waitMs };
    balance = give(taken.balance, budget, `${now}-${count}`, {}, now);
  }
}

describe("a window of requests", () => {
  it("lets a sweep send all but a share that is kept for probes", () => {
    const sweep = takeAll(untouched, window, 1, false, 1_000);
    expect(sweep.count).toBe(19);
    expect(take(sweep.balance, window, { id: "p", cost: 1, urgent: true }, 1_000).waitMs).toBe(0);
  });

  it("never holds more requests than the vendor allows in any stretch of that length", () => {
    const sent: number[] = [];
    let balance: Balance = untouched;
    for (let now = 0; now < 300_000; now += 500) {
      const { count, balance: after } = takeAll(balance, window, 1, true, now);
      sent.push(...Array.from({ length: count }, () => now));
      balance = after;
    }
    for (const at of sent)
      expect(sent.filter((other) => other > at - 60_000 && other <= at).length).toBeLessThanOrEqual(20);
    expect(sent.length).toBe(100);
  });

  it("says exactly when there is room again", () => {
    const { balance, waitMs } = takeAll(untouched, window, 1, true, 5_000);
    expect(
      take(balance, window, { id: "x", cost: 1, urgent: true }, 5_000 + waitMs - 2).waitMs,
    ).toBeGreaterThan(0);
    expect(take(balance, window, { id: "x", cost: 1, urgent: true }, 5_000 + waitMs).waitMs).toBe(0);
  });

  it("does not take its own requests for somebody else's when an answer comes slowly, over the end of a window", () => {
    let { balance } = takeAll(untouched, window, 1, false, 0);
    balance = take(balance, window, { id: "slow", cost: 1, urgent: true }, 59_900).balance;
    // The vendor counted it beside the nineteen; when its answer is here, those have left the window.
    balance = give(balance, window, "slow", { left: 0 }, 60_200);
    expect(takeAll(balance, window, 1, true, 60_200).count).toBe(19);
  });

  it("does not take those of its own that are under way for somebody else's", () => {
    const one = take(untouched, window, { id: "a", cost: 1, urgent: false }, 0);
    const two = take(one.balance, window, { id: "b", cost: 1, urgent: false }, 0);
    const first = give(two.balance, window, "a", { left: 18 }, 100);
    const both = give(first, window, "b", { left: 18 }, 200);
    expect(takeAll(both, window, 1, true, 200).count).toBe(18);
  });

  it("believes a vendor that has counted more than we have", () => {
    const first = take(untouched, window, { id: "a", cost: 1, urgent: false }, 0);
    const told = give(first.balance, window, "a", { left: 2 }, 0);
    expect(takeAll(told, window, 1, true, 0).count).toBe(2);
  });

  it("counts a request that is still under way, and forgets one whose worker died", () => {
    const one: Budget = { name: "s", slots: 1 };
    const { balance } = take(untouched, one, { id: "a", cost: 1, urgent: false }, 0);
    expect(take(balance, one, { id: "b", cost: 1, urgent: true }, 1_000).waitMs).toBeGreaterThan(0);
    expect(take(balance, one, { id: "b", cost: 1, urgent: true }, 200_000).waitMs).toBe(0);
  });
});

describe("a bucket of credits", () => {
  it("waits until what a request costs has come back, and what a probe may need", () => {
    const sweep = takeAll(untouched, credits, 100, false, 0);
    expect(sweep.count).toBe(9);
    // 50 are kept for probes and 100 are left: 50 have to come back, at 10 a second.
    expect(sweep.waitMs).toBe(5_000);
    expect(take(sweep.balance, credits, { id: "p", cost: 100, urgent: true }, 0).waitMs).toBe(0);
  });

  it("gives back what a request did not cost, and takes what it cost more", () => {
    const { balance } = take(untouched, credits, { id: "a", cost: 400, urgent: false }, 0);
    expect(give(balance, credits, "a", { cost: 100 }, 0).credits?.left).toBe(900);
    expect(give(balance, credits, "a", { cost: 500 }, 0).credits?.left).toBe(500);
  });

  it("lets a request that costs more than the bucket holds go with a full one", () => {
    expect(take(untouched, credits, { id: "a", cost: 5_000, urgent: false }, 0).waitMs).toBe(0);
  });

  it("only lowers its belief by the report of a request that had company", () => {
    const a = take(untouched, credits, { id: "a", cost: 100, urgent: true }, 0);
    const b = take(a.balance, credits, { id: "b", cost: 100, urgent: true }, 0);
    expect(give(b.balance, credits, "a", { left: 1_000 }, 0).credits?.left).toBe(800);
    expect(give(b.balance, credits, "a", { left: 300 }, 0).credits?.left).toBe(200);
  });
});

describe("slots", () => {
  it("leave one for a probe where there are several", () => {
    const several: Budget = { name: "s", slots: 3 };
    const a = take(untouched, several, { id: "a", cost: 1, urgent: false }, 0);
    const b = take(a.balance, several, { id: "b", cost: 1, urgent: false }, 0);
    expect(take(b.balance, several, { id: "c", cost: 1, urgent: false }, 0).waitMs).toBeGreaterThan(0);
    expect(take(b.balance, several, { id: "c", cost: 1, urgent: true }, 0).waitMs).toBe(0);
  });
});

describe("a vendor that refuses", () => {
  it("is left alone by everybody for as long as it asks", () => {
    const { balance } = take(untouched, window, { id: "a", cost: 1, urgent: false }, 0);
    const paused = give(balance, window, "a", { pauseMs: 7_000 }, 0);
    expect(take(paused, window, { id: "b", cost: 1, urgent: true }, 0).waitMs).toBe(7_000);
    expect(take(paused, window, { id: "b", cost: 1, urgent: true }, 7_000).waitMs).toBe(0);
  });
});
