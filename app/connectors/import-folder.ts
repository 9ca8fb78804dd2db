import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { isAbsolute, relative, resolve } from "node:path";
import type { ConnectorFiles, FileContent } from "./contract.ts";
import { ConnectorError } from "./errors.ts";

/** Files of the operator's import folder, and of nowhere else: links that lead out of it are refused too. Null: there is no such folder. */
export function importFolder(folder: string | null): ConnectorFiles["openInFolder"] {
  return async (path) => {
    if (folder === null) {
      throw new ConnectorError(
        "configuration",
        "This app has no import folder; whoever runs it has to name one.",
      );
    }
    const root = await realpath(folder).catch(() => missing("The import folder"));
    if (!isInside(root, resolve(root, path))) throw outside(path);
    const file = await realpath(resolve(root, path)).catch(() => missing(path));
    if (!isInside(root, file)) throw outside(path);
    return openRegularFile(file, path);
  };
}

async function openRegularFile(file: string, name: string): Promise<FileContent> {
  const facts = await stat(file);
  if (!facts.isFile()) throw new ConnectorError("not_found", `${name} is not a file.`);
  return { body: createReadStream(file) as AsyncIterable<Uint8Array>, modifiedAt: Math.round(facts.mtimeMs) };
}

function isInside(root: string, file: string): boolean {
  const way = relative(root, file);
  return way !== "" && way !== ".." && !/^\.\.[/\\]/.test(way) && !isAbsolute(way);
}

function outside(path: string): ConnectorError {
  return new ConnectorError("configuration", `${path} is outside the import folder.`, {
    field: "source.path",
  });
}

function missing(name: string): never {
  throw new ConnectorError("not_found", `${name} does not exist.`, { field: "source.path" });
}
