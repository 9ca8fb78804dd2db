import { createHmac, randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import pg from "pg";
import { startFreshStack, type RunningStack } from "../tests/e2e/support/stack.ts";
import { startPart, type Part } from "../tools/supervise.ts";

/**
 * The demo's own processes. First: numbers are changed in the storefront, and each is timed until the page that a person opens shows
 * the discrepancy. Then a storm of deliveries comes while somebody goes on opening the page. Then the worker is killed with -9 while changes and signed deliveries go on; after so many minutes another one is
 * started, and what was answered with 200 is counted. Prints tables and a last line of JSON; exits with 1 where a discrepancy took
 * longer than the handoff's window and a minute, where something that was answered was lost, or where a page took ten times as long in
 * the storm as before it.
 */
const { values: given } = parseArgs({
  options: {
    changes: { type: "string", default: "10" },
    minutes: { type: "string", default: "1" },
    rate: { type: "string", default: "20" },
    storm: { type: "string", default: "5000" },
    speed: { type: "string", default: "60" },
    smoke: { type: "boolean", default: false },
  },
});
const changes = given.smoke ? 2 : Number(given.changes);
const minutes = given.smoke ? 0.1 : Number(given.minutes);
const rate = Number(given.rate);
const speed = Number(given.speed);
const stormSize = given.smoke ? 200 : Number(given.storm);
const MOST_EXTRA = 60_000;
const MOST_SLOWER = 10;
const DRAIN_AT_MOST = 15 * 60_000;
/** Numbers changed while no worker runs, spread over all of that time. */
const CHANGES_MEANWHILE = 20;
const root = join(import.meta.dirname, "..");

interface Key {
  readonly sku: string;
  readonly item: string;
  readonly location: string;
}

const stack = await startFreshStack({
  prepared: true,
  world: { seed: 5, skus: 300, locations: 3, speed, faults: [] },
});
const database = new pg.Pool({ connectionString: stack.databaseUrl, max: 1 });
let second = null as Part | null;
try {
  const { shop, window } = await facts();
  const keys = await quietKeys(shop);
  // Nothing else moves from here on, so that a number that was changed is not put right by the world's own sync.
  await lever("pause");
  const waits = await timeChanges(shop, keys.splice(0, changes));
  const extra = waits.map((wait) => wait - window).sort((a, b) => a - b);
  const stormy = await storm(shop, keys);
  const down = await withoutWorker(shop, keys);
  report(window, extra, stormy, down);
} finally {
  await database.end();
  await second?.stop();
  await stack.stop();
}

/** The shop and the usual window of the handoff into its storefront, in milliseconds. */
async function facts(): Promise<{ shop: string; window: number }> {
  const { rows } = await database.query<{ domain: string; minutes: number }>(
    "select domain, erp_storefront_window_minutes as minutes from shops",
  );
  const [first] = rows;
  if (!first) throw new Error("The demo has no shop");
  await until("The first scan's end", 120_000, async () => {
    const { rows: scans } = await database.query<{ left: string }>(
      "select count(*) as left from scans where state in ('queued', 'running')",
    );
    return scans[0]?.left === "0";
  });
  return { shop: first.domain, window: first.minutes * 60_000 };
}

/** Keys at which nothing differs. */
async function quietKeys(shop: string): Promise<Key[]> {
  const { rows } = await database.query<Key>(
    `select sku, inventory_item_id as item, location_id as location
     from products cross join (select distinct location_id from location_codes) as places
     where shop = $1 and not exists (select 1 from discrepancies where discrepancies.sku = products.sku and state <> 'resolved')
     order by md5(sku || location_id)`,
    [shop],
  );
  return rows;
}

async function lever(action: string): Promise<void> {
  await post(`sandbox/${action}`, {});
}

async function post(path: string, fields: Record<string, string>): Promise<boolean> {
  const response = await fetch(`${stack.adminAddress}/store/kiln-and-co/${path}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
  return response.status === 303;
}

/** Somebody types a number that no system will agree with. False where the item is not stocked there. */
function change({ item, location }: Key): Promise<boolean> {
  const available = String(9_000 + Math.floor(Math.random() * 900));
  return post("quantities", { item, location, available });
}

/** From each change to the page that shows it, in milliseconds. */
async function timeChanges(shop: string, keys: readonly Key[]): Promise<readonly number[]> {
  const waits = await Promise.all(
    keys.map(async (key, index) => {
      await pause(index * 1_500);
      const changedAt = performance.now();
      if (!(await change(key))) return [];
      await until(`The discrepancy of ${key.sku}`, 10 * 60_000, () => isShown(shop, key.sku));
      const wait = performance.now() - changedAt;
      process.stderr.write(`${key.sku}: shown after ${(wait / 1_000).toFixed(1)} s\n`);
      return [wait];
    }),
  );
  return waits.flat();
}

/** Everything changes at once: deliveries as fast as they are answered. Pages in milliseconds. */
async function storm(shop: string, keys: readonly Key[]) {
  const timePage = async (): Promise<number> => {
    const startedAt = performance.now();
    await isShown(shop, "KC");
    return performance.now() - startedAt;
  };
  const before: number[] = [];
  for (let index = 0; index < 20; index += 1) before.push(await timePage());
  const during: number[] = [];
  let [sent, refused, waited] = [0, 0, 0];
  const startedAt = performance.now();
  const sender = async (): Promise<void> => {
    while (sent < stormSize) {
      const key = keys[sent % keys.length];
      sent += 1;
      if (!key || !(await deliver(shop, key, randomUUID()))) refused += 1;
    }
  };
  const senders = Promise.all(Array.from({ length: 4 }, sender));
  while (sent < stormSize || during.length < 20) {
    during.push(await timePage());
    waited = Math.max(waited, (await countInbox(shop)).waiting);
    await pause(250);
  }
  await senders;
  const seconds = (performance.now() - startedAt) / 1_000;
  await until("The storm's deliveries", DRAIN_AT_MOST, async () => (await countInbox(shop)).waiting === 0);
  return { sent, refused, seconds, waited, before: sorted(before), during: sorted(during) };
}

function sorted(numbers: readonly number[]): readonly number[] {
  return numbers.toSorted((a, b) => a - b);
}

/** As a browser asks for it inside the admin's frame. */
async function isShown(shop: string, sku: string): Promise<boolean> {
  const search = new URLSearchParams({ ...frameOf(shop), id_token: idToken(shop), search: sku });
  const response = await fetch(`http://127.0.0.1:${stack.ports.web}/app?${search.toString()}`, {
    headers: { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0" },
    redirect: "manual",
  });
  const html = await response.text();
  return html.includes(`Request resync of ${sku}`);
}

function frameOf(shop: string): Record<string, string> {
  const host = Buffer.from(`admin.shopify.com/store/${shop.split(".")[0] ?? ""}`).toString("base64url");
  return { shop, host, embedded: "1" };
}

function idToken(shop: string): string {
  const now = Math.floor(Date.now() / 1_000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const times = { exp: now + 60, nbf: now - 5, iat: now };
  const ids = { aud: stack.environment["SHOPIFY_API_KEY"], sub: "1", jti: randomUUID(), sid: randomUUID() };
  const claims = { iss: `https://${shop}/admin`, dest: `https://${shop}`, ...ids, ...times };
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${sign(signed, "base64url")}`;
}

function sign(text: string, encoding: "base64" | "base64url"): string {
  return createHmac("sha256", stack.environment["SHOPIFY_API_SECRET"] ?? "")
    .update(text)
    .digest(encoding);
}

async function withoutWorker(shop: string, keys: readonly Key[]) {
  const worker = stack.part("worker");
  process.kill(worker.pid, "SIGKILL");
  await worker.ended;
  const waited = await sendFor(shop, keys, minutes * 60_000);
  // The last of Shopify's own deliveries.
  await pause(2_000);
  const arrived = await countInbox(shop);
  second = startWorker(stack);
  const startedAt = performance.now();
  await until("What waited", DRAIN_AT_MOST, async () => (await countInbox(shop)).waiting === 0);
  const drainSeconds = (performance.now() - startedAt) / 1_000;
  const after = await countInbox(shop);
  const { rows } = await database.query<{ id: string }>(
    "select delivery_id as id from webhook_inbox where shop = $1 and state = 'done'",
    [shop],
  );
  const done = new Set(rows.map(({ id }) => id));
  const lost = [...waited.accepted].filter((id) => !done.has(id)).length;
  let unseen = [...waited.changed];
  await until("The discrepancies of what was changed meanwhile", DRAIN_AT_MOST, async () => {
    const { rows: found } = await database.query<{ sku: string; location: string }>(
      "select sku, location_id as location from discrepancies where shop = $1 and state not in ('settling', 'resolved')",
      [shop],
    );
    const open = new Set(found.map(({ sku, location }) => `${sku} ${location}`));
    unseen = unseen.filter(({ sku, location }) => !open.has(`${sku} ${location}`));
    return unseen.length === 0;
  }).catch(() => undefined);
  const sent = { accepted: waited.accepted.size, refused: waited.refused, changed: waited.changed.length };
  return {
    ...sent,
    waiting: arrived.waiting,
    drainSeconds,
    failed: after.failed,
    lost,
    unseen: unseen.length,
  };
}

/** Deliveries at an even rate, and now and then a change in the storefront. */
async function sendFor(shop: string, keys: readonly Key[], milliseconds: number) {
  const accepted = new Set<string>();
  const changed: Key[] = [];
  const unchanged = [...keys];
  const changeEvery = Math.max(1, Math.floor((milliseconds / 1_000 / CHANGES_MEANWHILE) * rate));
  let refused = 0;
  const startedAt = performance.now();
  const all: Promise<void>[] = [];
  for (let index = 0; performance.now() - startedAt < milliseconds; index += 1) {
    const early = startedAt + (index * 1_000) / rate - performance.now();
    if (early > 1) await pause(early);
    const id = randomUUID();
    const key = keys[index % keys.length];
    if (!key) break;
    all.push(
      deliver(shop, key, id).then((ok) => {
        if (ok) accepted.add(id);
        else refused += 1;
      }),
    );
    const next =
      index % changeEvery === 0 && changed.length < CHANGES_MEANWHILE ? unchanged.pop() : undefined;
    if (next && (await change(next))) changed.push(next);
  }
  await Promise.all(all);
  return { accepted, changed, refused };
}

async function deliver(shop: string, { item, location }: Key, id: string): Promise<boolean> {
  const number = (gid: string) => gid.split("/").at(-1) ?? "";
  const body = `{"inventory_item_id":${number(item)},"location_id":${number(location)},"available":1}`;
  const response = await fetch(`http://127.0.0.1:${stack.ports.web}/webhooks`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": "inventory_levels/update",
      "x-shopify-shop-domain": shop,
      "x-shopify-api-version": "2026-10",
      "x-shopify-webhook-id": id,
      "x-shopify-triggered-at": new Date().toISOString(),
      "x-shopify-hmac-sha256": sign(body, "base64"),
    },
  }).catch(() => null);
  await response?.arrayBuffer();
  return response?.status === 200;
}

async function countInbox(shop: string): Promise<{ waiting: number; failed: number }> {
  const { rows } = await database.query<{ waiting: string; failed: string }>(
    `select count(*) filter (where state = 'new') as waiting, count(*) filter (where state = 'failed') as failed
     from webhook_inbox where shop = $1`,
    [shop],
  );
  return { waiting: Number(rows[0]?.waiting), failed: Number(rows[0]?.failed) };
}

function startWorker({ environment }: RunningStack): Part {
  return startPart({
    name: "second worker",
    run: [join(root, "tools/serve-worker.ts")],
    cwd: root,
    env: { ...process.env, ...environment, NODE_ENV: "development" },
    preload: [join(root, "sandbox/redirect/register.ts")],
    logFile: join(environment["HANDOFF_DATA_FOLDER"] ?? "", "logs", "second-worker.log"),
  });
}

async function until(what: string, milliseconds: number, ask: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`${what} did not come within ${milliseconds / 1_000} s.`);
    await pause(500);
  }
}

function report(
  window: number,
  extra: readonly number[],
  stormy: Awaited<ReturnType<typeof storm>>,
  down: Awaited<ReturnType<typeof withoutWorker>>,
): void {
  const seconds = (value: number | undefined) => ((value ?? NaN) / 1_000).toFixed(1);
  const median = extra[Math.floor(extra.length / 2)];
  const worst = extra.at(-1);
  console.log("| changes in the storefront | window s | median beyond it s | worst beyond it s |");
  console.log("|---|---|---|---|");
  console.log(`| ${extra.length} | ${seconds(window)} | ${seconds(median)} | ${seconds(worst)} |`);
  const share = (numbers: readonly number[], part: number) =>
    numbers[Math.floor(numbers.length * part)] ?? NaN;
  const p95 = [share(stormy.before, 0.95), share(stormy.during, 0.95)] as const;
  console.log(
    "\n| storm of | refused | took s | most that waited | page before, p50 and p95 ms | page in the storm, p50 and p95 ms | ratio of p95 |",
  );
  console.log("|---|---|---|---|---|---|---|");
  const pages = (numbers: readonly number[]) =>
    `${share(numbers, 0.5).toFixed(0)}, ${share(numbers, 0.95).toFixed(0)}`;
  console.log(
    `| ${stormy.sent} | ${stormy.refused} | ${stormy.seconds.toFixed(1)} | ${stormy.waited} | ${pages(stormy.before)} | ${pages(stormy.during)} | ${(p95[1] / p95[0]).toFixed(1)} |`,
  );
  console.log(
    "\n| worker down, minutes | answered 200 | refused | waited | worked off in s | lost | failed | changed | not found |",
  );
  console.log("|---|---|---|---|---|---|---|---|---|");
  const { accepted, refused, waiting, drainSeconds, lost, failed, changed, unseen } = down;
  console.log(
    `| ${minutes} | ${accepted} | ${refused} | ${waiting} | ${drainSeconds.toFixed(1)} | ${lost} | ${failed} | ${changed} | ${unseen} |`,
  );
  console.log(JSON.stringify({ bench: "realtime", speed, window, extra, minutes, rate, ...down, stormy }));
  if (p95[1] > MOST_SLOWER * p95[0] || stormy.refused > 0) process.exitCode = 1;
  if (extra.length === 0 || (worst ?? Infinity) > MOST_EXTRA || lost + failed + unseen > 0)
    process.exitCode = 1;
}
