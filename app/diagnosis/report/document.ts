import { heading, list, table, text, type Document } from "../document/index.ts";
import type { EscalationReport } from "./model.ts";
import { timeIn } from "./time.ts";

/** For whoever must act: everything that a vendor asks for first, in one page. */
export function reportDocument(report: EscalationReport): Document {
  const { zone, advice, title, addressee } = report;
  const time = (at: number | null): string => timeIn(zone, at);
  return {
    title,
    blocks: [
      ...(addressee === null ? [] : [text(addressee)]),
      text(report.sentence),
      heading("Counts"),
      table(
        ["System", "Count", "Read at", "Last changed there"],
        report.counts.map(({ name, value, missing, readAt, changedAt }) => [
          name,
          missing ? "no row" : (value?.toString() ?? "unknown"),
          time(readAt),
          time(changedAt),
        ]),
      ),
      heading("Window"),
      text(
        `Last consistent: ${time(report.lastAgreedAt)}. First seen to differ: ${time(report.firstSeenAt)}.`,
      ),
      heading("What may have started it"),
      list(report.triggers.map((trigger) => `${time(trigger.at)}: ${trigger.text}`)),
      heading("Queue and errors"),
      list(
        report.health.map(
          ({ at, system, queued, failed, throttled, oldestQueuedAt }) =>
            `${time(at)}, into ${system}: ${said(queued)} queued (oldest ${time(oldestQueuedAt)}), ${said(failed)} failed, ${said(throttled)} throttled`,
        ),
      ),
      heading("What to do"),
      list([`Tell: ${advice.tell}`, `For good: ${advice.cure}`, `Only patches it: ${advice.patch}`]),
      heading("Evidence"),
      list(
        report.evidence.map((piece) => (piece.at === null ? piece.text : `${time(piece.at)}: ${piece.text}`)),
      ),
      heading(`Affected (${report.affected.length})`),
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
    ],
  };
}

function said(value: number | null): string {
  return value === null ? "unknown" : String(value);
}
