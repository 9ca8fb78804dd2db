import { mkdir } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { claimFolder } from "./embedded-claim.ts";
import { inTurns } from "./embedded-turns.ts";

/** Connections beyond these are refused: keep the sum of all pools below. */
const MAX_CONNECTIONS = 20;

export interface EmbeddedDatabase {
  readonly url: string;
  /** Whether this process runs it; otherwise another one does, and `close` leaves it running. */
  readonly owned: boolean;
  close(): Promise<void>;
}

/**
 * Serves the PostgreSQL kept in `folder` (made when missing) on a loopback port; if some process already serves it, answers
 * with that one. Only one transaction runs at a time, COPY and NOTIFY do not work over the socket.
 */
export async function startEmbedded(folder: string): Promise<EmbeddedDatabase> {
  const path = resolve(folder);
  const claimed = await claimFolder(path);
  if ("url" in claimed) return { url: claimed.url, owned: false, close: () => Promise.resolve() };
  const { claim } = claimed;
  try {
    await mkdir(path, { recursive: true });
    const served = await serve(await PGlite.create(path));
    claim.announce(served.url);
    let closing: Promise<void> | null = null;
    return {
      url: served.url,
      owned: true,
      close: () => {
        claim.withdraw();
        return (closing ??= served.close().then(() => claim.release()));
      },
    };
  } catch (error) {
    await claim.release();
    throw error;
  }
}

/** A database that lives in memory, made from `dump` (PGlite's own format) when one is given. */
export async function startInMemory(
  dump?: Blob,
): Promise<{ url: string; pglite: PGlite; close(): Promise<void> }> {
  const pglite = await PGlite.create(dump ? { loadDataDir: dump } : {});
  return { ...(await serve(pglite)), pglite };
}

async function serve(pglite: PGlite): Promise<{ url: string; close(): Promise<void> }> {
  const port = await freePort();
  const server = new PGLiteSocketServer({
    db: inTurns(pglite),
    host: "127.0.0.1",
    port,
    maxConnections: MAX_CONNECTIONS,
  });
  await server.start();
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres?sslmode=disable`,
    close: async () => {
      await server.stop();
      await pglite.close();
    },
  };
}

/** pglite-socket does not tell which port it got for 0. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening, failed) => {
    probe.once("error", failed).listen(0, "127.0.0.1", () => listening());
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise<void>((closed) => probe.close(() => closed()));
  return port;
}
