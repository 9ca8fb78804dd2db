import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startPart } from "../../tools/supervise.ts";

const supervise = join(import.meta.dirname, "../../tools/supervise.ts");
const folder = mkdtempSync(join(tmpdir(), "supervise-"));

function script(name: string, source: string): string {
  const file = join(folder, name);
  writeFileSync(file, source);
  return file;
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    // A zombie waits for its parent and does nothing any more.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

async function until(what: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !what(); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  expect(what()).toBe(true);
}

const start = (run: string[]) =>
  startPart({ name: "part", run, cwd: folder, env: process.env, logFile: join(folder, "part.log") });

describe("a supervised part", () => {
  test("is told to stop, and says its last words into its log", async () => {
    const file = script(
      "polite.mjs",
      `process.on("SIGTERM", () => { console.log("bye"); process.exit(0); }); setInterval(() => {}, 1000); console.log("up");`,
    );
    const part = start([file]);
    await new Promise<void>((resolve) => part.onLine((line) => line === "up" && resolve()));
    await part.stop();
    expect(await part.ended).toMatchObject({ code: 0, lastLines: ["up", "bye"] });
    await until(() => readFileSync(join(folder, "part.log"), "utf8") === "up\nbye\n");
  });

  test("is killed when it does not listen, with everything that it started", async () => {
    const file = script(
      "stubborn.mjs",
      `import { spawn } from "node:child_process";
       process.on("SIGTERM", () => {});
       const child = spawn("sleep", ["60"]);
       console.log(child.pid); setInterval(() => {}, 1000);`,
    );
    const part = start([file]);
    const grandchild = await new Promise<number>((resolve) => part.onLine((line) => resolve(Number(line))));
    await part.stop(200);
    expect(isAlive(part.pid)).toBe(false);
    await until(() => !isAlive(grandchild));
  });

  test("ends when the process that started it was killed with -9", async () => {
    const child = script("child.mjs", `setInterval(() => {}, 1000);`);
    const parent = script(
      "parent.mjs",
      `import { startPart } from ${JSON.stringify(supervise)};
       const part = startPart({ name: "child", run: [${JSON.stringify(child)}], cwd: ".", env: process.env });
       console.log(part.pid);`,
    );
    const running = spawn(process.execPath, [parent], { stdio: ["ignore", "pipe", "inherit"] });
    const pid = await new Promise<number>((resolve) =>
      running.stdout.once("data", (chunk: Buffer) => resolve(Number(chunk.toString()))),
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(isAlive(pid)).toBe(true);
    running.kill("SIGKILL");
    await until(() => !isAlive(pid));
  });

  test("that cannot even start says why", async () => {
    const { code, lastLines } = await start([join(folder, "absent.mjs")]).ended;
    expect(code).toBe(1);
    expect(lastLines.join("\n")).toMatch(/Cannot find module/);
  });
});
