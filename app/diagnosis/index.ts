export * from "./cause.ts";
export * from "./finding.ts";
export * from "./inquiry.ts";
export { diagnose } from "./diagnose.ts";
export { recurrenceOf, type PastEpisode, type Recurrence } from "./recurrence.ts";
export { adviceFor, sentenceFor, type Advice } from "./sentences.ts";
