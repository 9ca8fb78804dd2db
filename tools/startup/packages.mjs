import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "./progress.mjs";

const OLDEST_NODE = [22, 12];

/** The Node that the project brings along as a package. */
export const projectNode = (root) => join(root, "node_modules", ".bin", "node");

/**
 * The packages that package-lock.json asks for and node_modules lacks or holds in another version. Packages that npm may leave out on
 * this platform are not counted.
 */
export function missingPackages(root) {
  const wanted = packagesOf(join(root, "package-lock.json"));
  const present = packagesOf(join(root, "node_modules", ".package-lock.json"));
  return Object.entries(wanted)
    .filter(
      ([path, entry]) =>
        path !== "" && !entry.optional && !entry.devOptional && !entry.link && !entry.extraneous,
    )
    .filter(([path, entry]) => present[path]?.version !== entry.version)
    .map(([path]) => path.replace(/^.*node_modules\//, ""));
}

function packagesOf(lockFile) {
  if (!existsSync(lockFile)) return {};
  try {
    return JSON.parse(readFileSync(lockFile, "utf8")).packages ?? {};
  } catch (error) {
    throw new SetupError(
      `${lockFile} is not readable: ${error.message}. Restore it with git checkout, or delete node_modules.`,
    );
  }
}

/** How to call npm: the one that runs us when there is one, else the one on the PATH. */
export function npm(args) {
  const own = process.env.npm_execpath;
  return own?.endsWith(".js")
    ? { command: process.execPath, args: [own, ...args] }
    : { command: "npm", args };
}

/** @returns {string | null} the version of the project's Node, null when it is absent or does not run */
export function projectNodeVersion(root) {
  try {
    return execFileSync(projectNode(root), ["--version"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return null;
  }
}

export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

export const oldestNode = OLDEST_NODE.join(".");
