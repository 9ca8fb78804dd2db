import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const startup = join(dirname(fileURLToPath(import.meta.url)), "startup");
const lastLinesKept = 25;

/** One process of ours, run under the Node that runs us. */
export interface PartSpec {
  readonly name: string;
  /** The script and its arguments. */
  readonly run: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Modules that are loaded first. */
  readonly preload?: readonly string[];
  /** Where its output goes; our own output when left out. */
  readonly logFile?: string;
}

export interface Part {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string | null;
  /** Settles when the process is gone, however it ended. */
  readonly ended: Promise<PartEnd>;
  /** Every line that it has written to its output so far and will write. */
  onLine(listener: (line: string) => void): void;
  /** SIGTERM to it, and after `graceMs` SIGKILL to it and whatever it started. */
  stop(graceMs?: number): Promise<void>;
}

export interface PartEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly lastLines: readonly string[];
}

/** Starts a process that ends with us, in a group of its own so that Ctrl-C reaches it only through us. */
export function startPart(spec: PartSpec): Part {
  const preload = [join(startup, "end-with-parent.mjs"), ...(spec.preload ?? [])];
  const child = spawn(process.execPath, [...preload.flatMap((module) => ["--import", module]), ...spec.run], {
    cwd: spec.cwd,
    env: { ...spec.env, HANDOFF_PARENT_PID: String(process.pid) },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const lines = collectLines(child, spec.logFile);
  const ended = new Promise<PartEnd>((resolve) => {
    child.once("error", (error) => resolve({ code: null, signal: null, lastLines: [error.message] }));
    child.once("close", (code, signal) => resolve({ code, signal, lastLines: lines.last() }));
  });
  return {
    name: spec.name,
    pid: child.pid ?? 0,
    logFile: spec.logFile ?? null,
    ended,
    onLine: lines.listen,
    stop: (graceMs = 6000) => stopChild(child, ended, graceMs),
  };
}

async function stopChild(child: ChildProcess, ended: Promise<unknown>, graceMs: number): Promise<void> {
  const group = child.pid;
  if (group === undefined) return;
  child.kill("SIGTERM");
  const timer = setTimeout(() => killGroup(group), graceMs);
  await ended;
  clearTimeout(timer);
  // What the process started itself and left behind is still in its group.
  killGroup(group);
}

function killGroup(group: number): void {
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // The group is empty: everything has ended.
  }
}

function collectLines(child: ChildProcess, logFile: string | undefined) {
  if (logFile !== undefined) mkdirSync(dirname(logFile), { recursive: true });
  const log = logFile === undefined ? null : createWriteStream(logFile);
  const kept: string[] = [];
  const listeners: ((line: string) => void)[] = [];
  for (const [stream, own] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    let rest = "";
    stream?.setEncoding("utf8").on("data", (text: string) => {
      (log ?? own).write(text);
      const parts = (rest + text).split("\n");
      rest = parts.pop() ?? "";
      for (const line of parts) {
        kept.push(line);
        if (kept.length > lastLinesKept) kept.shift();
        for (const listener of listeners) listener(line);
      }
    });
  }
  child.once("close", () => log?.end());
  return {
    last: () => [...kept],
    listen: (listener: (line: string) => void) => {
      kept.forEach(listener);
      listeners.push(listener);
    },
  };
}
