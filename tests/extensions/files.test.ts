// @vitest-environment node
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { bundleExtension, findExtensions } from "../../sandbox/admin/extensions.ts";

const root = join(import.meta.dirname, "..", "..", "extensions");
const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "shared" && !entry.name.startsWith("flow-"))
  .map(({ name }) => name);

/** From Shopify's documentation of extensions, as of API version 2026-07. */
describe.each(folders)("the extension %s", (folder) => {
  const toml = parse(readFileSync(join(root, folder, "shopify.extension.toml"), "utf8")) as unknown as {
    api_version: string;
    extensions: {
      name: string;
      handle: string;
      type: string;
      uid: string;
      targeting: { module: string; target: string }[];
    }[];
  };
  const texts = JSON.parse(readFileSync(join(root, folder, "locales", "en.default.json"), "utf8")) as Record<
    string,
    string
  >;

  it("is pinned to the version that Shopify's tester knows", () => {
    expect(toml.api_version).toBe("2026-07");
  });

  it("is one extension under its folder's name, with an id of its own", () => {
    expect(toml.extensions.map(({ handle, type }) => ({ handle, type }))).toEqual([
      { handle: folder, type: "ui_extension" },
    ]);
    expect(folder.length).toBeLessThanOrEqual(30);
    expect(toml.extensions[0]?.uid).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("has one target, whose module exists and which App Bridge's types know", () => {
    const targets = toml.extensions.flatMap(({ targeting }) => targeting);
    expect(targets).toHaveLength(1);
    for (const { module, target } of targets) {
      expect(existsSync(join(root, folder, module))).toBe(true);
      expect(
        existsSync(`node_modules/@shopify/ui-extensions/build/ts/surfaces/admin/targets/${target}.d.ts`),
      ).toBe(true);
    }
  });

  it("has every text that it names, and none that nobody shows", () => {
    const named = toml.extensions.flatMap(({ name }) => /^t:(.+)$/.exec(name)?.[1] ?? []);
    const source = ["shared", folder]
      .flatMap((each) =>
        readdirSync(join(root, each), { recursive: true, encoding: "utf8" }).map((file) =>
          join(root, each, file),
        ),
      )
      .filter((file) => file.endsWith(".tsx"))
      .map((file) => readFileSync(file, "utf8"))
      .join("\n");
    for (const key of named) expect(texts).toHaveProperty(key);
    for (const key of Object.keys(texts))
      expect(named.includes(key) || key === "description" || source.includes(`"${key}"`), key).toBe(true);
  });

  it("stays under Shopify's 64 kB", async () => {
    const [extension] = findExtensions(root).filter(({ handle }) => handle === folder);
    const code = await bundleExtension(extension!);
    expect(Buffer.byteLength(code)).toBeGreaterThan(1_000);
    expect(Buffer.byteLength(code)).toBeLessThan(64_000);
  });
});

it("no two extensions share an id", () => {
  const ids = folders.map(
    (folder) => /uid = "(.+)"/.exec(readFileSync(join(root, folder, "shopify.extension.toml"), "utf8"))?.[1],
  );
  expect(new Set(ids).size).toBe(folders.length);
});
