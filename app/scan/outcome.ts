import type { ComparisonReport } from "../comparison/contract.ts";
import type { WebhookGap } from "./announced.ts";
import type { Collected } from "./collect.ts";
import type { Reading, ScanOutcome } from "./ports.ts";
import type { Recorded } from "./record.ts";
import type { SuspiciousSlice } from "./trust.ts";

/** What the scan leaves behind for people: whether it saw everything, how much it read, and what it could not. */
export function outcomeOf(
  report: ComparisonReport,
  recorded: Recorded,
  collected: readonly Collected[],
  suspicious: readonly SuspiciousSlice[],
  gap: WebhookGap | null,
): ScanOutcome {
  const failed = collected.filter((read) => !read.complete);
  const problems = [
    ...failed.map((read) => read.problem ?? ""),
    ...(suspicious.length > 0 ? [fewerRows(suspicious.length)] : []),
  ];
  return {
    state: problems.length === 0 ? "complete" : "incomplete",
    counts: { ...report.counts, ...recorded, webhookGap: gap },
    samples: report.samples,
    readings: [...collected.map(readingOfConnection), ...readingsOfLocations(report, collected, suspicious)],
    problem: problems.length === 0 ? null : problems.join(" "),
  };
}

function fewerRows(slices: number): string {
  return slices === 1
    ? "One location brought far fewer rows than last time."
    : `${slices} readings brought far fewer rows than last time.`;
}

function readingOfConnection({
  system,
  connectionId,
  rows,
  from,
  to,
  complete,
  problem,
  how,
}: Collected): Reading {
  return {
    system,
    connectionId,
    locationId: null,
    rows,
    matched: 0,
    unmatched: 0,
    duplicates: 0,
    from,
    to,
    complete,
    problem,
    how,
  };
}

/** A row that did not change carries the time at which it was read; that it did not change, the system said now. */
function spanOf(
  system: Collected["system"],
  rows: Pick<Reading, "from" | "to">,
  collected: readonly Collected[],
): Pick<Reading, "from" | "to"> {
  const reads = collected.filter((read) => read.system === system && read.complete);
  if (!reads.some(({ how }) => how?.kind === "changes")) return rows;
  return { from: Math.min(...reads.map((read) => read.from)), to: Math.max(...reads.map((read) => read.to)) };
}

function readingsOfLocations(
  report: ComparisonReport,
  collected: readonly Collected[],
  suspicious: readonly SuspiciousSlice[],
): readonly Reading[] {
  return report.coverage.flatMap(({ system, locationId, rows, matched, unmatched, duplicates, from, to }) => {
    if (locationId === null) return [];
    const slice = suspicious.find(
      (doubted) => doubted.system === system && doubted.locationId === locationId,
    );
    const problem = slice
      ? `${slice.rows} rows instead of ${slice.rowsLastTime} last time: the feed may have ended early. If the next scan reads as few, they are believed.`
      : null;
    const complete = !slice && collected.every((read) => read.system !== system || read.complete);
    return [
      {
        system,
        connectionId: null,
        locationId,
        rows,
        matched,
        unmatched,
        duplicates,
        ...spanOf(system, { from, to }, collected),
        complete,
        problem,
        how: null,
      },
    ];
  });
}
