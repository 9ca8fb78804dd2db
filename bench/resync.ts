import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { createDatabase } from "../app/persistence/client.ts";
import { resyncStore } from "../app/persistence/stores/resync/store.ts";
import { shopStore } from "../app/persistence/stores/shops.ts";
import { attend, countStates } from "../app/resync/index.ts";
import { domain, Merchant, realTime, requestedRow } from "../tests/resync/support/merchant.ts";
import { freshDatabase } from "../tests/support/database.ts";

/**
 * A bulk resync against the stand-in Admin API, on a real database in real time, beside the least time in which the points that it
 * cost come back. Then the same cancelled half way. Prints a table, and a last line of JSON; asserts that nothing is written twice.
 */
const { values: given } = parseArgs({
  options: {
    keys: { type: "string", default: "5000" },
    rate: { type: "string", default: "100" },
    smoke: { type: "boolean", default: false },
  },
});
const keys = given.smoke ? 300 : Number(given.keys);
const restoreRate = Number(given.rate);

const server = await freshDatabase();
const database = createDatabase(server.url);
const store = resyncStore(database.prisma);
try {
  const whole = await measure(null);
  const half = await measure(keys / 2);
  console.log(
    `| ${keys} keys at ${restoreRate} points/s | seconds | points | points' own time | ratio | keys sent |`,
  );
  console.log("|---|---|---|---|---|---|");
  for (const [name, run] of [
    ["whole", whole],
    ["cancelled half way", half],
  ] as const) {
    console.log(
      `| ${name} | ${run.seconds.toFixed(1)} | ${run.points} | ${run.ideal.toFixed(1)} | ${run.ratio?.toFixed(2) ?? "–"} | ${run.sent} |`,
    );
  }
  console.log(JSON.stringify({ bench: "resync", keys, restoreRate, whole, cancelled: half }));
  if (whole.writtenTwice + half.writtenTwice > 0) process.exitCode = 1;
} finally {
  await database.close();
  await server.close();
}

async function measure(cancelAt: number | null) {
  const merchant = new Merchant(keys, { clock: realTime, restoreRate });
  const shops = shopStore(database.prisma);
  await shops.erase(domain);
  await shops.install({ domain, name: "Kiln", timezone: "UTC", currency: "USD" }, Date.now());
  const id = randomUUID();
  const facts = { origin: "discrepancies", undoOf: null, insistence: null, confirmedKeys: keys } as const;
  const rows = Array.from({ length: keys }, (_, index) => requestedRow(id, index));
  await store.create({ id, shop: domain, requestedBy: "7", requestedAt: Date.now(), ...facts }, rows);
  let sent = 0;
  const startedAt = performance.now();
  await attend(
    { shop: domain, requestId: id, runner: randomUUID() },
    {
      store,
      look: merchant.look,
      writer: {
        set: async (shop, call, ...rest) => {
          const answer = await merchant.writer.set(shop, call, ...rest);
          sent += call.lines.length;
          process.stderr.write(`\r${sent} of ${keys} sent`);
          if (cancelAt !== null && sent >= cancelAt) await store.cancel(domain, id, "7", Date.now());
          return answer;
        },
      },
      asker: { ask: () => Promise.reject(new Error("not here")) },
      shopOf: () => Promise.resolve(merchant.shop()),
      newId: randomUUID,
      now: Date.now,
    },
    new AbortController().signal,
  );
  process.stderr.write("\n");
  const seconds = (performance.now() - startedAt) / 1_000;
  // A full bucket is there from the start; what is spent beyond it has to come back.
  const { maximumAvailable } = merchant.shopify.bucket.status;
  const ideal = Math.max(0, merchant.points - maximumAvailable) / restoreRate;
  const states = countStates(await store.rows(domain, id));
  const writtenTwice = Array.from({ length: keys }, (_, index) => merchant.available(index)).filter(
    (units) => units !== 5 && units !== 9,
  ).length;
  return {
    seconds,
    points: merchant.points,
    ideal,
    ratio: ideal === 0 ? null : seconds / ideal,
    sent,
    states,
    writtenTwice,
  };
}
