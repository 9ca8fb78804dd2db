import type { Instant } from "../../inventory/index.ts";
import type { Case, Cohort, Scene } from "../case.ts";
import { eventEvidence, evidence, units } from "../evidence.ts";
import type { Claim } from "../finding.ts";
import { itemKey, type LoggedEvent } from "../inquiry.ts";
import { isRestOfPack } from "../pack-rest.ts";
import type { Rule } from "../rule.ts";
import type { Move } from "../story.ts";

const SLACK = 300_000;

/** Somebody edited one side: it changed with no reason upstream, and either a log says so or only few keys did. */
export const manualOverride: Rule = {
  cause: "manual_override",
  needs: ["past", "events"],
  examine(cohort) {
    const claims = new Map<Case, Claim>();
    const edits = editsIn(cohort.scene);
    const wholesale = cohort.cases.some((each) => (edits.get(each)?.round.keys ?? 0) >= WHOLESALE);
    for (const each of cohort.cases) {
      const { edit, round } = edits.get(each) ?? {};
      if (!edit || !round) continue;
      const logged = loggedEdit(each, edit, cohort);
      if (!logged && (wholesale || each.flow === "orders" || mayBeSale(each, edit, cohort))) continue;
      if (!logged && (isAtSeveralPlaces(each, round) || isFromElsewhere(each, cohort))) continue;
      if (!logged && isRestOfPack(each, cohort)) continue;
      claims.set(each, claimFor(each, edit, logged));
    }
    return claims;
  },
};

/** The SKU was written elsewhere too, and at once: that is about the item, and no correction of one count. */
function isAtSeveralPlaces({ mismatch }: Case, { placesBySku }: Round): boolean {
  return (placesBySku.get(mismatch.sku) ?? 0) > 1;
}

/** The number is what the sender has of this SKU at another location: nobody types that by chance. */
function isFromElsewhere({ mismatch, pair, story, down }: Case, { scene }: Cohort): boolean {
  if (!down) return false;
  const places = scene.inquiry.elsewhere.get(itemKey(mismatch.pool, mismatch.sku)) ?? [];
  return [...places].some(
    ([place, sides]) =>
      place !== mismatch.locationId && [down, story.written].includes(sides[pair.from]?.value ?? null),
  );
}

/**
 * A storefront that reports nothing of its orders, by state or by log, falls with every sale. A system above that falls by what a shopper
 * takes, to what the storefront shows, may have been told of a sale as well as have told of an edit.
 */
function mayBeSale({ pair, story, downSide }: Case, { before, after, at }: Move, { scene }: Cohort): boolean {
  if (after >= before || after === 0 || scene.events.logsOrders("storefront")) return false;
  if (pair.into === "storefront") return downSide.states.committed === undefined;
  const below = story.points.find((point) => point.at === at)?.below;
  return below?.value === after && before - after <= LARGEST_SALE;
}

/** What one shopper usually takes at most, in millionths. */
const LARGEST_SALE = 3_000_000;

function claimFor(each: Case, edit: Move, logged: LoggedEvent | null): Claim {
  const { from, into } = each.pair;
  return {
    cause: "manual_override",
    grade: logged ? "stated" : "observed",
    confidence: logged ? 0.95 : 0.7,
    flow: "stock",
    evidence: [
      ...(logged ? [eventEvidence(logged)] : []),
      evidence(
        "history",
        into,
        edit.stamped ?? edit.at,
        `The ${into} went from ${units(edit.before)} to ${units(edit.after)}, and the ${from} had not moved.`,
        { before: edit.before / 1_000_000, after: edit.after / 1_000_000 },
      ),
    ],
    ...(logged && { trigger: logged }),
  };
}

/** The write that parted the two sides, if upstream gave no reason for it. */
function editOf({ story, downSide }: Case): Move | null {
  if (downSide.missing || story.shownUpstreamAt !== null) return null;
  const since = story.agreedAt;
  if (since === null) return null;
  const write = story.downMoves.find((move) => move.at > since && !move.ownOrder);
  if (!write) return null;
  const reasons = story.upMoves.some(
    ({ at, after, before }) =>
      at <= write.at && at > since && (after === write.after || before === write.after),
  );
  return reasons || (story.mover === "up" && write.at > story.partedAt) ? null : write;
}

function loggedEdit(each: Case, edit: Move, { scene }: Cohort): LoggedEvent | null {
  const events = scene.events
    .ofKey(each.mismatch)
    .filter(
      ({ kind, system, at }) =>
        kind === "adjustment" &&
        system === each.pair.into &&
        at > edit.since - SLACK &&
        at <= edit.at + SLACK,
    );
  const change = (edit.after - edit.before) / 1_000_000;
  return events.find(({ delta }) => delta === change) ?? events.at(-1) ?? null;
}

/** Many keys at once are written by a job, not by a person. */
const WHOLESALE = 8;

/** Writes between the same two readings with no reason upstream. */
interface Round {
  keys: number;
  readonly placesBySku: Map<string, number>;
}

type Edits = ReadonlyMap<Case, { readonly edit: Move; readonly round: Round }>;

const editsOf = new WeakMap<Scene, Edits>();

/** Worked out once for all places, since one round may reach over them. */
function editsIn(scene: Scene): Edits {
  const known = editsOf.get(scene);
  if (known) return known;
  const edits = new Map<Case, { edit: Move; round: Round }>();
  const rounds = new Map<string, Map<Instant, Round>>();
  for (const { pair, pool, cases } of scene.cohorts) {
    const name = `${pair.handoff} ${pool.name}`;
    const own = rounds.get(name) ?? new Map<Instant, Round>();
    rounds.set(name, own);
    for (const each of cases) {
      const edit = editOf(each);
      if (!edit) continue;
      const round = own.get(edit.at) ?? { keys: 0, placesBySku: new Map<string, number>() };
      own.set(edit.at, round);
      round.keys += 1;
      const { sku } = each.mismatch;
      round.placesBySku.set(sku, (round.placesBySku.get(sku) ?? 0) + 1);
      edits.set(each, { edit, round });
    }
  }
  editsOf.set(scene, edits);
  return edits;
}
