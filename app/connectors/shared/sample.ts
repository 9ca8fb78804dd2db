import type { ReportedLevel, State } from "../../inventory/index.ts";
import type { CheckResult, LevelPage, RejectedRow } from "../contract.ts";

const sampleSize = 3;

/** The first rows of a feed for the merchant to recognise, and what they already show to be amiss. Reads no further than the first page with rows. */
export async function sampleOf(
  pages: AsyncIterable<LevelPage>,
  chosen: { readonly states: readonly (readonly [State, string])[]; readonly changedAt: string | null },
): Promise<CheckResult> {
  for await (const { levels, rejected } of pages) {
    if (levels.length === 0 && rejected.length === 0) continue;
    return { sample: levels.slice(0, sampleSize), warnings: warningsOf(levels, rejected, chosen) };
  }
  return { sample: [], warnings: ["The address and the credentials work, but there is not a single row."] };
}

function warningsOf(
  levels: readonly ReportedLevel[],
  rejected: readonly RejectedRow[],
  {
    states,
    changedAt,
  }: { readonly states: readonly (readonly [State, string])[]; readonly changedAt: string | null },
): readonly string[] {
  const warnings: string[] = [];
  const [bad] = rejected;
  if (bad) {
    const total = levels.length + rejected.length;
    warnings.push(
      `${rejected.length} of the first ${total} rows cannot be used. ${bad.where}: ${bad.reason}.`,
    );
  }
  if (levels.length === 0) return warnings;
  for (const [state, field] of states) {
    if (levels.every((level) => level.states[state] === undefined))
      warnings.push(`None of the first rows has a number in ${field}.`);
  }
  if (changedAt !== null && levels.every(({ updatedAt }) => updatedAt === null)) {
    warnings.push(`None of the first rows has a time in ${changedAt}.`);
  }
  return warnings;
}
