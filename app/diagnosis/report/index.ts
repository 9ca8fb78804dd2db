export { reportDocument } from "./document.ts";
export { csvReport } from "./csv.ts";
export { markdownReport } from "./markdown.ts";
export { escalationReport, type EscalationReport } from "./model.ts";
