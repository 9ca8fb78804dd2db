export { csvReport } from "./csv.ts";
export { markdownReport } from "./markdown.ts";
export { escalationReport, type EscalationReport, type ReportSetting } from "./model.ts";
