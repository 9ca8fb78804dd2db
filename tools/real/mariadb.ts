import { chown } from "node:fs/promises";
import { join } from "node:path";
import { find, freePort, plainOwner, run, serve } from "./program.ts";
import type { EndWith } from "./servers.ts";

/** The administrator `root` comes in from 127.0.0.1 without a password. Its clocks are in Tokyo. */
export async function startMariadb(folder: string, end: EndWith): Promise<{ port: number } | null> {
  const [program, initialise] = [await find("mariadbd"), await find("mariadb-install-db")];
  if (!program || !initialise) return null;
  const as = await plainOwner("mysql");
  if (as) await chown(folder, as.uid, as.gid);
  const data = `--datadir=${join(folder, "data")}`;
  const plain = ["--no-defaults", data];
  await run(
    initialise,
    [...plain, "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"],
    { as },
  );
  const port = await freePort();
  const where = [`--port=${port}`, "--bind-address=127.0.0.1", `--socket=${join(folder, "socket")}`];
  const light = [
    "--innodb-flush-log-at-trx-commit=0",
    "--skip-name-resolve",
    "--default-time-zone=+09:00",
    `--pid-file=${join(folder, "pid")}`,
  ];
  const running = await serve(program, [...plain, ...where, ...light], port, { as });
  end(() => running.stop());
  return { port };
}
