import type { Stats } from "ssh2";
import type { ConnectorContext } from "../../contract.ts";
import { ConnectorError } from "../../errors.ts";
import type { OpenFile } from "../open-file.ts";
import type { SftpSource } from "./config.ts";
import { sftpFault } from "./faults.ts";
import { openSession, type SftpSession } from "./session.ts";

/** The most that every server gives at once. */
const chunkBytes = 32 * 1024;
/** Asked for ahead, so that the way to the host is not waited for with each chunk. */
const chunksAhead = 16;
const mostBytes = 4_000_000_000;

/** Opens a file on an SFTP server. `patience` is the longest silence, in milliseconds. Throws ConnectorError. */
export async function openSftpFile(
  source: SftpSource,
  context: ConnectorContext,
  patience?: number,
): Promise<OpenFile> {
  const name = `${source.host}:${source.path}`;
  let session: SftpSession | null = null;
  try {
    session = await openSession(source, context, patience);
    const handle = await session.ask<Buffer>((sftp, done) => sftp.open(source.path, "r", done));
    const stats = await statsOf(session, handle);
    if (!stats.isFile())
      throw new ConnectorError("configuration", `${name} is not a file.`, { field: "source.path" });
    if (stats.size > mostBytes)
      throw new ConnectorError("unreadable", `${name} is larger than ${mostBytes / 1e9} GB.`);
    const mayWrite = context.purpose === "check" && (await isWritable(session, source.path));
    return {
      body: chunksOf(session, handle, stats, source, context),
      modifiedAt: stats.mtime * 1000,
      name,
      warnings: mayWrite ? ["This user may also change the file. Reading it needs no such right."] : [],
    };
  } catch (error) {
    session?.close();
    throw sftpFault(error, source, context);
  }
}

async function* chunksOf(
  session: SftpSession,
  handle: Buffer,
  stats: Stats,
  source: SftpSource,
  context: ConnectorContext,
): AsyncGenerator<Uint8Array> {
  try {
    const ahead: Promise<Buffer>[] = [];
    for (let next = 0; ;) {
      for (; ahead.length < chunksAhead && next < stats.size; next += chunkBytes) {
        const chunk = chunkAt(session, handle, next, Math.min(chunkBytes, stats.size - next));
        // Whoever comes to it hears of its failure; until then nobody does.
        chunk.catch(() => undefined);
        ahead.push(chunk);
      }
      const first = await ahead.shift();
      if (!first) break;
      yield first;
    }
    const after = await statsOf(session, handle);
    if (after.size !== stats.size || after.mtime !== stats.mtime) throw new FileChanged();
  } catch (error) {
    if (error instanceof FileChanged)
      throw new ConnectorError(
        "unavailable",
        `${source.host}:${source.path} was written while it was being read; the next reading takes the new one. If this happens often, let it be written under another name and renamed once it is whole.`,
      );
    throw sftpFault(error, source, context);
  } finally {
    session.close();
  }
}

class FileChanged extends Error {}

/** A server may give less than it was asked for. */
async function chunkAt(session: SftpSession, handle: Buffer, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  for (let filled = 0; filled < length;) {
    const count = await session.ask<number>((sftp, done) =>
      sftp.read(handle, buffer, filled, length - filled, at + filled, (error, read) => {
        const ended = isEnd(error) || (!error && read === 0);
        done(ended ? new FileChanged() : error, read);
      }),
    );
    filled += count;
  }
  return buffer;
}

function isEnd(error: unknown): boolean {
  return (Object(error) as { readonly code?: unknown }).code === 1;
}

function statsOf(session: SftpSession, handle: Buffer): Promise<Stats> {
  return session.ask<Stats>((sftp, done) => sftp.fstat(handle, done));
}

/** Opens for writing and writes nothing; the file stays as it is. */
async function isWritable(session: SftpSession, path: string): Promise<boolean> {
  try {
    await session.ask<Buffer>((sftp, done) => sftp.open(path, "r+", done));
    return true;
  } catch (error) {
    // A status of the protocol is a no; a connection that ended has none.
    if (typeof (Object(error) as { readonly code?: unknown }).code === "number") return false;
    throw error;
  }
}
