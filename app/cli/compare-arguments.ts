import type { CompareOptions } from "./compare.ts";

/** The plain form `compare --store S --snapshot N [--out F] [--strict]`; null for anything else, which the program then explains. */
export function parseCompareArguments(args: readonly string[]): CompareOptions | null {
  const [command, ...rest] = args;
  if (command !== "compare") return null;
  const texts = new Map<string, string>();
  let strict = false;
  for (let at = 0; at < rest.length; at += 1) {
    const name = rest[at] ?? "";
    if (name === "--strict") strict = true;
    else {
      const value = rest[at + 1];
      if (!["--store", "--snapshot", "--out"].includes(name) || value === undefined || value.startsWith("-"))
        return null;
      texts.set(name, value);
      at += 1;
    }
  }
  const store = texts.get("--store");
  const snapshot = texts.get("--snapshot");
  return store === undefined || snapshot === undefined
    ? null
    : { store, snapshot, out: texts.get("--out") ?? null, strict };
}
