import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "..", "..", "prisma", "migrations");

/** Every migration in order. Prisma's own bookkeeping is left out: nothing here migrates further. */
export function migrationScripts(): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => readFileSync(join(folder, name, "migration.sql"), "utf8"));
}

/** Changes with any migration. */
export function migrationsFingerprint(): string {
  return createHash("sha256").update(migrationScripts().join("\0")).digest("hex").slice(0, 16);
}
