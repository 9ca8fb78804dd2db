import type { Instant, System } from "../../inventory/index.ts";
import type { Evidence, Finding } from "../finding.ts";
import type { HealthSample, Mismatch } from "../inquiry.ts";
import { adviceFor, sentenceFor, type Advice } from "../sentences.ts";

/** The five items of the operators' checklist, the evidence, and every SKU that is affected. */
export interface EscalationReport {
  readonly title: string;
  /** Whom it is for, in a sentence; null where nobody said who runs the handoff. */
  readonly addressee: string | null;
  readonly zone: string;
  /** 1. The three counts with the time of each reading. */
  readonly counts: readonly CountLine[];
  /** 2. Last consistent, first seen. */
  readonly lastAgreedAt: Instant | null;
  readonly firstSeenAt: Instant;
  /** 3. What may have started it. */
  readonly triggers: readonly { readonly at: Instant; readonly text: string }[];
  /** 4. Queue and error state of the handoff. */
  readonly health: readonly HealthSample[];
  /** 5. The pattern. */
  readonly sentence: string;
  readonly advice: Advice;
  readonly evidence: readonly Evidence[];
  readonly affected: readonly AffectedLine[];
}

export interface CountLine {
  readonly system: System;
  readonly name: string;
  readonly value: number | null;
  readonly missing: boolean;
  readonly readAt: Instant | null;
  readonly changedAt: Instant | null;
}

export interface AffectedLine {
  readonly sku: string;
  readonly location: string;
  readonly pool: string;
  readonly values: Readonly<Partial<Record<System, number | null>>>;
  readonly firstSeenAt: Instant;
}

export interface ReportSetting {
  readonly names: Readonly<Partial<Record<System, string>>>;
  readonly zone: string;
  readonly locationName: (id: string) => string;
  readonly health: readonly HealthSample[];
  readonly addressee?: string | null;
}

/** `members`: the findings of one incident with their mismatches, the one that is shown in full first. Null for none. */
export function escalationReport(
  members: readonly (readonly [Finding, Mismatch])[],
  { names, zone, locationName, health, addressee = null }: ReportSetting,
): EscalationReport | null {
  const [first] = members;
  if (!first) return null;
  const [finding, mismatch] = first;
  const location = locationName(mismatch.locationId);
  const triggers = new Map(
    members.flatMap(([{ trigger }]) => {
      if (!trigger) return [];
      const { at, system, kind, note } = trigger.event;
      const text = [names[system ?? "storefront"], kind.replaceAll("_", " "), note]
        .filter(Boolean)
        .join(": ");
      return [[`${at} ${text}`, { at, text }] as const];
    }),
  );
  return {
    title: `${finding.sku} at ${location}: ${finding.pool.replaceAll("_", " ")}`,
    addressee,
    zone,
    counts: Object.entries(mismatch.sides).map(([system, side]) => ({
      system: system as System,
      name: names[system as System] ?? system,
      value: side.value === null ? null : side.value / 1_000_000,
      missing: side.missing,
      readAt: side.observedAt,
      changedAt: side.updatedAt,
    })),
    lastAgreedAt: mismatch.lastAgreedAt,
    firstSeenAt: mismatch.firstSeenAt,
    triggers: [...triggers.values()].sort((a, b) => a.at - b.at),
    health,
    sentence: sentenceFor(finding, { names, location }),
    advice: adviceFor(finding.cause, finding.handoff, finding.flow, names),
    evidence: finding.evidence,
    affected: members.map(([, each]) => ({
      sku: each.sku,
      location: locationName(each.locationId),
      pool: each.pool,
      values: Object.fromEntries(
        Object.entries(each.sides).map(([system, { value }]) => [
          system,
          value === null ? null : value / 1_000_000,
        ]),
      ),
      firstSeenAt: each.firstSeenAt,
    })),
  };
}
