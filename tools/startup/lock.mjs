import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Lets one process at a time do `work`; the others wait. A lock whose owner is gone (kill -9, power cut) is taken over.
 * @param {string} folder created while the lock is held
 */
export async function withLock(folder, work, { onWait = () => {}, pollMs = 200 } = {}) {
  mkdirSync(dirname(folder), { recursive: true });
  for (let waited = false; !tryLock(folder); waited = true) {
    if (!waited) onWait();
    if (ownerIsGone(folder)) takeAway(folder);
    else await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tryLock(folder) {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
  writeFileSync(join(folder, "pid"), String(process.pid));
  return true;
}

function ownerIsGone(folder) {
  try {
    process.kill(Number(readFileSync(join(folder, "pid"), "utf8")), 0);
    return false;
  } catch (error) {
    // No pid file yet means that the owner is between its two steps: not gone.
    return error.code === "ESRCH";
  }
}

/** By renaming, which happens once: of two that find the same dead owner at the same time, one goes on and the other finds nothing. */
function takeAway(folder) {
  const aside = `${folder}.${process.pid}`;
  try {
    renameSync(folder, aside);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}
