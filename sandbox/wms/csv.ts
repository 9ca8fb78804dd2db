import type { StockRow } from "./stock-rows.ts";

/** The nightly export: semicolons, CRLF, and times as the WMS's office writes them, in UTC. */
export function stockCsv(rows: readonly StockRow[]): string {
  const header = [
    "Article",
    "Facility",
    "On hand",
    "Allocated",
    "Sellable",
    "Expected",
    "Damaged",
    "Changed",
  ];
  const lines = rows.map((row) => [
    row.article,
    row.facility,
    row.onHand,
    row.allocated,
    row.sellable,
    row.expected,
    row.damaged,
    new Date(row.changed).toISOString().slice(0, 19).replace("T", " "),
  ]);
  return [header, ...lines]
    .map((cells) => `${cells.map((cell) => quoted(String(cell))).join(";")}\r\n`)
    .join("");
}

function quoted(text: string): string {
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
