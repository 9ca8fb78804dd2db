import { existsSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, whenChanged } from "./startup/fingerprint.mjs";
import { withLock } from "./startup/lock.mjs";
import {
  isNewEnough,
  missingPackages,
  npm,
  oldestNode,
  projectNode,
  projectNodeVersion,
} from "./startup/packages.mjs";
import { SetupError, runQuietly, step } from "./startup/progress.mjs";

/**
 * Makes a fresh clone ready to run: packages, the project's own Node, the database client and the built pages. Does only what is
 * missing or out of date, and may be called by several commands at once. Plain JavaScript without packages: it runs before there are any.
 */
export async function setUp(root) {
  const log = join(root, ".cache", "setup.log");
  const onWait = () => console.log("  Waiting for another command that is setting up …");
  await withLock(join(root, ".cache", "setup.lock"), () => setUpAlone(root, log), { onWait });
}

async function setUpAlone(root, log) {
  await installPackages(root, log);
  await ensureNode(root, log);
  await generateDatabaseClient(root, log);
  await buildPages(root, log);
}

async function installPackages(root, log) {
  const missing = missingPackages(root);
  if (missing.length === 0) return;
  const install = npm(["install", "--no-save", "--no-audit", "--no-fund", "--include=dev"]);
  await step(`Installing packages (${missing.length} missing or out of date)`, () =>
    runQuietly({
      ...install,
      cwd: root,
      log,
      hint: "npm could not install the packages. Is the registry reachable?",
    }),
  );
}

async function ensureNode(root, log) {
  if (projectNodeVersion(root) === null) {
    const rebuild = npm(["rebuild", "node"]);
    await step("Unpacking the project's own Node", () =>
      runQuietly({ ...rebuild, cwd: root, log, hint: "The npm package `node` could not be unpacked." }),
    );
  }
  const version = projectNodeVersion(root);
  if (version === null) {
    throw new SetupError(
      `${projectNode(root)} does not run. npm may have been told not to run install scripts:\n` +
        `  npm config get ignore-scripts   should say false\n  npm rebuild node                unpacks it`,
    );
  }
  if (!isNewEnough(version)) {
    throw new SetupError(
      `The project needs Node ${oldestNode} or later, node_modules holds ${version}. Delete node_modules and try again.`,
    );
  }
}

async function generateDatabaseClient(root, log) {
  if (!existsSync(join(root, "prisma", "schema.prisma"))) return;
  const hash = fingerprint(root, [
    "prisma/schema.prisma",
    "prisma.config.ts",
    "node_modules/prisma/package.json",
  ]);
  // The stamp lies in the generated folder, so that whoever deletes the one deletes the other.
  await whenChanged(join(root, "app", "persistence", "generated", "schema.stamp"), hash, () =>
    step("Generating the database client", () =>
      runQuietly({
        ...bin(root, "prisma/build/index.js", ["generate"]),
        cwd: root,
        log,
        hint: "`prisma generate` failed.",
      }),
    ),
  );
}

async function buildPages(root, log) {
  if (!existsSync(join(root, "vite.config.ts"))) return;
  const sources = ["app", "vite.config.ts", "package-lock.json", "tsconfig.json"];
  const hash = fingerprint(root, sources, ["app/persistence/generated"]);
  await whenChanged(join(root, "build", "sources.stamp"), hash, () =>
    step("Building the pages", () =>
      runQuietly({
        ...bin(root, "@remix-run/dev/dist/cli.js", ["vite:build"]),
        cwd: root,
        env: { ...process.env, NODE_ENV: "production" },
        log,
        hint: "`remix vite:build` failed.",
      }),
    ),
  );
}

const bin = (root, script, args) => ({
  command: projectNode(root),
  args: [join(root, "node_modules", script), ...args],
});
