import { join } from "node:path";
import { build } from "vite";

const folder = join(import.meta.dirname, "browser");

/** The browser's scripts as one classic script each, ready to be served. */
export async function bundleScripts(): Promise<{
  readonly appBridge: string;
  readonly shell: string;
  readonly extensionHost: string;
}> {
  const [appBridge, shell, extensionHost] = await Promise.all([
    bundle("app-bridge"),
    bundle("shell"),
    bundle("extension-host"),
  ]);
  return { appBridge, shell, extensionHost };
}

async function bundle(name: string): Promise<string> {
  const result = await build({
    configFile: false,
    root: folder,
    logLevel: "error",
    publicDir: false,
    build: {
      write: false,
      minify: false,
      target: "es2023",
      lib: { entry: join(folder, name, "main.ts"), formats: ["iife"], name: "standIn", fileName: name },
    },
  });
  const outputs = Array.isArray(result)
    ? result.flatMap(({ output }) => output)
    : "output" in result
      ? result.output
      : [];
  const chunk = outputs.find((output) => output.type === "chunk");
  if (chunk === undefined) throw new Error(`The script ${name} came out empty.`);
  return chunk.code;
}
