import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** The runs with random faults: 2,200 other ones each time, with `--long` ten times as many. */
const runs = process.argv.includes("--long") ? 22_000 : 2_200;
const root = join(import.meta.dirname, "..", "..");
const { status } = spawnSync(
  process.execPath,
  [join(root, "node_modules/vitest/vitest.mjs"), "run", "--project", "unit", "tests/resync/faults.test.ts"],
  { cwd: root, stdio: "inherit", env: { ...process.env, FAULT_RUNS: String(runs) } },
);
process.exitCode = status ?? 1;
