import { once } from "node:events";
import process from "node:process";
import { startEmbedded } from "./embedded.ts";

// The embedded database as a process of its own: `node app/persistence/serve-embedded.ts [folder]`. Prints its URL as one line and
// serves until SIGTERM or SIGINT; if another process serves the folder already, prints that one's URL and ends.

const database = await startEmbedded(process.argv[2] ?? ".data/postgres");
process.stdout.write(`${database.url}\n`);
if (database.owned) {
  await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
  await database.close();
}
process.exit();
