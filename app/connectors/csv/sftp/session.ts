import type { Socket } from "node:net";
import ssh2, { type Client, type ConnectConfig, type SFTPWrapper } from "ssh2";
import type { ConnectorContext } from "../../contract.ts";
import type { SftpSource } from "./config.ts";
import { SilentHost } from "./faults.ts";
import { isPinned, keyFault, seenKey, type SeenKey } from "./host-key.ts";
import { credentialsOf } from "./sign-in.ts";

/** The longest silence of a host, in milliseconds. */
const PATIENCE = 30_000;

type Done<T> = (error: Error | null | undefined, value: T) => void;

export interface SftpSession {
  /** One question to the host. Rejects with the protocol's error, or SilentHost, or once the connection is gone. */
  ask<T>(question: (sftp: SFTPWrapper, done: Done<T>) => void): Promise<T>;
  close(): void;
}

/** Signs in where the host shows the pinned key. Rejects with what `sftpFault` understands. */
export async function openSession(
  source: SftpSource,
  context: ConnectorContext,
  patience = PATIENCE,
): Promise<SftpSession> {
  const credentials = credentialsOf(source);
  const { host, port, user } = source;
  const socket = await context.dial({ host, port, signal: context.signal });
  // Questions are short and wait for each other; the library leaves this to whoever made the socket.
  socket.setNoDelay(true);
  const client = new ssh2.Client();
  const line = watch(client, socket, context.signal);
  let seen: SeenKey | null = null;
  const config: ConnectConfig = {
    sock: socket,
    username: user,
    ...credentials,
    readyTimeout: patience,
    keepaliveInterval: Math.ceil(patience / 3),
    keepaliveCountMax: 3,
    hostVerifier: (blob: Buffer) => {
      seen = seenKey(blob);
      return isPinned(source, seen);
    },
  };
  try {
    await line.within<undefined>(patience, (done) => {
      client.once("ready", () => done(null, undefined)).once("error", (error) => done(error, undefined));
      client.on("keyboard-interactive", (_name, _text, _language, prompts, answer) =>
        answer(prompts.map(() => credentials.password ?? "")),
      );
      client.connect(config);
    });
    const sftp = await line.within<SFTPWrapper>(patience, (done) => client.sftp(done));
    return {
      ask: (question) => line.within(patience, (done) => question(sftp, done)),
      close: line.hangUp,
    };
  } catch (error) {
    line.hangUp();
    // Set by a callback, which the compiler does not follow.
    const shown = seen as SeenKey | null;
    throw shown && !isPinned(source, shown) && !context.signal.aborted ? keyFault(source, shown) : error;
  }
}

/** What waits for an answer fails as soon as the connection ends, whoever ended it. */
function watch(client: Client, socket: Socket, signal: AbortSignal) {
  const waiting = new Set<(error: Error) => void>();
  let over: Error | null = null;
  const end = (error: Error) => {
    over ??= error;
    signal.removeEventListener("abort", abort);
    client.end();
    socket.destroy();
    for (const fail of waiting) fail(over);
  };
  const abort = () => end(new Error("The connection was given up"));
  signal.addEventListener("abort", abort, { once: true });
  client.on("error", (error) => queueMicrotask(() => end(error)));
  client.on("close", () => end(new Error("The connection was cut")));
  return {
    hangUp: abort,
    within<T>(patience: number, begin: (done: Done<T>) => void): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        if (over) {
          reject(over);
          return;
        }
        const timer = setTimeout(() => end(new SilentHost()), patience);
        const settle = () => {
          clearTimeout(timer);
          waiting.delete(fail);
        };
        const fail = (error: Error) => {
          settle();
          reject(error);
        };
        waiting.add(fail);
        begin((error, value) => {
          if (error) {
            fail(error);
            return;
          }
          settle();
          resolve(value);
        });
      });
    },
  };
}
