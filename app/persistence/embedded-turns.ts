import type { PGlite } from "@electric-sql/pglite";

const SERIES = new Set(Buffer.from("PBDECHdcf"));
const SYNC = "S".charCodeAt(0);
const SIMPLE_QUERY = "Q".charCodeAt(0);
/** A Sync message of PostgreSQL's protocol: type and length. */
const SYNC_MESSAGE = Uint8Array.of(SYNC, 0, 0, 0, 4);

/**
 * The database as pglite-socket should see it. PostgreSQL's extended protocol says one query in several messages (Parse, Bind,
 * Execute, … up to Sync), and they all use the one unnamed statement and portal. pglite-socket 0.2.17 takes messages of all
 * connections in turn and holds a connection's turn only inside a transaction, so that two queries at once took each other's
 * portal away. Here a series that has begun counts as a transaction until its Sync.
 */
export function inTurns(database: PGlite): PGlite {
  let inSeries = false;
  const replaced: Partial<PGlite> = {
    isInTransaction: () => inSeries || database.isInTransaction(),
    execProtocolRawStream: async (message, options) => {
      await database.execProtocolRawStream(message, options);
      const [type] = message;
      if (type === undefined) return;
      if (SERIES.has(type)) inSeries = true;
      else if (type === SYNC || type === SIMPLE_QUERY) inSeries = false;
    },
    // The socket rolls back for a client that went away, which may have been in the middle of a series.
    exec: async (query, options) => {
      if (inSeries) await database.execProtocolRaw(SYNC_MESSAGE);
      inSeries = false;
      return database.exec(query, options);
    },
  };
  return new Proxy(database, {
    get(target, name) {
      const own: unknown = Reflect.get(replaced, name);
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}
