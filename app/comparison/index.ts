export * from "./contract.ts";
export { ExpressionError, evaluate, parseExpression, type Expression } from "./expression.ts";
export { exactSkus, looseForm, normaliseSku } from "./normalise.ts";
export { createComparison } from "./engine.ts";
export { BlobError } from "./blob-bytes.ts";
export { changesBetween, type KeyChange } from "./changes.ts";
export { decodeReading, READING_ENCODING, ReadingEncoder, type KeyValue } from "./reading-blob.ts";
export { ComparisonThread, ThreadResult, type ThreadOptions } from "./thread/comparison-thread.ts";
export { isSuspicious, SUSPICIOUS_SHARE } from "./early-end.ts";
