import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startInMemory } from "../../app/persistence/embedded.ts";
import type { TestDatabase } from "./database.ts";
import { migrationScripts, migrationsFingerprint } from "./migrations.ts";

const cache = join(import.meta.dirname, "..", "..", ".cache");

/** Starts from a dump of the migrated state, made on first use. */
export async function freshInMemory(): Promise<TestDatabase> {
  const dump = join(cache, `migrated-${migrationsFingerprint()}.tar`);
  if (existsSync(dump)) return startInMemory(new Blob([readFileSync(dump)]));
  const database = await startInMemory();
  for (const script of migrationScripts()) await database.pglite.exec(script);
  const bytes = await (await database.pglite.dumpDataDir("none")).arrayBuffer();
  mkdirSync(cache, { recursive: true });
  const draft = `${dump}.${randomUUID()}`;
  writeFileSync(draft, new Uint8Array(bytes));
  renameSync(draft, dump);
  return database;
}
