import type { Cohort } from "../case.ts";
import { eventEvidence, evidence } from "../evidence.ts";
import type { Claim } from "../finding.ts";
import type { LoggedEvent } from "../inquiry.ts";
import type { Rule } from "../rule.ts";
import type { Story } from "../story.ts";

const TWO_WEEKS = 14 * 24 * 3_600_000;
/** Most of what differs at the place must have differed from the start. */
const LEAST_SHARE = 0.5;

/** A location or channel appeared shortly before, nothing agreed there since, and the gap is confined to it. */
export const topologyChange: Rule = {
  cause: "topology_change",
  needs: ["location_facts", "events", "siblings"],
  examine(cohort) {
    const appeared = appearanceOf(cohort);
    if (!appeared) return new Map();
    const since = cohort.cases.filter(
      ({ story }) => story.agreedAt === null || story.agreedAt <= appeared.at || neverWritten(story),
    );
    const all = cohort.cases.length + sharing(cohort);
    if (since.length < LEAST_SHARE * all) return new Map();
    const proof = [
      appeared.event
        ? eventEvidence(appeared.event)
        : evidence("flag", "storefront", appeared.at, `${cohort.location.name} was opened.`),
      evidence(
        "cohort",
        cohort.pair.into,
        cohort.scene.inquiry.at,
        `${since.length} of ${all} SKUs there have not agreed since.`,
        { differing: since.length, all },
      ),
    ];
    const claim: Claim = {
      cause: "topology_change",
      grade: "stated",
      confidence: 0.9,
      flow: "stock",
      evidence: proof,
      ...(appeared.event && { trigger: appeared.event }),
    };
    return new Map(since.map((each) => [each, claim]));
  },
};

function appearanceOf(cohort: Cohort): { at: number; event: LoggedEvent | null } | null {
  const { scene, location, pool } = cohort;
  const first = Math.min(...cohort.cases.map(({ story }) => story.partedAt));
  const recent = (at: number): boolean => at <= first + SLACK && first - at <= TWO_WEEKS;
  const event = scene.events.general().findLast(({ at, kind, locationId }) => {
    if (!recent(at)) return false;
    if (kind === "channel_added") return pool.channel !== null;
    return kind === "location_added" && locationId === location.id;
  });
  if (event) return { at: event.at, event };
  return location.createdAt !== null && recent(location.createdAt)
    ? { at: location.createdAt, event: null }
    : null;
}

const SLACK = 300_000;

/** Nothing was ever written there: the key agreed only while upstream had nothing either. */
function neverWritten({ downMoves }: Story): boolean {
  return downMoves.every(({ ownOrder }) => ownOrder);
}

/** Agreeing keys that hold something: a zero agrees with a zero whatever the rules are. */
function sharing({ siblings, pair }: Cohort): number {
  return siblings.filter(({ sides }) => (sides[pair.from]?.value ?? 0) !== 0).length;
}
