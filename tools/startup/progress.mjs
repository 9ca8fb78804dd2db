import { spawn } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

/** A failure that is explained to the person at the keyboard; everything else is a fault of ours and shows its stack. */
export class SetupError extends Error {}

/** Runs `work` between two quiet lines: what happens now, and how long it took. */
export async function step(title, work) {
  const started = Date.now();
  process.stdout.write(`  ${title} …`);
  if (!process.stdout.isTTY) process.stdout.write("\n");
  const result = await work();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(process.stdout.isTTY ? `\r  ${title}: ${seconds} s\n` : `  ${title}: ${seconds} s\n`);
  return result;
}

/**
 * Runs a program to its end with its output in `log`, and rejects with a SetupError that shows the last lines when it fails.
 * @param {{ command: string, args: string[], cwd: string, env?: Record<string, string | undefined>, log: string, hint: string }} run
 */
export function runQuietly({ command, args, cwd, env = process.env, log, hint }) {
  mkdirSync(dirname(log), { recursive: true });
  appendFileSync(log, `\n$ ${[command, ...args].join(" ")}\n`);
  const before = readFileSync(log).length;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const forward = (signal) => child.kill(signal);
    process.once("SIGINT", forward);
    process.once("SIGTERM", forward);
    const settle = () => {
      process.off("SIGINT", forward);
      process.off("SIGTERM", forward);
    };
    child.stdout.on("data", (chunk) => appendFileSync(log, chunk));
    child.stderr.on("data", (chunk) => appendFileSync(log, chunk));
    child.on("error", (error) => {
      settle();
      reject(new SetupError(`Could not run ${command}: ${error.message}`));
    });
    child.on("close", (code, signal) => {
      settle();
      if (code === 0) return resolve();
      if (signal) return reject(new SetupError(`Stopped (${signal}).`));
      const said = readFileSync(log)
        .subarray(before)
        .toString("utf8")
        .trimEnd()
        .split("\n")
        .slice(-20)
        .join("\n");
      reject(new SetupError(`${hint}\n\n${said}\n\nThe whole output is in ${log}`));
    });
  });
}
