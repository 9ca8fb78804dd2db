import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startEmbedded } from "../../../app/persistence/embedded.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..", "..", "..");
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "handoff-prisma-"));
  for (const path of ["prisma", "prisma.config.ts", "tools/database", "app/persistence", "package.json"]) {
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
});
afterAll(() => rmSync(copy, { recursive: true }));

/** The ordinary command, in a copy of the project without DATABASE_URL, where nothing can be downloaded. */
async function prisma(...args: string[]): Promise<string> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PRISMA_ENGINES_MIRROR: "http://127.0.0.1:1",
    NO_COLOR: "1",
  };
  delete env.DATABASE_URL;
  delete env.HANDOFF_DATA_FOLDER;
  delete env.PRISMA_SCHEMA_ENGINE_BINARY;
  const cli = join(root, "node_modules", "prisma", "build", "index.js");
  const { stdout } = await run(process.execPath, [cli, ...args], { cwd: copy, env });
  return stdout;
}

const data = () => join(copy, ".data", "postgres");

describe("the prisma command on the embedded database", { timeout: 120_000 }, () => {
  it("deploys the migrations, and has nothing left to do", async () => {
    expect(await prisma("migrate", "deploy")).toContain("All migrations have been successfully applied.");
    expect(await prisma("migrate", "deploy")).toContain("No pending migrations to apply.");
    expect(await prisma("migrate", "status")).toContain("Database schema is up to date!");
  });

  it("finds that migrations and schema say the same, replaying them in a shadow database", async () => {
    expect(await prisma("migrate", "dev", "--name", "nothing")).toContain("Already in sync");
  });

  it("writes and applies the migration for a change of the schema", async () => {
    const schema = join(copy, "prisma", "schema.prisma");
    writeFileSync(
      schema,
      `${readFileSync(schema, "utf8")}\nmodel Extra {\n  id Int @id\n\n  @@map("extra")\n}\n`,
    );
    expect(await prisma("migrate", "dev", "--name", "extra")).toContain(
      "Your database is now in sync with your schema.",
    );
    const migrations = join(copy, "prisma", "migrations");
    const name = readdirSync(migrations).find((each) => each.endsWith("_extra")) ?? "missing";
    expect(readFileSync(join(migrations, name, "migration.sql"), "utf8")).toMatch(
      /^-- CreateTable\nCREATE TABLE "extra" \([^;]+;\s*$/,
    );
  });

  it("works through the process that serves the database, and leaves it running", async () => {
    const served = await startEmbedded(data());
    expect(served.owned).toBe(true);
    expect(await prisma("migrate", "status")).toContain("Database schema is up to date!");
    expect(await startEmbedded(data())).toMatchObject({ url: served.url, owned: false });
    await served.close();
  });

  it("says which migration failed, and why", async () => {
    const folder = join(copy, "prisma", "migrations", "29990101000000_broken");
    cpSync(join(root, "prisma", "migrations", "20260101000000_first"), folder, { recursive: true });
    writeFileSync(join(folder, "migration.sql"), "-- one; two\nCREATE TABLE broken (;");
    const failure = await prisma("migrate", "deploy").catch(
      (error: unknown) => (error as { stderr: string }).stderr,
    );
    expect(failure).toMatch(/29990101000000_broken/);
    expect(failure).toMatch(/syntax error at or near ";"/);
  });

  it("says that a server cannot be reached", async () => {
    const config = join(copy, "prisma.config.ts");
    writeFileSync(
      config,
      readFileSync(config, "utf8").replace(
        "process.env.DATABASE_URL",
        '"postgresql://u:planted@127.0.0.1:1/x"',
      ),
    );
    const failure = await prisma("migrate", "deploy").catch(
      (error: unknown) => (error as { stderr: string }).stderr,
    );
    expect(failure).toContain("P1001");
    expect(failure).not.toContain("planted");
  });
});
