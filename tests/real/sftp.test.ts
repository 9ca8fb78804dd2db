import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { freePort, run, serve } from "../../tools/real/program.ts";
import { sftpContract, type SftpHost, type SftpOptions } from "../contracts/sftp.ts";
import { given } from "./given.ts";

const programs = given("sftp");
if (programs) {
  const { daemon } = programs;
  sftpContract("OpenSSH", (options) => openSsh(daemon, options));
}

/** A daemon of its own, which lets in whoever runs this, with a key made for the occasion. */
async function openSsh(daemon: string, { folder, readOnly = true }: SftpOptions): Promise<SftpHost> {
  const own = await mkdtemp(join(tmpdir(), "sshd-"));
  const [host, person, stranger] = [
    await newKey(own, "host"),
    await newKey(own, "person"),
    await newKey(own, "stranger"),
  ];
  const [admitted, config] = [join(own, "admitted"), join(own, "config")];
  const port = await freePort();
  await writeFile(admitted, person.open, { mode: 0o600 });
  const lines = [
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${host.file}`,
    `AuthorizedKeysFile ${admitted}`,
    `PidFile ${join(own, "pid")}`,
    "PasswordAuthentication no",
    "KbdInteractiveAuthentication no",
    "PermitRootLogin prohibit-password",
    "StrictModes no",
    "UsePAM no",
    // In the process of the daemon: as a program of its own it would go through the shell of whoever runs this, and what that reads first.
    `Subsystem sftp internal-sftp${readOnly ? " -R" : ""}`,
  ];
  await writeFile(config, `${lines.join("\n")}\n`);
  const running = await serve(daemon, ["-D", "-e", "-f", config], port);
  return {
    port,
    user: userInfo().username,
    hostKey: host.open,
    key: person.secret,
    strangersKey: stranger.secret,
    pathOf: (name) => join(folder, name),
    async close() {
      await running.stop();
      await rm(own, { recursive: true, force: true });
    },
  };
}

async function newKey(folder: string, name: string) {
  const file = join(folder, name);
  await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file]);
  return { file, secret: await readFile(file, "utf8"), open: await readFile(`${file}.pub`, "utf8") };
}
