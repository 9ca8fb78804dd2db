import type { Stats } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import ssh2, { type AuthContext, type Connection, type SFTPWrapper } from "ssh2";
import type { SftpHost, SftpOptions } from "./sftp.ts";

const { utils } = ssh2;
const { OPEN_MODE, STATUS_CODE } = utils.sftp;
const attributes = ({ size, mtimeMs, mode }: Stats) => ({
  mode,
  uid: 0,
  gid: 0,
  size,
  atime: Math.floor(mtimeMs / 1000),
  mtime: Math.floor(mtimeMs / 1000),
});

/** What this server can do beside being honest. */
export interface Misdeeds {
  /** Called for each read, from 0; `silent` leaves it without an answer, `cut` ends the connection. */
  readonly onRead?: (index: number) => "cut" | "silent" | null;
  /** Bytes that one answer has at most. */
  readonly mostAtOnce?: number;
  readonly deniesFiles?: boolean;
  /** The password is asked for in a dialogue only. */
  readonly asksInDialogue?: boolean;
  readonly hasNoSftp?: boolean;
}

export interface LoopbackHost extends SftpHost {
  readonly password: string;
  readonly signedIn: readonly string[];
  readonly reads: () => number;
}

/** A server of the real SSH protocol on loopback, over a folder of this machine. */
export async function loopbackSftp(
  { folder, readOnly = true }: SftpOptions,
  misdeeds: Misdeeds = {},
): Promise<LoopbackHost> {
  // One in two hundred of the library's own Ed25519 keys is not a key that anybody can read.
  const [host, person, stranger] = [newKey(), newKey(), newKey()];
  const password = "p4ss-of-the-pickup";
  const signedIn: string[] = [];
  const connections = new Set<Connection>();
  let reads = 0;

  const server = new ssh2.Server({ hostKeys: [host.private] }, (client) => {
    connections.add(client);
    // Its types do not know this method.
    (client as Connection & { setNoDelay(on: boolean): void }).setNoDelay(true);
    client.on("error", () => undefined);
    client.on("close", () => connections.delete(client));
    client.on("authentication", (asked) => {
      signedIn.push(`${asked.username} ${asked.method}`);
      if (admits(asked, person.public, password, misdeeds)) asked.accept();
      else if (asked.method === "keyboard-interactive" && misdeeds.asksInDialogue) {
        asked.prompt([{ prompt: "Password: ", echo: false }], (answers) => {
          if (answers[0] === password) asked.accept();
          else asked.reject();
        });
      } else asked.reject(misdeeds.asksInDialogue ? ["keyboard-interactive"] : ["password", "publickey"]);
    });
    client.on("session", (accept) => {
      const session = accept();
      if (!misdeeds.hasNoSftp) session.on("sftp", (take) => serveFiles(take(), client));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  function serveFiles(sftp: SFTPWrapper, client: Connection): void {
    const handles: FileHandle[] = [];
    const handleOf = (name: Buffer) => handles[name.readUInt32BE(0)] as FileHandle;
    const told = (id: number, work: Promise<void>) =>
      void work.catch((error: unknown) => {
        const missing = (error as { code?: string }).code === "ENOENT";
        sftp.status(id, missing ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.FAILURE);
      });
    sftp.on("OPEN", (id, path, flags) => {
      if (misdeeds.deniesFiles || (readOnly && (flags & OPEN_MODE.WRITE) !== 0)) {
        sftp.status(id, STATUS_CODE.PERMISSION_DENIED);
        return;
      }
      told(
        id,
        open(join(folder, path), "r").then((file) => {
          const name = Buffer.alloc(4);
          name.writeUInt32BE(handles.push(file) - 1);
          sftp.handle(id, name);
        }),
      );
    });
    sftp.on("FSTAT", (id, name) =>
      told(
        id,
        handleOf(name)
          .stat()
          .then((facts) => sftp.attrs(id, attributes(facts))),
      ),
    );
    sftp.on("READ", (id, name, offset, length) => {
      const misdeed = misdeeds.onRead?.(reads++) ?? null;
      if (misdeed === "cut") client.end();
      if (misdeed !== null) return;
      const buffer = Buffer.alloc(Math.min(length, misdeeds.mostAtOnce ?? length));
      told(
        id,
        handleOf(name)
          .read(buffer, 0, buffer.length, offset)
          .then(({ bytesRead }) => {
            if (bytesRead === 0) sftp.status(id, STATUS_CODE.EOF);
            else sftp.data(id, buffer.subarray(0, bytesRead));
          }),
      );
    });
    sftp.on("end", () => void Promise.all(handles.map((file) => file.close())));
    sftp.on("close", () => void Promise.all(handles.map((file) => file.close())));
  }

  return {
    port: (server.address() as AddressInfo).port,
    user: "pickup",
    hostKey: host.public,
    key: person.private,
    strangersKey: stranger.private,
    password,
    pathOf: (name) => `/${name}`,
    signedIn,
    reads: () => reads,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const one of connections) one.end();
      }),
  };
}

function newKey() {
  return utils.generateKeyPairSync("ecdsa", { bits: 256 });
}

function admits(asked: AuthContext, known: string, password: string, misdeeds: Misdeeds): boolean {
  if (asked.username !== "pickup" || misdeeds.asksInDialogue) return false;
  if (asked.method === "password") return asked.password === password;
  if (asked.method !== "publickey") return false;
  const key = utils.parseKey(known);
  if (key instanceof Error || !key.getPublicSSH().equals(asked.key.data)) return false;
  return asked.signature === undefined || key.verify(asked.blob as Buffer, asked.signature, asked.hashAlgo);
}
