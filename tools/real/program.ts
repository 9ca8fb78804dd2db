import { spawn } from "node:child_process";
import { access, constants, readFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

export interface Running {
  stop(): Promise<void>;
}

interface How {
  /** Whom it runs as, where we are root and it refuses to be. */
  readonly as?: Owner | undefined;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Where a program is: in one of `folders`, or on the path. Null: nowhere. */
export async function find(name: string, folders: readonly string[] = []): Promise<string | null> {
  for (const folder of [...(process.env.PATH ?? "").split(":"), "/usr/sbin", ...folders]) {
    const file = join(folder, name);
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return file;
  }
  return null;
}

/** Runs a program to its end. Rejects with the last of what it said. */
export async function run(program: string, parameters: readonly string[], how: How = {}): Promise<void> {
  const { process: child, said } = begin(program, parameters, how);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("exit", resolve);
  });
  if (code !== 0) throw new Error(`${program} ended with ${code}:\n${said()}`);
}

/** Starts a server and waits until it answers at the port. Rejects with the last of what it said. */
export async function serve(
  program: string,
  parameters: readonly string[],
  port: number,
  how: How = {},
): Promise<Running> {
  const { process: child, said } = begin(program, parameters, how);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    const inTime = await Promise.race([ended.then(() => true), wait(10_000, false, { ref: false })]);
    if (!inTime) child.kill("SIGKILL");
    await ended;
  };
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`${program} ended at its start:\n${said()}`);
    if (await answers(port)) return { stop };
    await wait(50);
  }
  await stop();
  throw new Error(`${program} did not answer within a minute:\n${said()}`);
}

function begin(program: string, parameters: readonly string[], { as, environment }: How) {
  const child = spawn(program, parameters, {
    ...as,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  let said = "";
  const hear = (chunk: Buffer) => void (said = (said + chunk.toString()).slice(-4_000));
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  return { process: child, said: () => said };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}

/** A user of this machine who owns nothing else, to run what refuses root; undefined where we are not root. */
export async function plainOwner(name: string): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  const user = users.find(([known]) => known === name) ?? users.find(([known]) => known === "nobody");
  return user && { uid: Number(user[2]), gid: Number(user[3]) };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    const end = (here: boolean) => {
      socket.destroy();
      resolve(here);
    };
    socket
      .once("connect", () => {
        end(true);
      })
      .once("error", () => {
        end(false);
      });
  });
}
