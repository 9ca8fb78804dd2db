import { markdownOf } from "../document/index.ts";
import { reportDocument } from "./document.ts";
import type { EscalationReport } from "./model.ts";

/** For a ticket. */
export function markdownReport(report: EscalationReport): string {
  return markdownOf(reportDocument(report));
}
