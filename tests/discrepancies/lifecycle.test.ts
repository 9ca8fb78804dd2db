import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differenceOf } from "../../app/discrepancies/difference.ts";
import { discrepancyStates, type Discrepancy } from "../../app/discrepancies/discrepancy.ts";
import { judge, type Observation } from "../../app/discrepancies/lifecycle.ts";
import { stalled } from "../ui/fixtures/diagnosis.ts";
import { gap, minutes, noon, windows } from "./example.ts";

let ids = 0;
const context = { newId: () => `d${++ids}`, now: noon, windows, lastAgreedAt: null };

function differs(at: number, changedAt: number | null = at - minutes(600)): Observation {
  const side = (value: number) => ({ value, updatedAt: changedAt, observedAt: at });
  const difference = differenceOf(
    gap("upstream", { wms: side(36), erp: side(12), storefront: side(12) }),
    null,
  );
  return { kind: "differs", difference, observedAt: at };
}

const agrees = (at: number): Observation => ({ kind: "agrees", observedAt: at });

function inState(state: Discrepancy["state"], evidenceAt = noon): Discrepancy {
  const opened = judge(null, differs(evidenceAt), context);
  return { ...opened!.discrepancy, state };
}

describe("a number that two writers set in turn", () => {
  const flipping = (state: Discrepancy["state"]): Discrepancy => ({
    ...inState(state),
    finding: { ...stalled, cause: "competing_writer" },
  });
  it("stays open while it agrees at one look, and resolves when it has agreed for two hours", () => {
    const held = judge(flipping("open"), agrees(noon + minutes(15)), context);
    expect(held).toMatchObject({ discrepancy: { state: "open", lastSeenAt: noon }, transition: null });
    expect(judge(held!.discrepancy, agrees(noon + minutes(121)), context)?.transition).toMatchObject({
      from: "open",
      to: "resolved",
    });
  });
  it("heals while it settles, and after a resync is judged as any other", () => {
    expect(judge(flipping("settling"), agrees(noon + 1), context)?.transition?.to).toBe("resolved");
    expect(judge(flipping("resyncing"), agrees(noon + 1), context)?.transition?.to).toBe("patched");
  });
});

describe("a difference that nobody knew", () => {
  it("opens when nothing is on its way", () => {
    expect(judge(null, differs(noon), context)?.discrepancy).toMatchObject({
      state: "open",
      firstSeenAt: noon,
      openedAt: noon,
    });
  });
  it("settles when a side changed just now", () => {
    expect(judge(null, differs(noon, noon - minutes(1)), context)?.discrepancy).toMatchObject({
      state: "settling",
      openedAt: null,
    });
  });
  it("leaves nothing behind when the systems agree", () => {
    expect(judge(null, agrees(noon), context)).toBeNull();
  });
});

describe("a settling gap", () => {
  it("opens once it outlived the window", () => {
    const settling = judge(null, differs(noon, noon), context)!.discrepancy;
    const later = noon + minutes(16);
    expect(judge(settling, differs(later, noon), context)).toMatchObject({
      discrepancy: { state: "open", firstSeenAt: noon, lastSeenAt: later },
      transition: { from: "settling", to: "open" },
    });
  });
  it("resolves without ever having been open when it heals", () => {
    const healed = judge(inState("settling"), agrees(noon + 1), context);
    expect(healed?.discrepancy).toMatchObject({ state: "resolved", resolvedAt: noon + 1 });
  });
});

describe("a patched discrepancy", () => {
  it("reopens with one more recurrence when the gap comes back", () => {
    expect(judge(inState("patched"), differs(noon + 1), context)?.discrepancy).toMatchObject({
      state: "open",
      recurrence: 1,
    });
  });
  it("stays patched while the systems agree", () => {
    expect(judge(inState("patched"), agrees(noon + 1), context)?.transition).toBeNull();
  });
});

describe("evidence time rules, not arrival time", () => {
  it("does not reopen a resolved discrepancy from a reading made before the resolution", () => {
    const resolved = judge(inState("open"), agrees(noon + minutes(5)), context)!.discrepancy;
    expect(judge(resolved, differs(noon + minutes(4)), context)).toBeNull();
    expect(judge(resolved, differs(noon + minutes(6)), context)?.discrepancy.id).not.toBe(resolved.id);
  });

  it("holds for every state: an observation that is not newer changes nothing", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...discrepancyStates),
        fc.integer({ min: 0, max: minutes(600) }),
        fc.boolean(),
        (state, age, differing) => {
          const at = noon - age;
          expect(judge(inState(state), differing ? differs(at) : agrees(at), context)).toBeNull();
        },
      ),
    );
  });

  it("never leaves ignored by itself, and never doubles a live discrepancy", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: minutes(30) })), { maxLength: 30 }),
        (steps) => {
          const ignored = inState("ignored");
          let current = ignored;
          let at = noon;
          for (const [differing, wait] of steps) {
            at += wait;
            current = judge(current, differing ? differs(at) : agrees(at), context)?.discrepancy ?? current;
            expect(current).toMatchObject({ state: "ignored", id: ignored.id });
          }
        },
      ),
    );
  });
});
