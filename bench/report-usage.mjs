import { writeSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

/** Preloaded into a measured process: tells on file descriptor 3 what the process used, all of its threads included. */
if (isMainThread) {
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeSync(3, JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMiB: maxRSS / 1024 }));
  });
}
