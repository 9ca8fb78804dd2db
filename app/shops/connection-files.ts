import type { ConnectorFiles } from "../connectors/contract.ts";
import { ConnectorError } from "../connectors/errors.ts";
import { importFolder } from "../connectors/import-folder.ts";
import type { UploadStore } from "./ports.ts";

/** Files of one connection: what its merchant uploaded, and what lies in the operator's import folder. */
export function connectionFiles(uploads: Pick<UploadStore, "find">, folder: string | null) {
  const openInFolder = importFolder(folder);
  return (shop: string, connectionId: string): ConnectorFiles => ({
    openInFolder,
    async openUpload(name) {
      const file = await uploads.find(shop, connectionId, name);
      if (!file)
        throw new ConnectorError("not_found", `There is no uploaded file “${name}”. Upload it again.`);
      return { body: whole(file.bytes), modifiedAt: file.modifiedAt };
    },
  });
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
