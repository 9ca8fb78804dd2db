import { spawnSync } from "node:child_process";
import { join } from "node:path";

export interface Ran {
  readonly code: number | null;
  readonly lines: readonly Record<string, unknown>[];
  readonly stdout: string;
  readonly stderr: string;
}

/** The real command in a process of its own. */
export function handoff(...args: readonly string[]): Ran {
  const entry = join(import.meta.dirname, "../../app/cli/handoff.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], { encoding: "utf8" });
  const lines = stdout.startsWith("{") ? stdout.trimEnd().split("\n") : [];
  return {
    code: status,
    lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    stdout,
    stderr,
  };
}
