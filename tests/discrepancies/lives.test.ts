import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { act, type Action } from "../../app/discrepancies/actions.ts";
import { differenceOf } from "../../app/discrepancies/difference.ts";
import type { Discrepancy, Transition } from "../../app/discrepancies/discrepancy.ts";
import { judge, type Judgement, type Observation } from "../../app/discrepancies/lifecycle.ts";
import { gap, minutes, noon, windows } from "./example.ts";

/** A step in the life of one key: something that a scan saw, or something that a person did. */
type Step =
  | {
      readonly by: "scan";
      readonly kind: Observation["kind"];
      readonly age: number;
      readonly oversells: boolean;
    }
  | { readonly by: "person"; readonly action: Action["kind"] };

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    by: fc.constant("scan" as const),
    kind: fc.constantFrom("differs" as const, "agrees" as const, "gone" as const),
    /** Minutes by which the observation is older than the step. */
    age: fc.integer({ min: 0, max: 90 }),
    oversells: fc.boolean(),
  }),
  fc.record({
    by: fc.constant("person" as const),
    action: fc.constantFrom("acknowledge", "snooze", "ignore", "reopen", "note"),
  }) as fc.Arbitrary<Step>,
);

interface Lived {
  readonly step: Step;
  readonly before: Discrepancy | null;
  readonly observedAt: number | null;
  readonly judgement: Judgement | null;
}

/** Plays the steps ten minutes apart, as the scan and the pages do: the live one is judged, or the last resolved one. */
function live(all: readonly Step[]): readonly Lived[] {
  let current: Discrepancy | null = null;
  let ids = 0;
  return all.map((step, index): Lived => {
    const now = noon + index * minutes(10);
    const before: Discrepancy | null = current;
    if (step.by === "person") {
      const judgement = before && act(before, actionOf(step.action, now), { person: "77", now });
      if (judgement) current = judgement.discrepancy;
      return { step, before, observedAt: null, judgement };
    }
    const observedAt = now - minutes(step.age);
    const context = { newId: () => `d${++ids}`, now, windows, lastAgreedAt: null };
    const judgement = judge(before, observationOf(step, observedAt), context);
    if (judgement) current = judgement.discrepancy;
    return { step, before, observedAt, judgement };
  });
}

function actionOf(kind: Action["kind"], now: number): Action {
  switch (kind) {
    case "snooze":
      return { kind, until: now + minutes(30), note: null };
    case "ignore":
      return { kind, reason: "We know" };
    case "note":
      return { kind, text: "A note" };
    default:
      return { kind, note: null };
  }
}

function observationOf({ kind, oversells }: Extract<Step, { by: "scan" }>, at: number): Observation {
  if (kind === "agrees") return { kind, observedAt: at };
  if (kind === "gone") return { kind, observedAt: at, why: "Nothing lists it any more." };
  const side = (value: number) => ({ value, updatedAt: at - minutes(600), observedAt: at });
  const [erp, storefront] = oversells ? [8, 12] : [12, 8];
  const sides = { wms: side(erp), erp: side(erp), storefront: side(storefront) };
  return { kind, difference: differenceOf(gap("downstream", sides), null), observedAt: at };
}

const lives = fc.array(steps, { minLength: 1, maxLength: 40 });

describe("whatever happens in the life of a discrepancy", () => {
  it("no path leaves ignored by itself", () => {
    fc.assert(
      fc.property(lives, (all) => {
        for (const { step, before, judgement } of live(all))
          if (before?.state === "ignored" && step.by === "scan")
            expect(judgement?.discrepancy.state ?? "ignored").toBe("ignored");
      }),
    );
  });

  it("an old reading changes nothing, and so never reopens", () => {
    fc.assert(
      fc.property(lives, (all) => {
        for (const { before, observedAt, judgement } of live(all))
          if (before && observedAt !== null && observedAt <= before.evidenceAt) expect(judgement).toBeNull();
      }),
    );
  });

  it("only a reading resolves, never a person and never a gap", () => {
    fc.assert(
      fc.property(lives, (all) => {
        for (const { step, judgement } of live(all))
          if (judgement?.transition?.to === "resolved" && judgement.transition.from !== "resolved")
            expect(["agrees", "gone"]).toContain(step.by === "scan" && step.kind);
      }),
    );
  });

  it("a new life begins only after the last one ended", () => {
    fc.assert(
      fc.property(lives, (all) => {
        for (const { before, judgement } of live(all))
          if (before && judgement && judgement.discrepancy.id !== before.id)
            expect(before.state).toBe("resolved");
      }),
    );
  });

  it("every change of state is told, from where to where, by whom and when", () => {
    fc.assert(
      fc.property(lives, (all) => {
        for (const { step, before, judgement } of live(all)) {
          if (!judgement) continue;
          const moved =
            judgement.discrepancy.state !== (before?.state === "resolved" ? null : (before?.state ?? null));
          const { transition } = judgement;
          if (moved) expect(transition?.to).toBe(judgement.discrepancy.state);
          if (transition)
            expect(transition.actor).toBe((step.by === "scan" ? "scan" : "77") satisfies Transition["actor"]);
        }
      }),
    );
  });
});

describe("a snooze", () => {
  const opened = live([{ by: "scan", kind: "differs", age: 0, oversells: false }])[0]!.judgement!.discrepancy;
  const snoozed = act(
    opened,
    { kind: "snooze", until: noon + minutes(60), note: null },
    { person: "77", now: noon },
  )!;
  const seen = (at: number, oversells: boolean) =>
    judge(snoozed.discrepancy, observationOf({ by: "scan", kind: "differs", age: 0, oversells }, at), {
      newId: () => "never",
      now: at,
      windows,
      lastAgreedAt: null,
    });

  it("lasts until its time", () => {
    expect(seen(noon + minutes(59), false)?.discrepancy.state).toBe("snoozed");
    expect(seen(noon + minutes(61), false)).toMatchObject({
      discrepancy: { state: "open", snoozedUntil: null },
      transition: { from: "snoozed", to: "open" },
    });
  });
  it("ends sooner when the storefront begins to promise too much", () => {
    expect(seen(noon + minutes(5), true)?.discrepancy.state).toBe("open");
  });
  it("cannot end before it begins", () => {
    expect(act(opened, { kind: "snooze", until: noon, note: null }, { person: "77", now: noon })).toBeNull();
  });
});

describe("what there is nothing left of to compare", () => {
  const opened = live([{ by: "scan", kind: "differs", age: 0, oversells: true }])[0]!.judgement!.discrepancy;
  it("is resolved with the reason, unless somebody ignores it", () => {
    const context = { newId: () => "never", now: noon + minutes(90), windows, lastAgreedAt: null };
    const gone: Observation = { kind: "gone", observedAt: noon + minutes(90), why: "No system lists it." };
    expect(judge(opened, gone, context)).toMatchObject({
      discrepancy: { state: "resolved" },
      transition: { why: "No system lists it." },
    });
    expect(judge({ ...opened, state: "ignored" }, gone, context)).toBeNull();
    expect(judge(null, gone, context)).toBeNull();
  });
});
