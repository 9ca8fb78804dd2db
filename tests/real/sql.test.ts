import { createConnection } from "mysql2/promise";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { loadConfig } from "../../app/connectors/config.ts";
import { loneContexts } from "../../app/connectors/shared/context.ts";
import { sql } from "../../app/connectors/sql/index.ts";
import { createHttp } from "../../app/platform/http/index.ts";
import { linesOf } from "../connectors/vendor.ts";
import { given } from "./given.ts";

const password = "p4ss-of-the-reader";
const http = createHttp({ allowedPrivateHosts: ["127.0.0.1"], production: false, userAgent: "test" });
const contexts = loneContexts({
  http: http.connectors,
  dial: http.dial,
  now: () => Date.UTC(2026, 3, 3, 12),
});
const context = (signal = new AbortController().signal) => contexts("sweep", signal);
afterAll(() => http.close());

const rows = [
  ["KC-001", "W1", "12.000000", "10", "2026-04-03 10:15:00+00"],
  ["007", "W1", "0", null, "2026-04-03 10:15:00+00"],
  ['O\'BRIEN, "A/B" 🕯', "W2", "-3.25", "1", "2026-04-03 10:15:00+00"],
  ["LONG", "W2", "9007199254.740991", "2", "2026-04-03 10:15:00+00"],
] as const;

const common = {
  host: "127.0.0.1",
  user: "handoff_reader",
  password,
  encryption: "none",
  levels: "select sku, warehouse, on_hand, free, changed from handoff_stock order by sku;",
  keys: "select sku, warehouse, on_hand, free, changed from handoff_stock where sku in (:items) and sku in (:items)",
  locations: "select code, name from handoff_places order by code",
  columns: { item: "SKU", location: { from: "field", field: "warehouse" }, updatedAt: "changed" },
  states: { on_hand: "on_hand", available: "free" },
};

interface Server {
  readonly title: string;
  /** Null: not on this machine. */
  readonly port: number | null;
  readonly config: Record<string, unknown>;
  run(statements: readonly string[]): Promise<void>;
  readonly timeType: string;
  /** A function that writes, and the right to call it. */
  readonly writer: readonly string[];
  readonly grantWrite: string;
  readonly slow: string;
}

const database = "handoff_sql_test";
const postgresPort = given("postgres")?.port ?? null;
const mariadbPort = given("mariadb")?.port ?? null;
const asPostgres = { host: "127.0.0.1", port: postgresPort ?? 0, user: "postgres" };
const asRoot = { host: "127.0.0.1", port: mariadbPort ?? 0, user: "root" };
const postgres: Server = {
  title: "PostgreSQL",
  port: postgresPort,
  config: { ...common, engine: "postgresql", database },
  timeType: "timestamptz",
  writer: [
    "create function handoff_write() returns int language plpgsql security definer as $$ begin insert into handoff_places values ('W9', 'New'); return 1; end $$",
  ],
  grantWrite: "grant insert on handoff_stock to handoff_reader",
  slow: "select sku, warehouse, on_hand, free, changed from handoff_stock, pg_sleep(20)",
  async run(statements) {
    const client = new pg.Client({ ...asPostgres, database });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  },
};
const mariadb: Server = {
  title: "MariaDB",
  port: mariadbPort,
  config: {
    ...common,
    engine: "mysql",
    database,
    columns: { ...common.columns, updatedAtFormat: "iso_local", timeZone: "UTC" },
  },
  timeType: "timestamp null",
  writer: [
    "create function handoff_write() returns int modifies sql data begin insert into handoff_places values ('W9', 'New'); return 1; end",
    `grant execute on function ${database}.handoff_write to handoff_reader@'127.0.0.1'`,
  ],
  grantWrite: `grant insert on ${database}.handoff_stock to handoff_reader@'127.0.0.1'`,
  slow: "select sku, warehouse, on_hand, free, changed from handoff_stock where sleep(5) = 0",
  async run(statements) {
    const connection = await createConnection({ ...asRoot, database });
    for (const statement of statements) await connection.query(statement);
    await connection.end();
  },
};

for (const server of [postgres, mariadb]) {
  const here = server.port !== null;
  describe.runIf(here)(`a query on a real ${server.title}`, async () => {
    if (here) await prepare(server);
    const configOf = (change: Record<string, unknown> = {}) =>
      loadConfig(sql.config, { ...server.config, port: server.port, ...change });

    it("reads every row exactly, the unknown as unknown", async () => {
      const lines = await linesOf(sql.readLevels(configOf(), context()));
      expect([...lines].sort()).toEqual(
        [
          "007@W1 on_hand=0 at 2026-04-03T10:15:00Z",
          "KC-001@W1 on_hand=12 available=10 at 2026-04-03T10:15:00Z",
          "LONG@W2 on_hand=9007199254.740991 available=2 at 2026-04-03T10:15:00Z",
          'O\'BRIEN, "A/B" 🕯@W2 on_hand=-3.25 available=1 at 2026-04-03T10:15:00Z',
        ].sort(),
      );
    });

    it("reads single items by parameters, hostile ones included", async () => {
      const keys = [
        { item: "007", code: "W1" },
        { item: 'O\'BRIEN, "A/B" 🕯', code: "W2" },
        { item: "'); drop table handoff_stock; --", code: "W1" },
      ];
      const found = await sql.readKeys(configOf(), context(), keys);
      expect(found.map(({ item }) => item).sort()).toEqual(["007", 'O\'BRIEN, "A/B" 🕯']);
    });

    it("lists the locations", async () => {
      expect(await sql.listLocations(configOf(), context())).toEqual([
        { code: "W1", name: "Hall one" },
        { code: "W2", name: null },
      ]);
    });

    it("streams a large table without holding it", async () => {
      let count = 0;
      const config = configOf({ levels: many(server) });
      for await (const page of sql.readLevels(config, context())) {
        count += page.levels.length;
        expect(page.levels.length).toBeLessThanOrEqual(1_000);
      }
      expect(count).toBe(20_000);
    });

    it("warns when the user could also write, and not when it can only read", async () => {
      expect((await sql.check(configOf(), context())).warnings).toEqual([]);
      await server.run([server.grantWrite]);
      expect((await sql.check(configOf(), context())).warnings.join()).toContain("may also write");
      await server.run([server.grantWrite.replace("grant", "revoke").replace(" to ", " from ")]);
    });

    it.each([
      [{ password: "wrong" }, "credentials"],
      [{ levels: "select secret from handoff_secret" }, "rights"],
      [{ levels: "select nothing from handoff_stock" }, /configuration|rights/],
      [{ port: 1 }, "unavailable"],
      [{ database: "handoff_no_such_database" }, /configuration|rights/],
      [{ host: "10.255.255.1" }, "configuration"],
      [{ encryption: "verified" }, "unavailable"],
    ] as const)("tells what is wrong with %j: %s", async (change, fault) => {
      const error: unknown = await sql.check(configOf(change), context()).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: "ConnectorError", fault: expect.stringMatching(fault) });
      expect(String(error)).not.toContain(password);
    });

    it("cannot write, not even through a function of the database that does", async () => {
      const config = configOf({
        levels: "select sku, warehouse, handoff_write() as on_hand, free, changed from handoff_stock",
      });
      await expect(linesOf(sql.readLevels(config, context()))).rejects.toMatchObject({
        fault: "configuration",
        message: expect.stringMatching(/read.only/i) as string,
      });
      expect(await sql.listLocations(configOf(), context())).toHaveLength(2);
    });

    it("gives up on a query that takes too long", async () => {
      const config = configOf({ levels: server.slow, timeoutSeconds: 1 });
      const began = performance.now();
      await expect(linesOf(sql.readLevels(config, context()))).rejects.toMatchObject({
        fault: "unavailable",
      });
      expect(performance.now() - began).toBeLessThan(6_000);
    });

    it("stops with the caller's reason when it is cancelled", async () => {
      const cancel = new AbortController();
      const reason = new Error("cancelled by the test");
      setTimeout(() => cancel.abort(reason), 300);
      const config = configOf({ levels: server.slow, timeoutSeconds: 30 });
      await expect(linesOf(sql.readLevels(config, context(cancel.signal)))).rejects.toBe(reason);
    });
  });
}

const ten = Array.from({ length: 10 }, (_, digit) => `select ${digit} as d`).join(" union all ");
const digits = `select a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d as n
  from (${ten}) a, (${ten}) b, (${ten}) c, (${ten}) e, (select 0 as d union all select 1) f`;

function many({ title }: Server): string {
  return title === "PostgreSQL"
    ? "select 'S' || n as sku, 'W1' as warehouse, n as on_hand, n as free, now() as changed from generate_series(1, 20000) n"
    : `select concat('S', n) as sku, 'W1' as warehouse, n as on_hand, n as free, now() as changed from (${digits}) numbers`;
}

async function prepare(server: Server): Promise<void> {
  const values = rows.map((row) => `(${row.map((one) => quoted(one, server)).join(", ")})`).join(", ");
  if (server.title === "PostgreSQL") {
    const client = new pg.Client(asPostgres);
    await client.connect();
    await client.query(`drop database if exists ${database}`);
    await client.query(`create database ${database}`);
    await client.query(
      "do $$ begin create role handoff_reader login; exception when duplicate_object then null; end $$",
    );
    await client.query(`alter role handoff_reader password '${password}'`);
    await client.end();
  } else {
    const connection = await createConnection(asRoot);
    await connection.query(`create or replace database ${database} character set utf8mb4`);
    await connection.query("drop user if exists handoff_reader@'127.0.0.1'");
    await connection.query(`create user handoff_reader@'127.0.0.1' identified by '${password}'`);
    await connection.end();
  }
  const grantee = server.title === "PostgreSQL" ? "handoff_reader" : "handoff_reader@'127.0.0.1'";
  await server.run([
    `create table handoff_stock (sku varchar(80), warehouse varchar(20), on_hand decimal(20, 6), free decimal(20, 6), changed ${server.timeType})`,
    "create table handoff_places (code varchar(20), name varchar(80))",
    "create table handoff_secret (secret varchar(20))",
    ...(server.title === "MariaDB" ? ["set time_zone = '+00:00'"] : []),
    `insert into handoff_stock values ${values}`,
    "insert into handoff_places values ('W1', 'Hall one'), ('W2', null)",
    `grant select on handoff_stock to ${grantee}`,
    `grant select on handoff_places to ${grantee}`,
    ...server.writer,
  ]);
}

function quoted(text: string | null, { title }: Server): string {
  if (text === null) return "null";
  return `'${(title === "PostgreSQL" ? text : text.replace("+00", "")).replaceAll("'", "''")}'`;
}
