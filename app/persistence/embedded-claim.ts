import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";

/**
 * One process may open a data folder. The one that does listens on a loopback port and names it in a claim file beside the
 * folder; whoever comes later asks there. A process id would not do: after kill -9 and a restart in a container it may be
 * another process, or our own.
 */
export interface Claim {
  /** Tells everyone who asks, now or later, where the database is served. */
  announce(url: string): void;
  /** Lets whoever asks wait until `release`, and then try to claim the folder. */
  withdraw(): void;
  release(): Promise<void>;
}

const claimFile = z.object({ port: z.number().int(), token: z.string() });

/** Claims `folder`, or answers where the process that holds it serves it (waiting until it does). */
export async function claimFolder(
  folder: string,
): Promise<{ readonly claim: Claim } | { readonly url: string }> {
  const file = `${folder}.claim`;
  await mkdir(dirname(file), { recursive: true });
  const token = randomUUID();
  const desk = await openDesk(token);
  const draft = `${file}.${token}`;
  await writeFile(draft, JSON.stringify({ port: desk.port, token }), { mode: 0o600 });
  try {
    for (;;) {
      if (await linked(draft, file)) {
        return {
          claim: {
            announce: (url) => desk.announce(url),
            withdraw: () => desk.withdraw(),
            release: () => release(file, token, desk),
          },
        };
      }
      const holder = await readClaim(file);
      const url = holder && (await ask(holder));
      if (url) {
        await desk.close();
        return { url };
      }
      await discard(file, holder?.token);
    }
  } catch (error) {
    await desk.close();
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

interface Desk {
  readonly port: number;
  announce(url: string): void;
  withdraw(): void;
  close(): Promise<void>;
}

async function openDesk(token: string): Promise<Desk> {
  let url: string | null = null;
  const callers = new Set<Socket>();
  const server = createServer((caller) => {
    callers.add(caller);
    caller.on("close", () => callers.delete(caller)).on("error", () => caller.destroy());
    caller.write(`${token}\n`);
    if (url !== null) caller.end(`${url}\n`);
  });
  await listen(server);
  server.unref();
  return {
    port: (server.address() as AddressInfo).port,
    announce: (served) => {
      url = served;
      for (const caller of callers) caller.end(`${served}\n`);
    },
    withdraw: () => {
      url = null;
    },
    close: () => {
      for (const caller of callers) caller.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", () => resolve());
  });
}

/** The holder's URL; null when nobody with that token is there (any more). */
async function ask(holder: z.infer<typeof claimFile>): Promise<string | null> {
  const socket = connect(holder.port, "127.0.0.1");
  try {
    const lines: string[] = [];
    for await (const line of createInterface({ input: socket })) {
      lines.push(line);
      if (lines[0] !== holder.token) return null;
    }
    return lines[1] ?? null;
  } catch {
    return null;
  } finally {
    socket.destroy();
  }
}

/** Hard links make the file appear whole or not at all. */
async function linked(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function readClaim(file: string): Promise<z.infer<typeof claimFile> | null> {
  try {
    return claimFile.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return null;
  }
}

/** Moves a dead claim away. If another process was faster, what we moved is its living claim, and it goes back. */
async function discard(file: string, deadToken: string | undefined): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  const moved = await readClaim(aside);
  if (moved && moved.token !== deadToken) await linked(aside, file);
  await rm(aside, { force: true });
}

async function release(file: string, token: string, desk: Desk): Promise<void> {
  if ((await readClaim(file))?.token === token) await rm(file, { force: true });
  await desk.close();
}
