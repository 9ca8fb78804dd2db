import { join } from "node:path";
import { EnvironmentError, loadEnvironment } from "../app/platform/env.ts";
import { MigrationFailed, migrate } from "./migrate.ts";
import { type Part, startPart } from "./supervise.ts";

// `npm start`, `npm run web` and `npm run worker`: the named parts of the app, and the embedded database when no other is given.

const root = join(import.meta.dirname, "..");
const scripts: Readonly<Record<string, string>> = {
  web: "app/entry.web.ts",
  worker: "tools/serve-worker.ts",
};
const parts: Part[] = [];
const asked = Promise.withResolvers<null>();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => asked.resolve(null));

try {
  const env = await withDatabase();
  await migrate(root, env);
  for (const [place, name] of process.argv.slice(2).entries())
    start(name, [join(root, scripts[name] ?? "")], { ...env, ...operatorPortOf(env, place) });
  const broken = await Promise.race([asked.promise, ...parts.map((part) => part.ended.then(() => part))]);
  if (broken !== null) {
    console.error(`${broken.name} has ended; the others are stopped too.`);
    process.exitCode = 1;
  }
} catch (error) {
  const explained = error instanceof EnvironmentError || error instanceof MigrationFailed;
  console.error(explained ? error.message : error);
  process.exitCode = 1;
} finally {
  for (const part of parts.toReversed()) await part.stop(12_000);
}

/** The environment for the parts: with the embedded database running when DATABASE_URL names no other. */
async function withDatabase(): Promise<NodeJS.ProcessEnv> {
  const { database } = loadEnvironment(process.env);
  if (database.kind === "url") return process.env;
  const embedded = start(
    "database",
    [join(root, "app/persistence/serve-embedded.ts"), database.folder],
    process.env,
  );
  const url = await Promise.race([
    new Promise<string>((resolve) => embedded.onLine((line) => line.startsWith("postgres") && resolve(line))),
    embedded.ended.then(({ lastLines }) => lastLines.find((line) => line.startsWith("postgres"))),
  ]);
  if (url === undefined) throw new MigrationFailed("The embedded database did not start.");
  return { ...process.env, DATABASE_URL: url };
}

/** Processes that are started together cannot share one port: each further one takes the next. */
function operatorPortOf(env: NodeJS.ProcessEnv, place: number): Record<string, string> {
  const first = env.HANDOFF_OPERATOR_PORT;
  return first ? { HANDOFF_OPERATOR_PORT: String(Number(first) + place) } : {};
}

function start(name: string, run: string[], env: NodeJS.ProcessEnv): Part {
  const part = startPart({ name, run, cwd: root, env });
  parts.push(part);
  return part;
}
