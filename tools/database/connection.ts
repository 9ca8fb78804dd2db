import pg from "pg";

/** A problem that Prisma's CLI shows with its code. */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Throws an EngineError in Prisma's codes: P1000 refused login, P1001 unreachable, P1003 no such database. */
export async function checkConnection(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 15_000 });
  try {
    await client.connect();
  } catch (error) {
    throw inPrismasWords(error, new URL(url));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Makes the database that the URL names, through the server's own `postgres` database. */
export async function createDatabase(url: string): Promise<string> {
  const name = databaseName(new URL(url));
  const server = new URL(url);
  server.pathname = "/postgres";
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  return name;
}

function inPrismasWords(error: unknown, url: URL): EngineError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const reason = error instanceof Error && error.message ? error.message : String(code);
  if (code === "3D000")
    return new EngineError("P1003", `Database \`${databaseName(url)}\` does not exist on ${url.host}.`);
  if (code === "28P01" || code === "28000") {
    return new EngineError("P1000", `The database server at ${url.host} refused the login: ${reason}`);
  }
  return new EngineError("P1001", `Can't reach the database server at ${url.host}: ${reason}`);
}

function databaseName(url: URL): string {
  return decodeURIComponent(url.pathname.slice(1)) || "postgres";
}
