import { join } from "node:path";
import { BusyPort, expectFree, portsFrom } from "./ports.ts";
import { ArgumentError, type DemoSettings, readSettings } from "./settings.ts";
import { MigrationFailed } from "../../tools/migrate.ts";
import { PartEnded, root, type Stack, startStack } from "./stack.ts";

const started = Date.now();
const elapsed = (): string => `${((Date.now() - started) / 1000).toFixed(1)} s`;

try {
  await run(readSettings(process.argv.slice(2)));
} catch (error) {
  const explained = [ArgumentError, BusyPort, PartEnded, MigrationFailed].some(
    (kind) => error instanceof kind,
  );
  console.error(explained ? `\n${(error as Error).message}` : error);
  process.exitCode = error instanceof ArgumentError ? 2 : 1;
}

async function run(settings: DemoSettings): Promise<void> {
  const ports = portsFrom(settings.port);
  await expectFree(ports);
  const dataFolder = join(root, ".data", settings.port === 4400 ? "demo" : `demo-${settings.port}`);
  const asked = Promise.withResolvers<undefined>();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => asked.resolve(undefined));

  console.log(
    `  A store with ${settings.skus} SKUs in ${settings.locations} locations, seed ${settings.seed}. Every start begins anew.`,
  );
  const starting = startStack({ world: settings, ports, dataFolder, prepared: true }, (ready) =>
    console.log(`  ${ready}: ready after ${elapsed()}`),
  );
  const stack = await Promise.race([starting, asked.promise]);
  if (stack === undefined) {
    console.log("\n  Stopping …");
    await starting.then((late) => late.stop()).catch(() => undefined);
    return;
  }
  console.log(`\nOpen ${stack.adminAddress}\n`);
  console.log(
    `  Faults under way: ${settings.faults.join(", ") || "none"}. Logs: ${join(dataFolder, "logs")}. Ctrl-C ends it.`,
  );
  console.log(
    "  ERP and WMS also answer as NetSuite and ShipHero do: the Sandbox page says what to fill in to connect them.",
  );
  await untilAsked(stack, asked.promise);
}

async function untilAsked(stack: Stack, asked: Promise<undefined>): Promise<void> {
  try {
    await Promise.race([asked, stack.broken]);
    console.log("\n  Stopping …");
  } finally {
    await stack.stop();
  }
}
