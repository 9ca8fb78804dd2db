export * from "./cause.ts";
export * from "./finding.ts";
export * from "./inquiry.ts";
export * from "./insight/index.ts";
export { diagnose } from "./diagnose.ts";
export { recurrenceOf, type PastEpisode } from "./recurrence.ts";
export { sentenceFor } from "./sentences.ts";
