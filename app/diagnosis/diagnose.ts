import type { Handoff } from "../inventory/index.ts";
import { isLate, setScene, type Case, type Scene } from "./case.ts";
import { bothSides, evidence, staleness } from "./evidence.ts";
import { timingCauses } from "./cause.ts";
import type { Claim, Evidence, Finding } from "./finding.ts";
import { firstAnswer } from "./first-answer.ts";
import { incidentKey } from "./incident.ts";
import type { Inquiry, Mismatch } from "./inquiry.ts";
import { rankOf, strongest } from "./order.ts";
import { residualOf } from "./residual.ts";
import type { Rule } from "./rule.ts";
import { rules as everyRule } from "./rules/index.ts";
import { isOverdue } from "./settling.ts";
import { triggerOf } from "./trigger.ts";
import { isUnderWay } from "./under-way.ts";

/** A finding for every mismatch of the inquiry, in its order. Pure: the order of mismatches changes no answer. */
export function diagnose(inquiry: Inquiry, rules: readonly Rule[] = everyRule): readonly Finding[] {
  const scene = setScene(inquiry);
  const claims = new Map<Case, Claim>();
  for (const cohort of scene.cohorts) {
    for (const rule of rules) {
      for (const [each, claim] of rule.examine(cohort)) {
        const best = claims.get(each);
        if (!best || rankOf(claim) < rankOf(best)) claims.set(each, claim);
      }
    }
  }
  hearEchoes(scene.cases, claims);
  const cases = Map.groupBy(scene.cases, ({ mismatch }) => mismatch);
  return inquiry.mismatches.map((mismatch) =>
    conclude(mismatch, cases.get(mismatch) ?? [], claims, scene, rules),
  );
}

/**
 * Pools of one key that part at the same handoff, at once or by the same amount, are off for one reason: on hand follows what is
 * available. The strongest claim holds for all of them. What came wrong through the handoff before may also show in a pool at the next
 * one only: off by the same amount, and nothing else explains it. What delays one number of a key delays its other late ones.
 */
function hearEchoes(cases: readonly Case[], claims: Map<Case, Claim>): void {
  for (const own of byKey(cases)) {
    if (own.length < 2) continue;
    for (const likeness of [gapOf, partingOf])
      share(
        own,
        (each) => `${each.pair.handoff} ${likeness(each)}`,
        claims,
        () => true,
      );
    share(own, gapOf, claims, (each) => !claims.has(each));
    share(
      own.filter((each) => isLate(each) && isTiming(claims.get(each))),
      ({ pair, flow }) => `${pair.handoff} ${flow}`,
      claims,
      (each) => !claims.has(each),
    );
  }
}

/** Or may become it. */
function isTiming(claim: Claim | undefined): boolean {
  return claim === undefined || timingCauses.has(claim.cause);
}

/** Cases of one SKU at one location, over all pools and handoffs. */
function byKey(cases: readonly Case[]): Iterable<readonly Case[]> {
  const pools = new Set(cases.map(({ mismatch }) => mismatch.pool));
  if (pools.size < 2) return Map.groupBy(cases, ({ mismatch }) => mismatch).values();
  return Map.groupBy(cases, ({ mismatch }) => `${mismatch.sku}\n${mismatch.locationId}`).values();
}

function share(
  own: readonly Case[],
  likeness: (each: Case) => string,
  claims: Map<Case, Claim>,
  takes: (each: Case) => boolean,
): void {
  for (const together of Map.groupBy(own, likeness).values()) {
    if (together.length < 2) continue;
    const found = strongest(together.flatMap((each) => claims.get(each) ?? []));
    if (found) for (const each of together) if (takes(each)) claims.set(each, found);
  }
}

function gapOf({ up, down, upSide, downSide }: Case): string {
  if (upSide.missing || downSide.missing) return "missing";
  return up === null || down === null ? "unknown" : String(down - up);
}

function partingOf({ story }: Case): string {
  return story.agreedAt === null ? "never agreed" : String(story.partedAt);
}

function conclude(
  mismatch: Mismatch,
  cases: readonly Case[],
  claims: ReadonlyMap<Case, Claim>,
  scene: Scene,
  rules: readonly Rule[],
): Finding {
  const chosen = mainCase(cases, claims, scene);
  if (!chosen) return withoutCase(mismatch, rules);
  const claim = heeded(claims.get(chosen) ?? null, chosen, scene);
  const cause = claim?.cause ?? "unknown";
  const flow = claim?.flow ?? chosen.flow;
  const handoff = handoffOf(chosen, cases, claims, scene);
  const trigger = claim?.trigger
    ? { event: claim.trigger, distance: Math.max(0, chosen.story.partedAt - claim.trigger.at) }
    : triggerOf(chosen, cause, scene);
  const residual = residualOf(chosen, scene.inquiry);
  return {
    sku: mismatch.sku,
    locationId: mismatch.locationId,
    pool: mismatch.pool,
    cause,
    grade: claim?.grade ?? null,
    handoff,
    flow,
    confidence: claim?.confidence ?? 0.3,
    firstAnswer: firstAnswer(chosen),
    evidence: [
      bothSides(chosen),
      ...(claim?.evidence ?? [...staleness(chosen), tried(rules)]),
      ...(residual && residual.terms.length > 0 ? [arithmetic(residual, scene.inquiry.at)] : []),
    ],
    residual,
    trigger,
    incidentKey: incidentKey({
      handoff,
      flow,
      cause,
      locationId: mismatch.locationId,
      receiver: chosen.receiver,
    }),
  };
}

/** The strongest proven handoff; the more upstream one where both are equal. */
function mainCase(cases: readonly Case[], claims: ReadonlyMap<Case, Claim>, scene: Scene): Case | undefined {
  if (cases.length < 2) return cases[0];
  const rank = (each: Case): number => {
    const claim = claims.get(each);
    const found = claim ? rankOf(claim) : Number.MAX_SAFE_INTEGER;
    const { at, clocks } = scene.inquiry;
    return isUnderWay(each, at) ? found + 2000 : isOverdue(each, at, clocks) ? found : found + 1000;
  };
  return cases.toSorted((a, b) => rank(a) - rank(b))[0];
}

/**
 * What is under way looks late, edited or undone by turns: then only what is stated, or repeats over keys, is heeded. That numbers
 * came late here is as good a reason as any to wait for this one, until anything else is known.
 */
function heeded(claim: Claim | null, chosen: Case, { inquiry }: Scene): Claim | null {
  if (!claim) return null;
  const fickle = timingCauses.has(claim.cause) || claim.grade === "observed" || claim.grade === "inferred";
  if (!fickle || !isUnderWay(chosen, inquiry.at)) return claim;
  return claim.cause === "sync_lag" && claim.grade === "observed"
    ? { ...claim, grade: "inferred", confidence: UNDER_WAY }
    : null;
}

const UNDER_WAY = 0.4;

/** One handoff is named where the other merely has a number on its way; both, where both are broken. */
function handoffOf(
  chosen: Case,
  cases: readonly Case[],
  claims: ReadonlyMap<Case, Claim>,
  scene: Scene,
): Handoff {
  const [first, second] = cases;
  if (!first || !second) return chosen.pair.handoff;
  if (chosen.mismatch.verdict !== "both") return chosen.pair.handoff;
  const other = chosen === first ? second : first;
  const { at, clocks } = scene.inquiry;
  return isOverdue(other, at, clocks) && claims.has(other) ? "both" : chosen.pair.handoff;
}

function withoutCase(mismatch: Mismatch, rules: readonly Rule[]): Finding {
  const handoff = mismatch.verdict === "both" ? "both" : "erp_storefront";
  return {
    sku: mismatch.sku,
    locationId: mismatch.locationId,
    pool: mismatch.pool,
    cause: "unknown",
    grade: null,
    handoff,
    flow: "stock",
    confidence: 0,
    firstAnswer: "open",
    evidence: [tried(rules)],
    residual: null,
    trigger: null,
    incidentKey: incidentKey({
      handoff,
      flow: "stock",
      cause: "unknown",
      locationId: mismatch.locationId,
      receiver: "storefront",
    }),
  };
}

const triedBy = new WeakMap<readonly Rule[], Evidence>();

function tried(rules: readonly Rule[]): Evidence {
  const known = triedBy.get(rules);
  if (known) return known;
  const causes = rules.map(({ cause }) => cause.replaceAll("_", " ")).join(", ");
  const said = evidence("tried", null, null, `None of these proved out: ${causes}.`);
  triedBy.set(rules, said);
  return said;
}

function arithmetic(residual: NonNullable<Finding["residual"]>, at: number): Evidence {
  const terms = residual.terms.map(({ name, quantity }) => `${quantity / 1_000_000} ${name}`).join(", ");
  return evidence(
    "arithmetic",
    null,
    at,
    `Of the gap of ${residual.gap / 1_000_000}, ${terms}; ${residual.residual / 1_000_000} is left.`,
    { gap: residual.gap / 1_000_000, left: residual.residual / 1_000_000 },
  );
}
