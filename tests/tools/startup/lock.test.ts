import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const module = pathToFileURL(join(import.meta.dirname, "../../../tools/startup/lock.mjs")).href;

/** A process that notes when it enters and leaves the lock. */
function worker(lock: string, log: string): Promise<unknown> {
  const source = `
    import { appendFileSync } from "node:fs";
    import { withLock } from ${JSON.stringify(module)};
    await withLock(${JSON.stringify(lock)}, async () => {
      appendFileSync(${JSON.stringify(log)}, "in ");
      await new Promise((resolve) => setTimeout(resolve, 150));
      appendFileSync(${JSON.stringify(log)}, "out ");
    }, { pollMs: 20 });`;
  return promisify(execFile)(process.execPath, ["--input-type=module", "-e", source]);
}

test("several commands at once go one after the other", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lock-"));
  const [lock, log] = [join(folder, "a", "lock"), join(folder, "log")];
  await Promise.all([worker(lock, log), worker(lock, log), worker(lock, log)]);
  expect(readFileSync(log, "utf8")).toBe("in out in out in out ");
  expect(existsSync(lock)).toBe(false);
});

test("a lock whose owner is gone is taken over", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lock-"));
  const [lock, log] = [join(folder, "lock"), join(folder, "log")];
  mkdirSync(lock);
  // No process can have this number.
  writeFileSync(join(lock, "pid"), String(2 ** 30));
  await worker(lock, log);
  expect(readFileSync(log, "utf8")).toBe("in out ");
});
