import { createConnection, type Connection } from "mysql2";
import type { ConnectorContext } from "../contract.ts";
import { usualPorts, type SqlConfig } from "./config.ts";
import { sqlFault } from "./faults.ts";
import { batchSize, type SqlRow, type SqlSession } from "./reading.ts";
import { bindItems, timesBound } from "./statement.ts";

export async function openMysql(config: SqlConfig, context: ConnectorContext): Promise<SqlSession> {
  const { host, port = usualPorts.mysql, database, user, password, certificate } = config;
  try {
    const socket = await context.dial({ host, port, signal: context.signal });
    const connection = createConnection({
      stream: socket,
      host,
      database,
      user,
      password,
      ...(config.encryption === "none"
        ? {}
        : {
            ssl: {
              rejectUnauthorized: true,
              verifyIdentity: true,
              ...(certificate ? { ca: certificate } : {}),
            },
          }),
      multipleStatements: false,
      connectTimeout: 15_000,
      charset: "utf8mb4",
      // Everything as the text that the server sends, so that no number is rounded and no time is moved.
      typeCast: (field: { string(encoding: string): string | null }) => field.string("utf8"),
    });
    connection.on("error", () => undefined);
    const stop = () => void socket.destroy(new Error("The connection was given up"));
    context.signal.addEventListener("abort", stop, { once: true });
    const run = (text: string) => runOn(connection, text);
    await run("set session time_zone = '+00:00'");
    await run("set session transaction read only");
    await limitTime(run, config.timeoutSeconds);
    await run("start transaction read only");
    return sessionOf(connection, config, context, () => {
      context.signal.removeEventListener("abort", stop);
      socket.destroy();
    });
  } catch (error) {
    throw sqlFault(error, config, context);
  }
}

type Run = (text: string) => Promise<readonly Readonly<Record<string, string | null>>[]>;

/** MariaDB counts seconds under one name, MySQL milliseconds under another. */
async function limitTime(run: Run, seconds: number): Promise<void> {
  const [answer] = await run("select version() as version");
  const mariadb = /mariadb/i.test(answer?.["version"] ?? "");
  await run(
    mariadb
      ? `set session max_statement_time = ${seconds}`
      : `set session max_execution_time = ${seconds * 1000}`,
  );
}

function sessionOf(
  connection: Connection,
  config: SqlConfig,
  context: ConnectorContext,
  hangUp: () => void,
): SqlSession {
  return {
    async *rows(text, items = []) {
      const values = Array.from({ length: timesBound(text) }, () => items).flat();
      const stream = connection
        .query(
          bindItems(text, items.length, () => "?"),
          values,
        )
        .stream({ highWaterMark: batchSize });
      // The driver does not tell a stream that its connection is gone.
      const stop = () => stream.destroy(new Error("The connection was given up"));
      context.signal.addEventListener("abort", stop, { once: true });
      let batch: SqlRow[] = [];
      try {
        for await (const row of stream as AsyncIterable<Readonly<Record<string, string | null>>>) {
          batch.push(new Map(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value])));
          if (batch.length < batchSize) continue;
          yield batch;
          batch = [];
        }
      } catch (error) {
        throw sqlFault(error, config, context);
      } finally {
        context.signal.removeEventListener("abort", stop);
      }
      if (batch.length > 0) yield batch;
    },
    async mayWrite() {
      const rows = await runOn(connection, "show grants");
      const grants = rows.flatMap((row) => Object.values(row)).join("\n");
      return /\b(ALL PRIVILEGES|INSERT|UPDATE|DELETE|DROP)\b/.test(grants);
    },
    close() {
      // A query that was left half-way would keep a polite goodbye waiting; the server ends the transaction by itself.
      hangUp();
      return Promise.resolve();
    },
  };
}

function runOn(connection: Connection, text: string): ReturnType<Run> {
  return new Promise((resolve, reject) => {
    connection.query(text, (error: Error | null, rows: unknown) => {
      if (error) reject(error);
      else resolve(Array.isArray(rows) ? (rows as Awaited<ReturnType<Run>>) : []);
    });
  });
}
