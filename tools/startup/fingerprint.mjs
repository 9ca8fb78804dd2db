import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/**
 * One hash over the names and contents of files and folders; what is missing counts as empty.
 * @param {string} root
 * @param {string[]} paths relative to root
 * @param {string[]} except relative folders that are left out
 */
export function fingerprint(root, paths, except = []) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesUnder(root, path, except))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesUnder(root, path, except) {
  const full = join(root, path);
  if (except.includes(path) || !existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  const names = readdirSync(full).sort();
  return names.flatMap((name) => filesUnder(root, relative(root, join(full, name)), except));
}

/** Does `work` only when `hash` differs from the one written to `stamp` the last time it succeeded. */
export async function whenChanged(stamp, hash, work) {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return false;
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}
