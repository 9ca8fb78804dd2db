import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import pg from "pg";
import { freshDatabase } from "../tests/support/database.ts";
import { createDatabase } from "../app/persistence/client.ts";
import { connectionStore } from "../app/persistence/stores/connections.ts";
import { Secrets } from "../app/platform/secrets.ts";
import { connectionIds, fullSize, seedShop, smokeSize } from "./shop/seed.ts";
import { benchKey, benchShop, serve, serveApp, type ServedApp } from "./shop/served.ts";

/**
 * Server time of every page on a shop of 100,000 open discrepancies over 500 locations: from the request to the last byte of the
 * page's data, one request at a time, after three that do not count. Name a native PostgreSQL by TEST_DATABASE_URL. Prints a table
 * and a last line of JSON; exits with 1 where a page did not answer 200.
 */
const { values: given } = parseArgs({
  options: {
    rounds: { type: "string", default: "40" },
    smoke: { type: "boolean", default: false },
    serve: { type: "boolean", default: false },
  },
});
const GOAL = 150;

if (given.serve) await serve();
else await measure(given.smoke ? 3 : Number(given.rounds));

async function measure(rounds: number): Promise<void> {
  const size = given.smoke ? smokeSize : fullSize;
  const database = await freshDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  let app: ServedApp | null = null;
  try {
    await seedShop(client, benchShop, size, Date.now());
    await sealConnections(database.url);
    app = await serveApp(database.url, import.meta.filename);
    const pages = await pagesOf(client);
    console.log(
      `${size.discrepancies} open discrepancies, ${size.locations} locations, load ${loadavg()[0]?.toFixed(1)}`,
    );
    console.log("| page | p50 ms | p95 ms | kB |\n|---|---|---|---|");
    const results = [];
    for (const [name, path] of pages) results.push(await time(app, name, path, rounds));
    const worst = Math.max(...results.map(({ p95 }) => p95));
    const facts = { discrepancies: size.discrepancies, locations: size.locations };
    console.log(JSON.stringify({ bench: "web", ...facts, goal: GOAL, worst, load: loadavg()[0], results }));
  } finally {
    app?.stop();
    await client.end();
    await database.close();
  }
}

async function sealConnections(url: string): Promise<void> {
  const database = createDatabase(url);
  const store = connectionStore(database.prisma, new Secrets([{ id: "bench", bytes: benchKey }]));
  const configuration = { address: "https://erp.example", auth: { method: "none" } };
  for (const id of connectionIds)
    await store.change(benchShop, id, {
      ...{ name: "System", sparse: false, sweepEveryHours: 6, warnings: [] },
      ...{ configuration, at: Date.now() },
    });
  await database.close();
}

/** Each page, as the address of its loader's data and the document of the first one. */
async function pagesOf(client: pg.Client): Promise<readonly (readonly [string, string])[]> {
  const id = async (table: string) =>
    (
      await client.query<{ id: string }>(`select id from ${table} where shop = $1 order by id limit 1`, [
        benchShop,
      ])
    ).rows[0]?.id ?? "";
  const data = (path: string, route: string) =>
    `${path}${path.includes("?") ? "&" : "?"}_data=${encodeURIComponent(`routes/${route}`)}`;
  const home = (search: string) => data(`/app?index&${search}`, "app._index");
  const one = await id("discrepancies");
  const incident = await id("incidents");
  return [
    ["home, whole document", "/app"],
    ["home", home("")],
    ["home, second sort", home("sort=first_seen")],
    ["home, hidden stock", home("view=hidden_stock")],
    ["home, snoozed", home("view=snoozed")],
    ["home, a location", home("location=gid%3A%2F%2Fshopify%2FLocation%2F3")],
    ["home, a cause", home("cause=unit_of_measure")],
    ["home, a vendor", home("vendor=Maker+3")],
    ["home, search by title", home("search=mug")],
    ["home, search without a match", home("search=zzzz")],
    ["home, by incident", home("group=incident")],
    ["home, count of all", data("/app/count", "app.count")],
    ["one discrepancy", data(`/app/discrepancies/${one}`, "app.discrepancies.$id")],
    ["one incident", data(`/app/incidents/${incident}`, "app.incidents.$id")],
    ["locations", data("/app/locations", "app.locations")],
    ["connections", data("/app/connections", "app.connections._index")],
    ["scans", data("/app/scans", "app.scans")],
    ["events", data("/app/events", "app.events")],
    ["resyncs", data("/app/resyncs", "app.resyncs._index")],
    ["treadmill", data("/app/treadmill", "app.treadmill")],
    ["lookup", data("/app/lookup?search=KC-000012", "app.lookup")],
  ];
}

async function time(app: ServedApp, name: string, path: string, rounds: number) {
  const waits: number[] = [];
  let bytes = 0;
  for (let round = -3; round < rounds; round += 1) {
    const isDocument = !path.includes("_data=");
    const address = isDocument ? app.framed(path) : `${app.origin}${path}`;
    const headers = isDocument ? { "user-agent": app.headers()["user-agent"] ?? "" } : app.headers();
    const startedAt = performance.now();
    const response = await fetch(address, { headers, redirect: "manual" });
    bytes = (await response.arrayBuffer()).byteLength;
    if (round >= 0) waits.push(performance.now() - startedAt);
    if (response.status !== 200) {
      process.exitCode = 1;
      console.log(`${name}: answered ${response.status}`);
      break;
    }
  }
  waits.sort((a, b) => a - b);
  const of = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? NaN;
  const result = { name, p50: of(0.5), p95: of(0.95), kilobytes: bytes / 1_024 };
  console.log(
    `| ${name} | ${result.p50.toFixed(0)} | ${result.p95.toFixed(0)} | ${result.kilobytes.toFixed(0)} |`,
  );
  return result;
}
