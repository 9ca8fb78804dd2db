import { rm } from "node:fs/promises";
import { join } from "node:path";
import { SHOPIFY_ADDRESS } from "../redirect/settings.ts";
import { readAppConfig } from "../admin/app-config.ts";
import { migrate } from "../../tools/migrate.ts";
import { type Part, type PartSpec, startPart } from "../../tools/supervise.ts";
import { appSecret } from "./credentials.ts";
import type { Ports } from "./ports.ts";
import { untilAnswers } from "./readiness.ts";
import type { WorldAtStart, WorldSettings } from "./world.ts";

const local = (port: number): string => `http://127.0.0.1:${port}`;

export const root = join(import.meta.dirname, "../..");

export interface StackSettings {
  readonly world: WorldSettings;
  readonly ports: Ports;
  /** Emptied at every start: the world begins anew, so what the app knew of the last one would be wrong. */
  readonly dataFolder: string;
  /** The app is installed and connected, knows the past, and is asked for a scan; otherwise the merchant's first day is still to come. */
  readonly prepared: boolean;
}

export interface Stack {
  readonly adminAddress: string;
  readonly parts: readonly Part[];
  /** Rejects with an explanation when a part ends by itself. */
  readonly broken: Promise<never>;
  stop(): Promise<void>;
}

/** A part that ended although nobody asked it to; the message names it, its last lines and its log. */
export class PartEnded extends Error {}

/** Starts database, sandbox, web and worker, in that order, and resolves when a browser may come. On failure nothing is left running. */
export async function startStack(settings: StackSettings, say: (line: string) => void): Promise<Stack> {
  const { ports, dataFolder } = settings;
  const parts: Part[] = [];
  let stopping = false;
  const broken = Promise.withResolvers<never>();
  // Whoever does not wait for it must not be ended by it.
  broken.promise.catch(() => undefined);
  const start = (name: string, script: string, env: Record<string, string>, preload: string[] = []): Part => {
    const part = startPart(partSpec({ name, script, env, preload, dataFolder }));
    parts.push(part);
    void part.ended.then(({ code, signal, lastLines }) => {
      const how = `${name} ended by itself (${signal ?? `exit code ${code}`}). Its log: ${part.logFile}`;
      if (!stopping && name !== "merchant") broken.reject(new PartEnded([how, ...lastLines].join("\n")));
    });
    return part;
  };
  const stop = async (): Promise<void> => {
    stopping = true;
    // The database last: the others write their last words into it.
    await Promise.all(parts.filter(({ name }) => name !== "database").map((part) => part.stop()));
    await Promise.all(parts.map((part) => part.stop()));
  };

  try {
    await rm(join(dataFolder, "postgres"), { recursive: true, force: true });
    await Promise.race([broken.promise, bringUp()]);
    return { adminAddress: local(ports.admin), parts, broken: broken.promise, stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function bringUp(): Promise<void> {
    const world: WorldAtStart = { ...settings.world, now: Date.now() };
    const sandbox = start("sandbox", "sandbox/demo/sandbox-process.ts", {
      SANDBOX_SETTINGS: JSON.stringify({ world, ports }),
    });
    const database = start("database", "app/persistence/serve-embedded.ts", {}, []);
    const databaseUrl = await lineMatching(database, /^postgres(ql)?:\/\//);
    say("database");
    await migrate(root, { ...inherited(), DATABASE_URL: databaseUrl, HANDOFF_DATA_FOLDER: dataFolder });
    say("migrations");
    await lineMatching(sandbox, /^ready$/);
    say("store, ERP and WMS");
    const env = appEnvironment(ports, dataFolder, databaseUrl);
    const redirect = [join(root, "sandbox/redirect/register.ts")];
    start("web", "app/entry.web.ts", env, redirect);
    await untilAnswers(`${local(ports.web)}/healthz`);
    say("app");
    if (settings.prepared) await prepare(world, env, redirect);
    // Not earlier: its schedule would scan the present as soon as the first location is mapped, before the past is known.
    start("worker", "tools/serve-worker.ts", env, redirect);
  }

  async function prepare(
    world: WorldAtStart,
    env: Record<string, string>,
    redirect: string[],
  ): Promise<void> {
    const merchant = {
      SANDBOX_ADMIN: local(ports.admin),
      SANDBOX_ERP: local(ports.erp),
      SANDBOX_WMS: local(ports.wms),
      SANDBOX_WORLD: JSON.stringify(world),
    };
    const run = start("merchant", "sandbox/demo/merchant.ts", { ...env, ...merchant }, redirect);
    const { code, lastLines } = await run.ended;
    if (code !== 0) throw new PartEnded(["The store could not be connected:", ...lastLines].join("\n"));
    say("connections and history");
  }
}

function partSpec(part: {
  name: string;
  script: string;
  env: Record<string, string>;
  preload: string[];
  dataFolder: string;
}): PartSpec {
  const folder = part.name === "database" ? [join(part.dataFolder, "postgres")] : [];
  return {
    name: part.name,
    run: [join(root, part.script), ...folder],
    cwd: root,
    env: { ...inherited(), ...part.env },
    preload: part.preload,
    logFile: join(part.dataFolder, "logs", `${part.name}.log`),
  };
}

/** Settings of the person's own shop must not leak into the sandbox. */
function inherited(): NodeJS.ProcessEnv {
  const foreign = /^(SHOPIFY_|HANDOFF_|SANDBOX_|DATABASE_URL$|PORT$|HOST$)/;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), NODE_ENV: "development" };
}

export function appEnvironment(
  ports: Ports,
  dataFolder: string,
  databaseUrl: string,
): Record<string, string> {
  return {
    SHOPIFY_API_KEY: readAppConfig(join(root, "shopify.app.toml")).apiKey,
    SHOPIFY_API_SECRET: appSecret,
    SHOPIFY_APP_URL: local(ports.proxy),
    HANDOFF_DATA_FOLDER: dataFolder,
    HANDOFF_ALLOWED_PRIVATE_HOSTS: [ports.erp, ports.wms, ports.netsuite, ports.shiphero]
      .map((port) => `127.0.0.1:${port}`)
      .join(","),
    HANDOFF_SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    HANDOFF_MAIL_FROM: "Inventory Handoff <stock@handoff.example>",
    HANDOFF_ADMIN_URL: local(ports.admin),
    DATABASE_URL: databaseUrl,
    HOST: "127.0.0.1",
    PORT: String(ports.web),
    [SHOPIFY_ADDRESS]: local(ports.shopify),
  };
}

function lineMatching(part: Part, pattern: RegExp): Promise<string> {
  return new Promise((resolve) => {
    part.onLine((line) => {
      if (pattern.test(line)) resolve(line);
    });
  });
}
