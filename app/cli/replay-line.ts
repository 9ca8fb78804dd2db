import type { Flow } from "../discrepancies/discrepancy.ts";
import {
  formatInstant,
  formatQuantity,
  type Handoff,
  type Instant,
  type Quantity,
  type System,
} from "../inventory/index.ts";
import type { RecordedStore } from "./recorded-store.ts";
import type { Episode } from "./replay-episodes.ts";

/** What diagnosis adds to an episode. Null where there is none. */
export interface EpisodeDiagnosis {
  readonly cause: string | null;
  readonly confidence: number | null;
  readonly explanation: string | null;
  readonly evidence: readonly EpisodeEvidence[];
  readonly trigger: EpisodeTrigger | null;
  readonly recurrence: number;
  readonly incident: string | null;
  /** Where the cause says it better than the verdict alone. */
  readonly handoff?: Handoff;
  readonly flow?: Flow;
}

export interface EpisodeEvidence {
  readonly kind: string;
  readonly system: System | null;
  readonly at: Instant | null;
  readonly text: string;
  readonly values: Readonly<Record<string, unknown>> | null;
}

export interface EpisodeTrigger {
  readonly at: Instant;
  readonly system: System | null;
  readonly kind: string;
  readonly note: string | null;
}

export const undiagnosed: EpisodeDiagnosis = {
  cause: null,
  confidence: null,
  explanation: null,
  evidence: [],
  trigger: null,
  recurrence: 0,
  incident: null,
};

/** One line of `replay`. Numbers are written digit by digit, so that none is rounded on its way. */
export function episodeLine(store: RecordedStore, episode: Episode, diagnosis: EpisodeDiagnosis): string {
  const { difference } = episode;
  const fields: Readonly<Record<string, string>> = {
    sku: JSON.stringify(episode.sku),
    location: JSON.stringify(episode.locationId),
    pool: JSON.stringify(episode.pool),
    first_seen_at: time(episode.firstSeenAt),
    opened_at: time(episode.openedAt),
    resolved_at: time(episode.resolvedAt),
    last_agreed_at: time(episode.lastAgreedAt),
    values: object(
      [...store.systems.keys()].map((system) => [system, number(difference.sides[system]?.value ?? null)]),
    ),
    verdict: JSON.stringify(difference.verdict),
    handoff: JSON.stringify(diagnosis.handoff ?? difference.handoff),
    flow: JSON.stringify(diagnosis.flow ?? difference.flow),
    cause: JSON.stringify(diagnosis.cause),
    confidence: JSON.stringify(diagnosis.confidence),
    explanation: JSON.stringify(diagnosis.explanation),
    evidence: `[${diagnosis.evidence.map(evidenceText).join(",")}]`,
    trigger: diagnosis.trigger ? triggerText(diagnosis.trigger) : "null",
    recurrence: String(diagnosis.recurrence),
    incident: JSON.stringify(diagnosis.incident),
    direction: JSON.stringify(difference.direction),
    units: number(difference.units),
    money: difference.money ?? "null",
  };
  return object(Object.entries(fields));
}

function evidenceText({ kind, system, at, text, values }: EpisodeEvidence): string {
  return `{"kind":${JSON.stringify(kind)},"system":${JSON.stringify(system)},"at":${time(at)},"text":${JSON.stringify(text)},"values":${JSON.stringify(values)}}`;
}

function triggerText({ at, system, kind, note }: EpisodeTrigger): string {
  return `{"at":${time(at)},"system":${JSON.stringify(system)},"kind":${JSON.stringify(kind)},"note":${JSON.stringify(note)}}`;
}

function object(fields: readonly (readonly [string, string])[]): string {
  return `{${fields.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(",")}}`;
}

function time(at: Instant | null): string {
  return at === null ? "null" : JSON.stringify(formatInstant(at));
}

function number(quantity: Quantity | null): string {
  return quantity === null ? "null" : formatQuantity(quantity);
}
