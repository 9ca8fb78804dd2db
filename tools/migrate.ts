import { spawn } from "node:child_process";
import { join } from "node:path";

/** The migrations could not be applied; the message holds what Prisma said. */
export class MigrationFailed extends Error {}

/** Applies the migrations that the database lacks, with Prisma's own command. @throws MigrationFailed */
export async function migrate(root: string, env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(
    process.execPath,
    [join(root, "node_modules/prisma/build/index.js"), "migrate", "deploy"],
    {
      cwd: root,
      env: { ...env, PRISMA_HIDE_UPDATE_MESSAGE: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  }
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  if (code !== 0) throw new MigrationFailed(`The database could not be migrated:\n${said.trim()}`);
}
