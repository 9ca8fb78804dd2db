import { readdirSync, readFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { build } from "vite";

/** An app's extension, as its shopify.extension.toml describes it to Shopify. */
export interface AdminExtension {
  readonly handle: string;
  readonly target: string;
  /** Path of the module whose default export renders it. */
  readonly module: string;
  readonly texts: Readonly<Record<string, string>>;
}

interface ExtensionToml {
  readonly extensions?: readonly {
    readonly handle: string;
    readonly type: string;
    readonly targeting?: readonly { readonly module: string; readonly target: string }[];
  }[];
}

/** Every UI extension below the folder. Throws where a file is not TOML. */
export function findExtensions(folder: string): readonly AdminExtension[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = join(folder, entry.name, "shopify.extension.toml");
    if (!entry.isDirectory() || !existsSync(file)) return [];
    const toml = parse(readFileSync(file, "utf8")) as unknown as ExtensionToml;
    const texts = textsIn(join(folder, entry.name, "locales", "en.default.json"));
    return (toml.extensions ?? [])
      .filter(({ type }) => type === "ui_extension")
      .flatMap(({ handle, targeting = [] }) =>
        targeting.map(({ module, target }) => ({
          handle,
          target,
          texts,
          module: join(folder, entry.name, module),
        })),
      );
  });
}

/** One module with everything in it, as Shopify's own tools make it. */
export async function bundleExtension({ module, handle }: AdminExtension): Promise<string> {
  const result = await build({
    configFile: false,
    root: join(module, ".."),
    logLevel: "error",
    publicDir: false,
    esbuild: { jsx: "automatic", jsxImportSource: "preact" },
    build: {
      write: false,
      target: "es2023",
      minify: "esbuild",
      lib: { entry: module, formats: ["es"], fileName: handle },
    },
  });
  const outputs = Array.isArray(result)
    ? result.flatMap(({ output }) => output)
    : "output" in result
      ? result.output
      : [];
  const chunk = outputs.find((output) => output.type === "chunk");
  if (chunk === undefined) throw new Error(`The extension ${handle} came out empty.`);
  return chunk.code;
}

function textsIn(file: string): Readonly<Record<string, string>> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : {};
}
