export * from "./contract.ts";
export { createComparison } from "./engine.ts";
export { BlobError } from "./blob-bytes.ts";
export { changesBetween, type KeyChange } from "./changes.ts";
export { decodeReading, READING_ENCODING, ReadingEncoder, type KeyValue } from "./reading-blob.ts";
export { ComparisonThread } from "./thread/comparison-thread.ts";
export * from "./stored-reading.ts";
