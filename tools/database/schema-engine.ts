import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { checkConnection, createDatabase, EngineError } from "./connection.ts";
import { openDatasource } from "./datasource.ts";
import { print, serveLines, type RpcError } from "./json-rpc.ts";
import { createEngine, lastPanic } from "./wasm-engine.ts";

// Stands where Prisma's CLI expects its schema-engine binary, and speaks what that one speaks: `cli <command>` with JSON lines
// on stderr, otherwise JSON-RPC on stdio.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    datasource: { type: "string" },
    datamodels: { type: "string", multiple: true },
    "enabled-preview-features": { type: "string" },
    "extension-types": { type: "string" },
  },
});
const configured = z
  .object({ url: z.string().optional(), shadowDatabaseUrl: z.string().optional() })
  .parse(JSON.parse(values.datasource ?? "{}"));

const diffResult = z.object({ exitCode: z.number(), stdout: z.string().nullish() });

if (!configured.url) throw new Error("prisma.config.ts names no database.");
// The CLI skips the first line.
report("INFO", "Starting the schema engine");
const datasource = await openDatasource(configured.url);
// A panic traps outside of every promise.
process.once("uncaughtException", (error) => {
  report("ERROR", lastPanic() ?? error.stack ?? error.message);
  void datasource.close().finally(() => process.exit(1));
});
// The CLI ends us as soon as it has its answer.
process.once("SIGTERM", () => void datasource.close().finally(() => process.exit()));
try {
  if (positionals[0] === "cli") await runOnce(positionals[1], datasource.url);
  else await serve(datasource.url);
} finally {
  await datasource.close();
}
process.exit();

async function runOnce(command: string | undefined, url: string): Promise<void> {
  try {
    if (command === "can-connect-to-database") await checkConnection(url);
    else if (command === "create-database") report("INFO", `Created database ${await createDatabase(url)}`);
    else throw new EngineError("P1000", `The command ${command ?? "(none)"} is not known here.`);
  } catch (error) {
    const { message, code } = describe(error);
    report("ERROR", message, code ?? "P1001");
    process.exitCode = 1;
  }
}

async function serve(url: string): Promise<void> {
  const files = await Promise.all(
    (values.datamodels ?? []).map(async (path) => [path, await readFile(path, "utf8")] as const),
  );
  const starting = checkConnection(url).then(() =>
    createEngine(url, configured.shadowDatabaseUrl ?? null, files),
  );
  // Reported by the first call.
  starting.catch(() => undefined);
  await serveLines(process.stdin, process.stdout, {
    describe,
    call: async (method, params) => {
      const engine = await starting;
      if (method === "getDatabaseVersion") return engine.version();
      const operation: unknown = Reflect.get(engine, method);
      if (typeof operation !== "function") throw new Error(`The schema engine has no operation ${method}.`);
      const result: unknown = await Reflect.apply(operation, engine, [params]);
      return method === "diff" ? printed(result) : result;
    },
  });
}

function printed(result: unknown): unknown {
  const { exitCode, stdout } = diffResult.parse(result);
  if (stdout) print(process.stdout, stdout);
  return { exitCode };
}

function describe(error: unknown): RpcError {
  const panic = lastPanic();
  if (panic !== null) return { message: panic, code: null, panic: true };
  if (!(error instanceof Error)) return { message: String(error), code: null, panic: false };
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  return { message: error.message, code, panic: false };
}

function report(level: "INFO" | "ERROR", message: string, code?: string): void {
  const fields = { message, ...(code ? { error_code: code } : {}) };
  process.stderr.write(
    `${JSON.stringify({ timestamp: new Date().toISOString(), level, fields, target: "schema_engine::logger" })}\n`,
  );
}
