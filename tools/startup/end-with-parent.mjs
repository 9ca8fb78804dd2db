import { isMainThread } from "node:worker_threads";

// A preload (`--import`) for processes that must not outlive the one that started them, even when that one was killed with -9.
// The variable is taken away, so that this process's own children are not bound to a pid that is not their parent.
const parent = Number(process.env.HANDOFF_PARENT_PID);
if (isMainThread && parent > 0) {
  delete process.env.HANDOFF_PARENT_PID;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.kill(process.pid, "SIGKILL"), 8000).unref();
  }, 500);
  watch.unref();
}
