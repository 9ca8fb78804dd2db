import type { Case, Cohort } from "../case.ts";
import { eventEvidence, evidence, units } from "../evidence.ts";
import type { Claim } from "../finding.ts";
import type { LoggedEvent } from "../inquiry.ts";
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
    const wholesale = isWholesale(cohort);
    for (const each of cohort.cases) {
      const edit = editOf(each);
      if (!edit) continue;
      const logged = loggedEdit(each, edit, cohort);
      if (!logged && (wholesale || each.flow === "orders" || mayBeSale(each, edit, cohort))) continue;
      if (!logged && isRestOfPack(each, cohort)) continue;
      claims.set(each, claimFor(each, edit, logged));
    }
    return claims;
  },
};

/** A storefront that reports nothing of its orders, by state or by log, falls with every sale. */
function mayBeSale({ pair, downSide }: Case, { before, after }: Move, { scene }: Cohort): boolean {
  if (pair.into !== "storefront" || after >= before || after === 0) return false;
  const { committed, on_hand, available } = downSide.states;
  const tells = committed !== undefined || (on_hand !== undefined && on_hand !== available);
  return !tells && !scene.events.logsOrders(pair.into);
}

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

/** Many keys of one place written between the same two readings: a job does that, not a person. */
function isWholesale({ cases }: Cohort): boolean {
  const writes = Map.groupBy(
    cases.flatMap((each) => editOf(each) ?? []),
    ({ at }) => at,
  );
  const most = Math.max(0, ...[...writes.values()].map((moves) => moves.length));
  return most >= 8;
}
