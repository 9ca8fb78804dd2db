import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDatabase } from "../../app/persistence/client.ts";
import { startEmbedded } from "../../app/persistence/embedded.ts";

const root = join(import.meta.dirname, "..", "..");
let parent: string;
let folder: string;
let children: ChildProcess[];

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "handoff-embedded-"));
  folder = join(parent, "postgres");
  children = [];
});
afterEach(async () => {
  for (const child of children) await end(child, "SIGKILL");
  rmSync(parent, { recursive: true });
});

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill(signal);
  await once(child, "exit");
  return child.exitCode;
}

/** A server process of its own, and the URL that it printed. */
async function serveApart(): Promise<{ child: ChildProcess; url: string }> {
  const node = join(root, "node_modules", ".bin", "node");
  const child = spawn(node, [join(root, "app", "persistence", "serve-embedded.ts"), folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [url] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { child, url };
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

describe("the embedded database", () => {
  it("keeps its data over a restart", async () => {
    const first = await startEmbedded(folder);
    await query(first.url, "create table kept as select 42 as n");
    await first.close();
    const second = await startEmbedded(folder);
    expect(await query(second.url, "select n from kept")).toEqual([{ n: 42 }]);
    await second.close();
    expect(existsSync(`${folder}.claim`)).toBe(false);
  });

  it("is started once, however many ask at the same time", async () => {
    const asked = await Promise.all([1, 2, 3].map(() => startEmbedded(folder)));
    expect(new Set(asked.map(({ url }) => url)).size).toBe(1);
    expect(asked.filter(({ owned }) => owned)).toHaveLength(1);
    const guest = asked.find(({ owned }) => !owned);
    await guest?.close();
    expect(await query(asked[0]?.url ?? "", "select 1 as n")).toEqual([{ n: 1 }]);
    for (const each of asked) await each.close();
  });

  it("is found when another process serves it", async () => {
    const { child, url } = await serveApart();
    const found = await startEmbedded(folder);
    expect(found).toMatchObject({ url, owned: false });
    expect(await end(child, "SIGTERM")).toBe(0);
    const own = await startEmbedded(folder);
    expect(own.owned).toBe(true);
    await own.close();
  });

  it("survives kill -9 with everything that was committed", async () => {
    const { child, url } = await serveApart();
    await query(url, "create table kept (n int)");
    for (let n = 0; n < 20; n++) await query(url, `insert into kept values (${n})`);
    const open = new pg.Client({ connectionString: url });
    open.on("error", () => undefined);
    await open.connect();
    await open.query("begin; insert into kept values (999)");
    await end(child, "SIGKILL");
    expect(existsSync(`${folder}.claim`)).toBe(true);
    const again = await startEmbedded(folder);
    expect(again.owned).toBe(true);
    expect(await query(again.url, "select count(*)::int as n, max(n) as last from kept")).toEqual([
      { n: 20, last: 19 },
    ]);
    await again.close();
  });

  it.each([
    ["is cut off", "{"],
    ["names a port where nobody listens", JSON.stringify({ port: 1, token: "gone" })],
  ])("starts although a claim that %s lies there", async (_, claim) => {
    writeFileSync(`${folder}.claim`, claim);
    const database = await startEmbedded(folder);
    expect(database.owned).toBe(true);
    await database.close();
  });

  it("gives each of many concurrent queries its own answer", async () => {
    const server = await startEmbedded(folder);
    const databases = [1, 2, 3].map(() => createDatabase(server.url));
    const answers = await Promise.all(
      Array.from({ length: 150 }, async (_, n) => {
        const { prisma, pool } = databases[n % 3]!;
        if (n % 2) return (await prisma.$queryRaw<{ n: number }[]>`select ${n}::int as n`)[0]?.n;
        return (await pool.query<{ n: number }>("select $1::int as n", [n])).rows[0]?.n;
      }),
    );
    expect(answers).toEqual(answers.map((_, n) => n));
    for (const database of databases) await database.close();
    await server.close();
  });

  it("goes on for the others when a client dies in the middle of a transaction", async () => {
    const server = await startEmbedded(folder);
    await query(server.url, "create table t (n int)");
    const dying = new pg.Client({ connectionString: server.url });
    dying.on("error", () => undefined);
    await dying.connect();
    await dying.query("begin");
    await dying.query("insert into t values (1)");
    const waiting = query(server.url, "select count(*)::int as n from t");
    dying.connection.stream.destroy();
    expect(await waiting).toEqual([{ n: 0 }]);
    await server.close();
  });
});
