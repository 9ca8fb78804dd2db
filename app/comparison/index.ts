export * from "./contract.ts";
export { ExpressionError, evaluate, parseExpression, type Expression } from "./expression.ts";
export { exactSkus, looseForm, normaliseSku } from "./normalise.ts";
export { createComparison } from "./engine.ts";
export { isSuspicious, SUSPICIOUS_SHARE } from "./early-end.ts";
