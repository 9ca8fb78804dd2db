import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { find, freePort, run, serve } from "../program.ts";
import type { EndWith, RealServers } from "../servers.ts";
import { seedTryton } from "./seed.ts";

const database = "demo";
const admin = { user: "admin", password: "4dmin-of-a-day" };

/** A fresh database on SQLite, with stock at every step. */
export async function startTryton(folder: string, end: EndWith): Promise<RealServers["tryton"] | null> {
  const [program, initialise] = [await find("trytond"), await find("trytond-admin")];
  if (!program || !initialise) return null;
  const port = await freePort();
  const config = join(folder, "trytond.conf");
  const lines = [
    "[web]",
    `listen = 127.0.0.1:${port}`,
    "[database]",
    "uri = sqlite://",
    `path = ${folder}`,
    "[queue]",
    "worker = False",
  ];
  await writeFile(config, `${lines.join("\n")}\n`);
  await writeFile(join(folder, `${database}.sqlite`), "");
  const passwordFile = join(folder, "password");
  await writeFile(passwordFile, admin.password);
  await run(
    initialise,
    [
      "-c",
      config,
      "-d",
      database,
      "-u",
      "stock",
      "--activate-dependencies",
      "--email",
      "admin@example.test",
      "-p",
    ],
    { environment: { TRYTONPASSFILE: passwordFile } },
  );
  const running = await serve(program, ["-c", config], port);
  end(() => running.stop());
  const address = `http://127.0.0.1:${port}`;
  const startedAt = Date.now() - 1_000;
  return { address, database, admin, startedAt, seeded: await seedTryton(address, database, admin.password) };
}
