import { readFileSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { z } from "zod";
import { MissingSecretError } from "../connectors/config.ts";
import { ConnectorError } from "../connectors/errors.ts";
import { connectors, findConnector } from "../connectors/registry.ts";
import { loneContexts } from "../connectors/shared/context.ts";
import type { ReportedKey } from "../inventory/index.ts";
import { createHttp } from "../platform/http/index.ts";
import { connectionFiles } from "../shops/connection-files.ts";
import { BadInput } from "./bad-input.ts";
import { LineOutput } from "./output.ts";
import { readLevels } from "./read-levels.ts";

export interface ReadOptions {
  readonly config: string;
  readonly keys?: string;
  readonly out?: string;
}

export interface ReadSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stderr: { write(text: string): unknown };
  readonly signal: AbortSignal;
}

/** `handoff read CONNECTOR --config FILE [--keys FILE] [--out FILE]`. Throws BadInput with one sentence for whatever went wrong. */
export async function read(id: string, options: ReadOptions, around: ReadSurroundings): Promise<void> {
  const connector = findConnector(id);
  if (!connector)
    throw new BadInput(
      id,
      `there is no such connector; there are ${connectors.map((one) => one.id).join(", ")}`,
    );
  const config = readJson(options.config);
  const keys = options.keys === undefined ? null : readKeys(options.keys);
  const http = createHttp({
    allowedPrivateHosts: splitList(around.env.HANDOFF_ALLOWED_PRIVATE_HOSTS),
    production: false,
    userAgent: "InventoryHandoff/1.0",
  });
  const files = connectionFiles({ find: findLocally }, around.env.HANDOFF_IMPORT_FOLDER ?? null)("", "");
  const contextFor = loneContexts({ http: http.connectors, dial: http.dial, now: Date.now, files });
  const context = contextFor(keys === null ? "sweep" : "probe", around.signal);
  let rows = 0;
  let unusable = 0;
  const lines = readLevels({
    connector,
    config,
    keys,
    context,
    secret: (name) => around.env[name],
    onRejected({ where, reason }) {
      unusable++;
      around.stderr.write(`${where}: ${reason}\n`);
    },
  });
  const output = new LineOutput(options.out ?? null);
  try {
    for await (const line of lines) {
      output.line(line);
      rows++;
    }
    output.close();
  } catch (error) {
    output.discard();
    if (error instanceof ConnectorError || error instanceof MissingSecretError) {
      throw new BadInput(options.config, error.message);
    }
    throw error;
  } finally {
    await http.close();
  }
  around.stderr.write(`${rows} rows read, ${unusable} unusable\n`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readText(file)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw new BadInput(file, "this is not JSON");
    throw error;
  }
}

const keyLine = z.object({ item: z.string().min(1), code: z.string().min(1) });

function readKeys(file: string): readonly ReportedKey[] {
  return readText(file)
    .split(/\r?\n/)
    .flatMap((line, index) => (line.trim() === "" ? [] : [readKey(line, file, index + 1)]));
}

function readKey(text: string, file: string, line: number): ReportedKey {
  try {
    const key = keyLine.safeParse(JSON.parse(text));
    if (key.success) return key.data;
    throw new BadInput(file, 'a key reads {"item":"…","code":"…"}, both as text', {
      line,
      field: key.error.issues[0]?.path.join(".") || null,
    });
  } catch (error) {
    if (error instanceof SyntaxError) throw new BadInput(file, "this is not JSON", { line });
    throw error;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new BadInput(file, "cannot be read");
  }
}

/** On the command line an "uploaded" file is one in the working folder. */
async function findLocally(_shop: string, _connection: string, name: string) {
  const file = basename(name);
  const facts = await stat(file).catch(() => null);
  return facts?.isFile() ? { bytes: await readFile(file), modifiedAt: facts.mtimeMs } : null;
}

function splitList(text: string | undefined): readonly string[] {
  return (text ?? "").split(",").filter((entry) => entry.trim() !== "");
}
