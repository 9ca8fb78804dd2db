import { join } from "node:path";
import { defineConfig } from "prisma/config";
import { embeddedAddress } from "./tools/database/address.ts";

// Prisma would download its engine; ours is the same engine as WebAssembly from npm.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= join(import.meta.dirname, "tools", "database", "schema-engine");

// It would also ask its maker's server for a newer version on every command.
process.env.CHECKPOINT_DISABLE ??= "1";

const dataFolder = process.env.HANDOFF_DATA_FOLDER ?? join(import.meta.dirname, ".data");

export default defineConfig({
  schema: join("prisma", "schema.prisma"),
  migrations: { path: join("prisma", "migrations") },
  datasource: { url: process.env.DATABASE_URL ?? embeddedAddress(join(dataFolder, "postgres")) },
});
