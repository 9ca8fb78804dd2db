import { readdirSync } from "node:fs";
import type { Connector } from "./contract.ts";

type Folders = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

// Vite, and with it every build and test, puts the folders in at build time; plain Node looks for itself.
const builtByVite = (import.meta as { readonly env?: object }).env !== undefined;
const folders: Folders = builtByVite
  ? import.meta.glob(["./*/index.ts", "!./shared/index.ts"], { eager: true })
  : await foldersBeside(import.meta.dirname);

/** Every connector there is, in the order in which they are offered: named systems first, then the ways to read any system. */
export const connectors: readonly Connector[] = connectorsIn(folders);

export function findConnector(id: string): Connector | undefined {
  return connectors.find((connector) => connector.id === id);
}

/** Modules by the path of their index.ts. Throws Error for a folder that exports no connector with the folder's name as its id. */
export function connectorsIn(modules: Folders): readonly Connector[] {
  const found = Object.entries(modules).map(([path, exported]) => {
    const folder = path.split("/").at(-2);
    const connector = Object.values(exported).find((value) => (value as Connector).id === folder);
    if (connector === undefined)
      throw new Error(`app/connectors/${folder}/index.ts exports no connector with the id "${folder}"`);
    return connector as Connector;
  });
  return found.sort(
    (one, other) =>
      Number(one.contains === undefined) - Number(other.contains === undefined) ||
      one.name.localeCompare(other.name, "en"),
  );
}

export async function foldersBeside(directory: string): Promise<Folders> {
  const names = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "shared")
    .map(({ name }) => name)
    .filter((name) => readdirSync(`${directory}/${name}`).includes("index.ts"));
  const modules = await Promise.all(
    names.map(async (name) => {
      const path = `${directory}/${name}/index.ts`;
      return [path, (await import(/* @vite-ignore */ path)) as Folders[string]] as const;
    }),
  );
  return Object.fromEntries(modules);
}
