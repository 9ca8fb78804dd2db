export { inferPools, type PoolMapEntry } from "./pool-map.ts";
export {
  preflight,
  type PreflightCheck,
  type PreflightQuestion,
  type PreflightSubject,
} from "./preflight.ts";
export { learnWindows, type LearnedWindow } from "./learned-windows.ts";
export { healthOf, type HandoffHealth, type HealthQuestion } from "./sync-health.ts";
