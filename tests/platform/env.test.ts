import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EnvironmentError, loadEnvironment } from "../../app/platform/env.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "handoff-env-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const key = (id: string, fill: number) => `${id}:${Buffer.alloc(32, fill).toString("base64")}`;

const development = () => ({
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "hush",
  SHOPIFY_APP_URL: "http://localhost:3000",
  HANDOFF_DATA_FOLDER: folder,
});

const production = () => ({
  ...development(),
  NODE_ENV: "production",
  SHOPIFY_APP_URL: "https://handoff.example",
  DATABASE_URL: "postgresql://app:pw@db.example/handoff",
  HANDOFF_ENCRYPTION_KEYS: key("k1", 1),
});

function problemsOf(record: Record<string, string | undefined>): readonly string[] {
  try {
    loadEnvironment(record);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
  return [];
}

describe("loadEnvironment", () => {
  it("fills in what development needs", () => {
    const environment = loadEnvironment(development());
    expect(environment).toMatchObject({
      mode: "development",
      database: { kind: "embedded", folder: join(folder, "postgres") },
      allowedPrivateHosts: [],
      importFolder: null,
      host: "127.0.0.1",
      port: 3000,
      logLevel: "info",
    });
  });

  it("makes a development key once, for its owner only", () => {
    const [first] = loadEnvironment(development()).encryptionKeys;
    const [again] = loadEnvironment(development()).encryptionKeys;
    expect(Buffer.from(again.bytes).equals(first.bytes)).toBe(true);
    const file = join(folder, "encryption-key");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).toMatch(/^development:/);
  });

  it("accepts a production environment", () => {
    const environment = loadEnvironment({
      ...production(),
      HANDOFF_ENCRYPTION_KEYS: `${key("k2", 2)}, ${key("k1", 1)}`,
      HANDOFF_ALLOWED_PRIVATE_HOSTS: "erp.lan, WMS.lan:8443,10.0.0.5",
      PORT: "8080",
    });
    expect(environment.encryptionKeys.map(({ id }) => id)).toEqual(["k2", "k1"]);
    expect(environment.allowedPrivateHosts).toEqual(["erp.lan", "wms.lan:8443", "10.0.0.5"]);
    expect(environment.database).toEqual({ kind: "url", url: "postgresql://app:pw@db.example/handoff" });
    expect(environment).toMatchObject({ port: 8080, host: "0.0.0.0" });
  });

  it("lists everything that is missing in production at once", () => {
    expect(problemsOf({ NODE_ENV: "production" })).toEqual([
      expect.stringMatching(/^SHOPIFY_API_KEY is not set/),
      expect.stringMatching(/^SHOPIFY_API_SECRET is not set/),
      expect.stringMatching(/^SHOPIFY_APP_URL is not set/),
      expect.stringMatching(/^DATABASE_URL is not set.*HANDOFF_EMBEDDED_DATABASE=allow/),
      expect.stringMatching(/^HANDOFF_ENCRYPTION_KEYS is not set/),
    ]);
  });

  it("runs production on the embedded database when told so", () => {
    const record = { ...production(), DATABASE_URL: "", HANDOFF_EMBEDDED_DATABASE: "allow" };
    expect(loadEnvironment(record).database.kind).toBe("embedded");
  });

  it("wants https in production except on this machine", () => {
    expect(problemsOf({ ...production(), SHOPIFY_APP_URL: "http://handoff.example" })).toHaveLength(1);
    expect(problemsOf({ ...production(), SHOPIFY_APP_URL: "http://127.0.0.1:3000" })).toEqual([]);
  });

  it.each([
    ["SHOPIFY_APP_URL", "handoff.example"],
    ["SHOPIFY_APP_URL", "ftp://handoff.example"],
    ["PORT", "80a"],
    ["PORT", "70000"],
    ["LOG_LEVEL", "loud"],
    ["NODE_ENV", "prod"],
    ["HANDOFF_ALLOWED_PRIVATE_HOSTS", "http://erp.lan"],
  ])("refuses %s=%s and quotes it", (name, value) => {
    const problems = problemsOf({ ...production(), [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
    expect(problems[0]).toContain(value);
  });

  it("never quotes a secret", () => {
    const record = {
      ...production(),
      DATABASE_URL: "mysql://app:planted-password@db/x",
      HANDOFF_ENCRYPTION_KEYS: "k1:cGxhbnRlZA==,planted-key",
      PORT: "x",
    };
    const problems = problemsOf(record);
    expect(problems).toHaveLength(4);
    expect(problems.join("\n")).not.toMatch(/planted|cGxhbnRlZA/);
  });

  it("refuses two keys of one name", () => {
    const record = { ...production(), HANDOFF_ENCRYPTION_KEYS: `${key("k", 1)},${key("k", 2)}` };
    expect(problemsOf(record)).toEqual(['HANDOFF_ENCRYPTION_KEYS names the key "k" twice.']);
  });
});
