import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import { startInMemory } from "../../app/persistence/embedded.ts";
import { connectForCatalogs } from "./catalog-adapter.ts";

let panicked: string | null = null;
// The engine reports a panic to this global before it traps.
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => void (panicked = message) },
});

/** What the engine said when it panicked; null while it lives. */
export function lastPanic(): string | null {
  return panicked;
}

export type WasmEngine = Awaited<ReturnType<typeof glue.SchemaEngine.new>>;

/**
 * Prisma's schema engine as WebAssembly, over node-postgres.
 * @param datamodels schema files as [path, text]
 * @param shadowUrl where `migrate dev` replays the history; null: a database in memory, which needs no right to create one
 */
export async function createEngine(
  url: string,
  shadowUrl: string | null,
  datamodels: readonly (readonly [string, string])[],
): Promise<WasmEngine> {
  await load();
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => connectForCatalogs(url),
    connectToShadowDb: () => (shadowUrl === null ? connectToMemory() : connectForCatalogs(shadowUrl)),
  });
  const files = datamodels.map(([path, text]): [string, string] => [path, text]);
  return glue.SchemaEngine.new(
    { datamodels: files.length > 0 ? files : undefined },
    () => undefined,
    factory,
  );
}

async function connectToMemory(): Promise<SqlDriverAdapter> {
  const memory = await startInMemory();
  const adapter = await connectForCatalogs(memory.url);
  const disconnect = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await disconnect();
    await memory.close();
  };
  return adapter;
}

/** Loaded by hand: Node does not import `.wasm` files without a flag. */
async function load(): Promise<void> {
  const script = import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const binary = await readFile(fileURLToPath(new URL("schema_engine_bg.wasm", script)));
  const { instance } = await WebAssembly.instantiate(binary, { "./schema_engine_bg.js": { ...glue } });
  glue.__wbg_set_wasm(instance.exports);
  const { __wbindgen_start: start } = instance.exports;
  if (typeof start === "function") Reflect.apply(start, undefined, []);
}
