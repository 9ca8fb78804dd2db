import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { portsFrom } from "../../sandbox/demo/ports.ts";
import { freeFirstPort } from "./support/ports.ts";

const root = join(import.meta.dirname, "../..");
const running: ChildProcess[] = [];
const folders: string[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The demo on ports that nothing else here uses, with a store that is ready soon. */
async function startDemo(args: readonly string[] = []) {
  const port = await freeFirstPort();
  folders.push(join(root, ".data", `demo-${port}`));
  const small = ["--skus", "20", "--locations", "2", "--faults", "none", "--port", String(port)];
  const child = spawn(process.execPath, ["sandbox/demo/main.ts", ...small, ...args], { cwd: root });
  running.push(child);
  const said = { text: "" };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (said.text += chunk.toString()));
  }
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { child, port, said, ended };
}

async function until(
  what: () => boolean | Promise<boolean>,
  seconds: number,
  story: () => string,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await what())) {
    if (Date.now() > deadline) throw new Error(`It did not happen within ${seconds} s. ${story()}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });

async function anyAnswers(port: number): Promise<boolean> {
  const open = await Promise.all((Object.values(portsFrom(port)) as number[]).map(answers));
  return open.includes(true);
}

describe("npm run demo", () => {
  test("prints the address once everything answers, and Ctrl-C ends all that it started", async () => {
    const { child, port, said, ended } = await startDemo();
    await until(
      () => said.text.includes("Open "),
      90,
      () => said.text,
    );
    expect(said.text.match(/Open (\S+)/)?.[1]).toBe(`http://127.0.0.1:${port}`);
    const page = await (await fetch(`http://127.0.0.1:${port}`)).text();
    expect(page).toContain("<iframe");
    child.kill("SIGINT");
    expect(await ended).toBe(0);
    expect(await anyAnswers(port)).toBe(false);
  });

  test("leaves nothing behind when it is killed with -9", async () => {
    const { child, port, said } = await startDemo();
    await until(
      () => said.text.includes("Open "),
      90,
      () => said.text,
    );
    child.kill("SIGKILL");
    await until(
      async () => !(await anyAnswers(port)),
      20,
      () => "Ports still answer.",
    );
  });

  test("says which port is busy and what to do, before it touches anything", async () => {
    const first = await startDemo();
    await until(
      () => first.said.text.includes("ready after"),
      60,
      () => first.said.text,
    );
    const second = await startDemo(["--port", String(first.port)]);
    expect(await second.ended).toBe(1);
    expect(second.said.text).toMatch(/Port \d+ is in use.*npm run demo -- --port/);
    expect(existsSync(join(root, ".data", `demo-${first.port}`, "postgres"))).toBe(true);
    first.child.kill("SIGTERM");
    expect(await first.ended).toBe(0);
  });

  test("refuses arguments that make no sense, in plain words", async () => {
    const { said, ended } = await startDemo(["--skus", "many"]);
    expect(await ended).toBe(2);
    expect(said.text.trim()).toBe("--skus must be a whole number from 1 to 20000, not “many”.");
  });
});
