import type { EscalationReport } from "./model.ts";
import { formatInstant, systems } from "../../inventory/index.ts";

/** The affected SKUs for a spreadsheet, times in UTC. */
export function csvReport({ affected, sentence }: EscalationReport): string {
  const head = ["sku", "location", "pool", ...systems, "first_seen_at", "why"];
  const rows = affected.map(({ sku, location, pool, values, firstSeenAt }) => [
    sku,
    location,
    pool,
    ...systems.map((system) => values[system]?.toString() ?? ""),
    formatInstant(firstSeenAt),
    sentence,
  ]);
  return [head, ...rows].map((cells) => cells.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** A text that a spreadsheet would take for a formula is kept a text; a plain number stays one. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
