export { inferPools, type Fit, type PoolMapEntry } from "./pool-map.ts";
export {
  preflight,
  preflightItems,
  type PreflightCheck,
  type PreflightItem,
  type PreflightQuestion,
  type PreflightSubject,
} from "./preflight.ts";
export { learnWindows, type LearnedWindow, type WindowQuestion } from "./learned-windows.ts";
export { healthOf, type HandoffHealth, type HealthQuestion } from "./sync-health.ts";
