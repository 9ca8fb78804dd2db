import { startEmbedded } from "../../app/persistence/embedded.ts";
import { embeddedFolder } from "./address.ts";

/** A URL that can be connected to, for as long as it is not closed: the embedded database is served unless somebody does already. */
export async function openDatasource(
  address: string,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const folder = embeddedFolder(address);
  return folder === null ? { url: address, close: () => Promise.resolve() } : startEmbedded(folder);
}
