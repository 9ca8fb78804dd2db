import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectorsJson } from "../../app/cli/connectors.ts";
import { read, type ReadOptions } from "../../app/cli/read.ts";
import { serve } from "../contracts/connectors-server.ts";
import { worldRows } from "../contracts/connectors.ts";
import { keyAndPages } from "../contracts/connectors-rest-json.ts";

let folder = "";
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "handoff-read-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(connector: string, options: ReadOptions, env: Record<string, string> = {}) {
  const told: string[] = [];
  const stderr = { write: (text: string) => void told.push(text) };
  await read(connector, options, { env, stderr, signal: new AbortController().signal });
  return told.join("");
}

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const csvConfig = {
  source: { kind: "folder", path: "stock.csv" },
  columns: { item: "sku", location: { from: "fixed", code: "W1" } },
  states: { on_hand: "qty" },
};

describe("handoff read", () => {
  it("writes a file of the import folder as JSON lines and reports what it could not use", async () => {
    file("stock.csv", "sku,qty\n007,1.50\nBAD,many\nNONE,\n");
    const out = join(folder, "levels.jsonl");
    const told = await run(
      "csv",
      { config: file("c.json", csvConfig), out },
      { HANDOFF_IMPORT_FOLDER: folder },
    );
    const lines = readFileSync(out, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toEqual([
      {
        item: "007",
        code: "W1",
        states: { on_hand: "1.5" },
        updated_at: null,
        observed_at: expect.stringMatching(/Z$/) as string,
      },
      {
        item: "NONE",
        code: "W1",
        states: {},
        updated_at: null,
        observed_at: expect.stringMatching(/Z$/) as string,
      },
    ]);
    expect(told).toContain('line 3: qty: "many" is not a number');
    expect(told).toContain("2 rows read, 1 unusable");
  });

  it("reads only the keys of a file, with the secret from the environment", async () => {
    const harness = keyAndPages();
    const server = await serve(harness.answer(worldRows, 0));
    const given = harness.config(server.origin) as { auth: object };
    const config = file("c.json", { ...given, auth: { ...given.auth, value: { env: "WMS_KEY" } } });
    const keys = file("keys.jsonl", '{"item":"007","code":"W1"}\n\n{"item":"nowhere","code":"W1"}\n');
    const out = join(folder, "out.jsonl");
    const env = {
      HANDOFF_ALLOWED_PRIVATE_HOSTS: "127.0.0.1",
      WMS_KEY: (given.auth as { value: string }).value,
    };
    try {
      await run("rest-json", { config, keys, out }, env);
      await expect(run("rest-json", { config }, { ...env, WMS_KEY: "" })).rejects.toThrow("WMS_KEY");
    } finally {
      await server.close();
    }
    expect(readFileSync(out, "utf8")).toMatch(/^{"item":"007","code":"W1",.*}\n$/);
  });

  it.each([
    ["no such connector", "fax", {}, "there are acumatica, "],
    [
      "a configuration that does not fit",
      "csv",
      { config: {} },
      "c.json: The configuration does not fit. source",
    ],
    ["a configuration that is no JSON", "csv", { config: "{" }, "c.json: this is not JSON"],
    [
      "a key without a code",
      "csv",
      { keys: '{"item":"A","code":"W"}\n{"item":"A"}' },
      "keys.jsonl, line 2, field code",
    ],
    [
      "a file outside the import folder",
      "csv",
      { config: { ...csvConfig, source: { kind: "folder", path: "../x" } } },
      "c.json:",
    ],
  ])(
    "says in one line what is wrong with %s, and leaves no file",
    async (_what, connector, given: { config?: unknown; keys?: string }, words) => {
      const config = file("c.json", given.config ?? csvConfig);
      const keys = given.keys === undefined ? {} : { keys: file("keys.jsonl", given.keys) };
      const before = readdirSync(folder);
      const options = { config, ...keys, out: join(folder, "out.jsonl") };
      const error: unknown = await run(connector, options, { HANDOFF_IMPORT_FOLDER: folder }).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ name: "BadInput" });
      expect((error as Error).message).toContain(words);
      expect((error as Error).message).not.toContain("\n");
      expect(readdirSync(folder)).toEqual(before);
    },
  );
});

describe("handoff connectors", () => {
  it("lists what each connector can do", () => {
    const listed = JSON.parse(connectorsJson()) as Record<string, unknown>[];
    expect(listed.map((one) => Object.keys(one))).toEqual(
      listed.map(() => ["id", "name", "roles", "capabilities", "states"]),
    );
    expect(listed).toContainEqual(expect.objectContaining({ id: "csv", roles: ["wms", "erp"] }));
  });

  it("is a command of the program", async () => {
    const script = new URL("../../app/cli/handoff.ts", import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, [script, "connectors", "--json"]);
    expect(stdout).toBe(connectorsJson());
  });
});
