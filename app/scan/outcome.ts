import type { ComparisonReport } from "../comparison/contract.ts";
import type { Collected } from "./collect.ts";
import type { Reading, ScanOutcome } from "./ports.ts";
import type { Recorded } from "./record.ts";

/** What the scan leaves behind for people: whether it saw everything, how much it read, and what it could not. */
export function outcomeOf(
  report: ComparisonReport,
  recorded: Recorded,
  collected: readonly Collected[],
): ScanOutcome {
  const failed = collected.filter((read) => !read.complete);
  return {
    state: failed.length === 0 ? "complete" : "incomplete",
    counts: { ...report.counts, ...recorded },
    samples: report.samples,
    readings: [...collected.map(readingOfConnection), ...readingsOfLocations(report, collected)],
    problem: failed.length === 0 ? null : failed.map((read) => read.problem).join(" "),
  };
}

function readingOfConnection({
  system,
  connectionId,
  rows,
  from,
  to,
  complete,
  problem,
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
  };
}

function readingsOfLocations(report: ComparisonReport, collected: readonly Collected[]): readonly Reading[] {
  return report.coverage.flatMap(({ system, locationId, rows, matched, unmatched, duplicates, from, to }) => {
    if (locationId === null) return [];
    const complete = collected.every((read) => read.system !== system || read.complete);
    return [
      {
        system,
        connectionId: null,
        locationId,
        rows,
        matched,
        unmatched,
        duplicates,
        from,
        to,
        complete,
        problem: null,
      },
    ];
  });
}
