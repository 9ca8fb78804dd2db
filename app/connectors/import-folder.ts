import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { resolve, sep } from "node:path";
import type { ConnectorFiles } from "./contract.ts";
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
    // Links are followed before the check, so that none leads out of the folder.
    const file = await realpath(resolve(root, path)).catch(() => missing(path));
    const facts = await stat(file);
    if (!file.startsWith(root + sep) || !facts.isFile()) missing(path);
    return {
      body: createReadStream(file) as AsyncIterable<Uint8Array>,
      modifiedAt: Math.round(facts.mtimeMs),
    };
  };
}

function missing(name: string): never {
  throw new ConnectorError("not_found", `${name} is not a file in the import folder.`, {
    field: "source.path",
  });
}
