import type { Score, Tally } from "./score.ts";

const columns: readonly (readonly [string, (tally: Tally) => number | null])[] = [
  ["found", (tally) => share(tally.found, tally.due)],
  ["delay", (tally) => (tally.found === 0 ? null : tally.delay / tally.found)],
  ["handoff", (tally) => share(tally.handoff, tally.found)],
  ["flow", (tally) => share(tally.flow, tally.found)],
  ["cause", (tally) => share(tally.cause, tally.found)],
  ["unknown", (tally) => share(tally.unknown, tally.found)],
  ["wrong", (tally) => share(tally.wrong, tally.found)],
  ["agreed", (tally) => share(tally.lastAgreed, tally.found)],
  ["seen", (tally) => share(tally.firstSeen, tally.found)],
  ["resolved", (tally) => share(tally.resolved, tally.found)],
  ["trigger", (tally) => share(tally.trigger, tally.triggers)],
  ["grouped", (tally) => share(tally.grouped, tally.found)],
];

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole;
}

export function total({ byCause }: Score): Tally {
  const sum: Record<string, number> = {};
  for (const tally of byCause.values())
    for (const [name, value] of Object.entries(tally) as [string, number][])
      sum[name] = (sum[name] ?? 0) + value;
  return sum as unknown as Tally;
}

/** Percentages; delay in scans. */
export function table(title: string, score: Score): string {
  const rows = [...[...score.byCause].sort(([a], [b]) => (a < b ? -1 : 1)), ["all", total(score)] as const];
  const head = [title.padEnd(20), "due".padStart(6), ...columns.map(([name]) => name.padStart(9))].join("");
  const lines = rows.map(([cause, tally]) =>
    [
      cause.padEnd(20),
      String(tally.due).padStart(6),
      ...columns.map(([name, of]) => {
        const value = of(tally);
        return (
          value === null || Number.isNaN(value) ? "" : value.toFixed(name === "delay" ? 2 : 1)
        ).padStart(9);
      }),
    ].join(""),
  );
  const alarms = [...score.falseAlarms]
    .sort((a, b) => b[1] - a[1])
    .map(([cause, count]) => `${cause} ${count}`);
  return [
    head,
    ...lines,
    `${score.worlds} worlds, ${score.cleanWorlds} of them clean; false alarms: ${alarms.join(", ") || "none"}; in clean worlds: ${score.cleanAlarms}`,
  ].join("\n");
}
