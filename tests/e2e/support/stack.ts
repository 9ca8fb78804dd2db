import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { portsFrom, type Ports } from "../../../sandbox/demo/ports.ts";
import { appEnvironment, startStack, type StackSettings } from "../../../sandbox/demo/stack.ts";
import type { Part } from "../../../tools/supervise.ts";
import { freeFirstPort } from "./ports.ts";

export interface RunningStack {
  readonly adminAddress: string;
  readonly ports: Ports;
  /** The process of this name, to be interfered with. */
  part(name: string): Part;
  /** What the app's processes are started with. */
  readonly environment: Record<string, string>;
  readonly databaseUrl: string;
  /** Ends every process and removes the data. */
  stop(): Promise<void>;
}

const small: StackSettings["world"] = {
  seed: 1,
  skus: 40,
  locations: 3,
  speed: 60,
  faults: ["sync_stalled"],
};

/** Database, sandbox, web and worker as `npm run demo` starts them, on free ports with data of their own. */
export async function startFreshStack(
  settings: Partial<Pick<StackSettings, "world" | "prepared">> = {},
): Promise<RunningStack> {
  const dataFolder = await mkdtemp(join(tmpdir(), "handoff-e2e-"));
  const ports = portsFrom(await freeFirstPort());
  const stack = await startStack(
    { world: small, prepared: false, ...settings, ports, dataFolder },
    () => undefined,
  );
  const part = (name: string): Part => {
    const found = stack.parts.findLast((candidate) => candidate.name === name);
    if (!found) throw new Error(`There is no process ${name}.`);
    return found;
  };
  const databaseUrl = await new Promise<string>((resolve) => part("database").onLine(resolve));
  return {
    adminAddress: stack.adminAddress,
    ports,
    part,
    environment: appEnvironment(ports, dataFolder, databaseUrl),
    databaseUrl,
    stop: async () => {
      await stack.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
