import type { EscalationReport } from "./model.ts";
import { timeIn } from "./time.ts";

/** For a ticket: everything that a vendor asks for first, in one page. */
export function markdownReport(report: EscalationReport): string {
  const { zone, advice } = report;
  const time = (at: number | null): string => timeIn(zone, at);
  return [
    `# ${escape(report.title)}`,
    escape(report.sentence),
    "## Counts",
    table(
      ["System", "Count", "Read at", "Last changed there"],
      report.counts.map(({ name, value, missing, readAt, changedAt }) => [
        name,
        missing ? "no row" : (value?.toString() ?? "unknown"),
        time(readAt),
        time(changedAt),
      ]),
    ),
    "## Window",
    `Last consistent: ${time(report.lastAgreedAt)}. First seen to differ: ${time(report.firstSeenAt)}.`,
    "## What may have started it",
    list(report.triggers.map(({ at, text }) => `${time(at)}: ${text}`)),
    "## Queue and errors",
    list(
      report.health.map(
        ({ at, system, queued, failed, throttled, oldestQueuedAt }) =>
          `${time(at)}, into ${system}: ${said(queued)} queued (oldest ${time(oldestQueuedAt)}), ${said(failed)} failed, ${said(throttled)} throttled`,
      ),
    ),
    "## What to do",
    list([`Tell: ${advice.tell}`, `For good: ${advice.cure}`, `Only patches it: ${advice.patch}`]),
    "## Evidence",
    list(report.evidence.map(({ at, text }) => (at === null ? text : `${time(at)}: ${text}`))),
    `## Affected (${report.affected.length})`,
    table(
      ["SKU", "Location", "Pool", "Counts", "First seen"],
      report.affected.map(({ sku, location, pool, values, firstSeenAt }) => [
        sku,
        location,
        pool,
        Object.entries(values)
          .map(([system, value]) => `${system} ${said(value)}`)
          .join(", "),
        time(firstSeenAt),
      ]),
    ),
    "",
  ].join("\n\n");
}

function said(value: number | null): string {
  return value === null ? "unknown" : String(value);
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? "Nothing on record." : lines.map((line) => `- ${escape(line)}`).join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => escape(cell)).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Names come from other people's systems: none of them may break a table or become a link. */
function escape(text: string): string {
  return text
    .replace(/[\r\n]+/g, " ")
    .replace(/[\\`*_[\]<>|#]/g, (sign) => (sign === "_" ? sign : `\\${sign}`));
}
