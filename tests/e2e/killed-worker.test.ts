import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPart, type Part } from "../../tools/supervise.ts";
import { startFreshStack, type RunningStack } from "./support/stack.ts";

const root = join(import.meta.dirname, "../..");
let stack: RunningStack;
let database: pg.Pool;
let secondWorker: Part | null = null;

beforeAll(async () => {
  stack = await startFreshStack({
    prepared: true,
    world: { seed: 1, skus: 60, locations: 3, speed: 1, faults: ["sync_stalled"] },
  });
  database = new pg.Pool({ connectionString: stack.databaseUrl, max: 1 });
});
afterAll(async () => {
  await database.end();
  await secondWorker?.stop();
  await stack.stop();
});

async function rows<Row extends pg.QueryResultRow>(sql: string): Promise<readonly Row[]> {
  return (await database.query<Row>(sql)).rows;
}

async function until<Answer>(
  what: string,
  seconds: number,
  ask: () => Promise<Answer | null>,
): Promise<Answer> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > deadline) throw new Error(`${what} did not happen within ${seconds} s.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const scans = () =>
  rows<{ id: string; state: string }>("select id, state from scans order by requested_at, id");
const lever = (action: string, fields: Record<string, string>) =>
  fetch(`${stack.adminAddress}/store/kiln-and-co/sandbox/${action}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
  });

test("a scan whose worker is killed with -9 is taken up by the next worker, and no discrepancy is doubled", async () => {
  await until("The first scan's end", 60, async () => {
    const all = await scans();
    return all.length > 0 && all.every(({ state }) => state === "complete") ? all : null;
  });
  const before = await rows<{ key: string }>(
    "select sku || location_id || pool as key from discrepancies where state <> 'resolved'",
  );
  expect(before.length).toBeGreaterThan(0);

  await lever("trouble", { system: "erp", kind: "slow" });
  await database.query("update shops set next_scan_at = now()");
  const interrupted = await until("The start of another scan", 30, async () => {
    return (await scans()).find(({ state }) => state === "running") ?? null;
  });
  process.kill(stack.part("worker").pid, "SIGKILL");
  await stack.part("worker").ended;
  expect((await scans()).find(({ id }) => id === interrupted.id)?.state).toBe("running");
  await lever("trouble", { system: "erp", kind: "" });

  secondWorker = startPart({
    name: "second worker",
    run: [join(root, "tools/serve-worker.ts")],
    cwd: root,
    env: { ...process.env, ...stack.environment, NODE_ENV: "development" },
    preload: [join(root, "sandbox/redirect/register.ts")],
    logFile: join(stack.environment["HANDOFF_DATA_FOLDER"] ?? "", "logs", "second-worker.log"),
  });
  const ended = await until("The end of the interrupted scan", 120, async () => {
    const scan = (await scans()).find(({ id }) => id === interrupted.id);
    return scan && scan.state !== "running" && scan.state !== "queued" ? scan : null;
  });
  expect(ended.state).toBe("complete");

  const live = await rows<{ key: string }>(
    "select sku || location_id || pool as key from discrepancies where state <> 'resolved'",
  );
  expect(new Set(live.map(({ key }) => key)).size).toBe(live.length);
  const opened = await rows<{ times: number }>(
    "select count(*)::int as times from discrepancy_transitions where from_state is null group by discrepancy_id",
  );
  expect(opened.every(({ times }) => times === 1)).toBe(true);
  const readings = await rows<{ times: number }>(
    `select count(*)::int as times from scan_readings where scan_id = '${interrupted.id}' and location_id is null group by system, connection_id`,
  );
  expect(readings.map(({ times }) => times)).toEqual([1, 1, 1]);
});
