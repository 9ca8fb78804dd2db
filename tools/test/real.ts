import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { chmod, mkdtemp, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { find } from "../real/program.ts";
import { realServers, type EndWith } from "../real/servers.ts";

/**
 * Connectors against real servers: PostgreSQL, MariaDB, OpenSSH and Tryton, each started here in a folder that goes with the run.
 * Debian's packages are installed where we may; what this machine cannot have is named as skipped.
 */
const folder = await mkdtemp(join(tmpdir(), "real-servers-"));
await chmod(folder, 0o755);
const stops: (() => Promise<void>)[] = [];
let installing: Promise<unknown> = Promise.resolve();
const end: EndWith = (stop) => void stops.push(stop);
process.once("SIGINT", () => void leave(130)).once("SIGTERM", () => void leave(143));

const began = performance.now();
const seconds = () => `${((performance.now() - began) / 1000).toFixed(0)} s`;
try {
  const started = await Promise.all(Object.entries(realServers).map((entry) => startOne(...entry)));
  const vitest = join(import.meta.dirname, "../../node_modules/vitest/vitest.mjs");
  // Not in step with us: what the servers say has to be taken from them all the while.
  const status = await ending(
    spawn(process.execPath, [vitest, "run", "--project", "real", ...process.argv.slice(2)], {
      stdio: "inherit",
      env: { ...process.env, REAL_SERVERS: JSON.stringify(Object.fromEntries(started)) },
    }),
  );
  console.log(
    `Real servers: ${started.filter(([, one]) => one !== null).length} of ${started.length}, ${seconds()}`,
  );
  await leave(status ?? 1);
} catch (error) {
  console.error(error);
  await leave(1);
}

type Name = keyof typeof realServers;

async function startOne(
  name: string,
  server: (typeof realServers)[Name],
): Promise<readonly [string, unknown]> {
  const own = join(folder, name);
  await mkdir(own);
  const reached =
    (await server.start(own, end)) ??
    ((await install(server.packages)) ? await server.start(own, end) : null);
  console.log(
    reached === null
      ? `skipped: ${name} (not on this machine; Debian: apt-get install ${server.packages.join(" ")})`
      : `${name} is there after ${seconds()}`,
  );
  return [name, reached] as const;
}

/** One at a time: apt takes a lock. False where we may not. */
function install(packages: readonly string[]): Promise<boolean> {
  const turn = installing.then(async () => {
    const apt = await find("apt-get");
    if (apt === null || process.getuid?.() !== 0) return false;
    console.log(`Installing ${packages.join(", ")}`);
    const options = {
      stdio: "inherit",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      timeout: 300_000,
    } as const satisfies SpawnOptions;
    await ending(spawn(apt, ["update", "-qq"], options));
    const status = await ending(
      spawn(apt, ["install", "-y", "-qq", "--no-install-recommends", ...packages], options),
    );
    return status === 0;
  });
  installing = turn;
  return turn;
}

function ending(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("exit", resolve);
  });
}

async function leave(code: number): Promise<void> {
  await Promise.allSettled(stops.splice(0).map((stop) => stop()));
  await rm(folder, { recursive: true, force: true });
  process.exit(code);
}
