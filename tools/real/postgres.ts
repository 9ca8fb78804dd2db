import { chown, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { find, freePort, plainOwner, run, serve } from "./program.ts";
import type { EndWith } from "./servers.ts";

const debian = "/usr/lib/postgresql";

/**
 * The administrator `postgres` comes in without a password; everybody else needs theirs. Its clocks are in Tokyo, so that a time read
 * without care is nine hours off.
 */
export async function startPostgres(folder: string, end: EndWith): Promise<{ port: number } | null> {
  const versions = await readdir(debian).catch(() => []);
  const folders = versions
    .sort((one, other) => Number(other) - Number(one))
    .map((version) => join(debian, version, "bin"));
  const [program, initialise] = [await find("postgres", folders), await find("initdb", folders)];
  if (!program || !initialise) return null;
  const as = await plainOwner("postgres");
  if (as) await chown(folder, as.uid, as.gid);
  const data = join(folder, "data");
  await run(initialise, ["-D", data, "-U", "postgres", "-E", "UTF8", "--no-sync", "--auth=trust"], { as });
  await writeFile(
    join(data, "pg_hba.conf"),
    "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n",
  );
  const port = await freePort();
  const settings = ["fsync=off", "listen_addresses=127.0.0.1", "timezone=Asia/Tokyo"].flatMap((one) => [
    "-c",
    one,
  ]);
  const running = await serve(program, ["-D", data, "-p", String(port), "-k", folder, ...settings], port, {
    as,
  });
  end(() => running.stop());
  return { port };
}
