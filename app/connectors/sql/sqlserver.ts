import { Connection, Request, TYPES } from "tedious";
import type { ConnectorContext } from "../contract.ts";
import { usualPorts, type SqlConfig } from "./config.ts";
import { sqlFault } from "./faults.ts";
import { batchSize, type SqlRow, type SqlSession } from "./reading.ts";
import { bindItems } from "./statement.ts";

/** SQL Server has no read-only transaction: the intent is declared, the transaction is always rolled back, and the user should be able to read only. */
export async function openSqlServer(config: SqlConfig, context: ConnectorContext): Promise<SqlSession> {
  const { host, port = usualPorts.sqlserver, database, user, password, certificate } = config;
  const connection = new Connection({
    server: host,
    authentication: { type: "default", options: { userName: user, password } },
    options: {
      connector: () => context.dial({ host, port, signal: context.signal }),
      database,
      encrypt: config.encryption === "verified",
      trustServerCertificate: config.encryption === "none",
      ...(certificate ? { cryptoCredentialsDetails: { ca: certificate } } : {}),
      readOnlyIntent: true,
      requestTimeout: config.timeoutSeconds * 1000,
      connectTimeout: 15_000,
      useUTC: true,
      appName: "inventory-handoff",
    },
  });
  connection.on("error", () => undefined);
  const stop = () => connection.close();
  context.signal.addEventListener("abort", stop, { once: true });
  const hangUp = () => {
    context.signal.removeEventListener("abort", stop);
    connection.close();
  };
  try {
    await settled((done) => connection.connect(done));
    await settled((done) => connection.beginTransaction((error) => done(error ?? undefined)));
  } catch (error) {
    hangUp();
    throw sqlFault(error, config, context);
  }
  return {
    rows: (text, items) => rowsOf(connection, config, context, text, items),
    async mayWrite() {
      const may = "select has_perms_by_name(db_name(), 'DATABASE', 'INSERT') as may";
      for await (const [row] of rowsOf(connection, config, context, may)) return row?.get("may") === "1";
      return null;
    },
    async close() {
      await settled((done) => connection.rollbackTransaction((error) => done(error ?? undefined))).catch(
        () => undefined,
      );
      hangUp();
    },
  };
}

async function* rowsOf(
  connection: Connection,
  config: SqlConfig,
  context: ConnectorContext,
  text: string,
  items: readonly string[] = [],
): AsyncGenerator<readonly SqlRow[]> {
  let batch: SqlRow[] = [];
  // Written by the driver's callback.
  const outcome: { ended: boolean; error: Error | null } = { ended: false, error: null };
  let wake: () => void = () => undefined;
  // Each parameter has one name, however often the query uses it.
  const bound = bindItems(
    text,
    items.length,
    (index) => `@item${((index - 1) % Math.max(1, items.length)) + 1}`,
  );
  const request = new Request(bound, (error) => {
    outcome.ended = true;
    outcome.error = error ?? null;
    wake();
  });
  items.forEach((item, index) => request.addParameter(`item${index + 1}`, TYPES.NVarChar, item));
  request.on("row", (columns: readonly { metadata: { colName: string }; value: unknown }[]) => {
    batch.push(
      new Map(columns.map(({ metadata, value }) => [metadata.colName.toLowerCase(), textOf(value)])),
    );
    if (batch.length >= batchSize) {
      request.pause();
      wake();
    }
  });
  connection.execSql(request);
  for (;;) {
    if (batch.length < batchSize && !outcome.ended) await new Promise<void>((resolve) => (wake = resolve));
    if (outcome.error) throw sqlFault(outcome.error, config, context);
    if (batch.length > 0) yield batch;
    batch = [];
    if (outcome.ended) return;
    request.resume();
  }
}

/** Dates come as such; everything else as its text. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "boolean") return value ? "1" : "0";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function settled(act: (done: (error?: Error) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    act((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
