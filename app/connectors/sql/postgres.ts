import pg from "pg";
import Cursor from "pg-cursor";
import type { ConnectorContext } from "../contract.ts";
import { usualPorts, type SqlConfig } from "./config.ts";
import { sqlFault } from "./faults.ts";
import { batchSize, type SqlRow, type SqlSession } from "./reading.ts";
import { bindItems, timesBound } from "./statement.ts";

/** Everything comes as the text that PostgreSQL sends, so that no number is rounded. */
const asText = { getTypeParser: () => (text: string) => text };

export async function openPostgres(config: SqlConfig, context: ConnectorContext): Promise<SqlSession> {
  const { host, port = usualPorts.postgresql, database, user, password, certificate } = config;
  try {
    const socket = await context.dial({ host, port, signal: context.signal });
    const client = new pg.Client({
      // The guarded dial has connected already; pg only begins to talk.
      stream: () => Object.assign(socket, { connect: () => queueMicrotask(() => socket.emit("connect")) }),
      host,
      port,
      database,
      user,
      password,
      ssl:
        config.encryption === "none"
          ? false
          : { servername: host, ...(certificate ? { ca: certificate } : {}) },
      types: asText,
      application_name: "inventory-handoff",
      connectionTimeoutMillis: 15_000,
    });
    client.on("error", () => undefined);
    const stop = () => void socket.destroy(new Error("The connection was given up"));
    context.signal.addEventListener("abort", stop, { once: true });
    await client.connect();
    await client.query("set time zone 'UTC'; set datestyle = 'ISO'");
    await client.query(`set statement_timeout = ${config.timeoutSeconds * 1000}`);
    await client.query("begin transaction isolation level repeatable read read only");
    return sessionOf(client, config, context, () => {
      context.signal.removeEventListener("abort", stop);
      socket.destroy();
    });
  } catch (error) {
    throw sqlFault(error, config, context);
  }
}

function sessionOf(
  client: pg.Client,
  config: SqlConfig,
  context: ConnectorContext,
  hangUp: () => void,
): SqlSession {
  return {
    async *rows(text, items = []) {
      const values = Array.from({ length: timesBound(text) }, () => items).flat();
      try {
        const cursor = client.query(
          new Cursor<string[]>(
            bindItems(text, items.length, (index) => `$${index}`),
            values,
            {
              rowMode: "array",
              types: asText,
            },
          ),
        );
        for (;;) {
          const { rows, names } = await readCursor(cursor);
          if (rows.length > 0) yield rows.map((row) => rowOf(names, row));
          // A cursor that has come to its end does not answer again.
          if (rows.length < batchSize) return;
        }
      } catch (error) {
        throw sqlFault(error, config, context);
      }
    },
    async mayWrite() {
      const { rows } = await client.query<{ may: string }>(
        `select (select rolsuper from pg_roles where rolname = current_user) or exists (
           select from information_schema.role_table_grants
           where grantee in (select rolname from pg_roles where pg_has_role(current_user, oid, 'usage'))
             and privilege_type in ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')) as may`,
      );
      return rows[0]?.may === "t";
    },
    close() {
      // A query that was left half-way would keep a polite goodbye waiting; the server ends the transaction by itself.
      hangUp();
      return Promise.resolve();
    },
  };
}

/** A cursor says its columns only beside the rows. */
function readCursor(
  cursor: Cursor<string[]>,
): Promise<{ readonly rows: readonly (string | null)[][]; readonly names: readonly string[] }> {
  return new Promise((resolve, reject) => {
    cursor.read(batchSize, (error: Error | null | undefined, rows, result) => {
      if (error) reject(error);
      else resolve({ rows, names: result.fields.map(({ name }) => name.toLowerCase()) });
    });
  });
}

/** PostgreSQL writes an offset of whole hours in two digits. */
function rowOf(names: readonly string[], row: readonly (string | null)[]): SqlRow {
  return new Map(
    names.map((name, index) => [name, row[index]?.replace(/([ T][\d:.]+[+-]\d\d)$/, "$1:00") ?? null]),
  );
}
