import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { deadLetters, defineJob } from "../../app/jobs/job-kind.ts";
import { JobQueue } from "../../app/jobs/queue.ts";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

const payload = z.object({ n: z.number() });
const kinds = {
  once: defineJob("once", payload),
  retried: defineJob("retried", payload, { retryDelaySeconds: 0 }),
  hopeless: defineJob("hopeless", payload, { retries: 1, retryDelaySeconds: 0 }),
  handedBack: defineJob("handed-back", payload, { retryDelaySeconds: 0 }),
  killed: defineJob("killed", payload, { retryDelaySeconds: 0, heartbeatSeconds: 10 }),
  alive: defineJob("alive", payload),
  waiting: defineJob("waiting", payload, { singleton: "waiting" }),
  inTransaction: defineJob("in-transaction", payload),
  changed: defineJob("changed", payload),
};
const fast = { pollSeconds: 0.5 };

let fresh: TestDatabase;
let sql: pg.Pool;
let queues: JobQueue[] = [];

async function startQueue(): Promise<JobQueue> {
  const onError = (error: Error) => {
    throw error;
  };
  const queue = await JobQueue.start(Object.values(kinds), { url: fresh.url, onError, superviseSeconds: 1 });
  queues.push(queue);
  return queue;
}

beforeAll(async () => {
  fresh = await freshDatabase();
  sql = new pg.Pool({ connectionString: fresh.url, max: 2 });
});
afterEach(async () => {
  await Promise.all(queues.map((queue) => queue.stop({ graceSeconds: 1 })));
  queues = [];
});
afterAll(async () => {
  await sql.end();
  await fresh.close();
});

async function statesOf(name: string): Promise<string[]> {
  const { rows } = await sql.query<{ state: string }>(
    "select state::text from jobs.job where name = $1 order by created_on",
    [name],
  );
  return rows.map(({ state }) => state);
}

const eventually = (assertion: () => unknown) => vi.waitFor(assertion, { timeout: 45_000, interval: 100 });

describe("JobQueue", () => {
  it("runs each job once with two workers", async () => {
    const [first, second] = [await startQueue(), await startQueue()];
    const seen: number[] = [];
    for (const queue of [first, second]) {
      await queue.work(kinds.once, ({ n }) => Promise.resolve(seen.push(n)), { ...fast, concurrency: 2 });
    }
    for (let n = 0; n < 12; n++) await first.send(kinds.once, { n });
    await eventually(() => expect(seen).toHaveLength(12));
    await eventually(async () => expect(new Set(await statesOf("once"))).toEqual(new Set(["completed"])));
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => n));
  });

  it("tries a job again after a throw", async () => {
    const queue = await startQueue();
    const seen: number[] = [];
    await queue.work(
      kinds.retried,
      ({ n }) => {
        seen.push(n);
        return seen.length < 3 ? Promise.reject(new Error("not yet")) : Promise.resolve();
      },
      fast,
    );
    await queue.send(kinds.retried, { n: 7 });
    await eventually(async () => expect(await statesOf("retried")).toEqual(["completed"]));
    expect(seen).toEqual([7, 7, 7]);
  });

  it("puts a job that keeps failing among the dead letters, with its payload", async () => {
    const queue = await startQueue();
    let tries = 0;
    await queue.work(
      kinds.hopeless,
      () => {
        tries++;
        return Promise.reject(new Error("never"));
      },
      fast,
    );
    await queue.send(kinds.hopeless, { n: 13 });
    const dead = deadLetters(kinds.hopeless);
    await eventually(async () => expect(await statesOf(dead)).toEqual(["created"]));
    expect(tries).toBe(2);
    const { rows } = await sql.query("select data from jobs.job where name = $1", [dead]);
    expect(rows).toEqual([{ data: { n: 13 } }]);
  });

  it("hands a running job back when it stops, and another worker takes it", async () => {
    const [leaving, staying] = [await startQueue(), await startQueue()];
    const events: string[] = [];
    await leaving.work(
      kinds.handedBack,
      async (_, signal) => {
        events.push("begun");
        await sleep(60_000, undefined, { signal });
      },
      fast,
    );
    await leaving.send(kinds.handedBack, { n: 1 });
    await eventually(() => expect(events).toEqual(["begun"]));
    const from = Date.now();
    await leaving.stop({ graceSeconds: 10 });
    expect(Date.now() - from).toBeLessThan(8_000);
    await staying.work(kinds.handedBack, () => Promise.resolve(events.push("done")), fast);
    await eventually(async () => expect(await statesOf("handed-back")).toEqual(["completed"]));
    expect(events).toEqual(["begun", "done"]);
  });

  it("waits for a job that ignores the stop, but no longer than it was told", async () => {
    const queue = await startQueue();
    const stubborn = new AbortController();
    let begun = false;
    await queue.work(
      kinds.changed,
      async () => {
        begun = true;
        await sleep(60_000, undefined, { signal: stubborn.signal }).catch(() => undefined);
      },
      fast,
    );
    await queue.send(kinds.changed, { n: 1 });
    await eventually(() => expect(begun).toBe(true));
    await queue.stop({ graceSeconds: 1 });
    stubborn.abort();
    expect(await statesOf("changed")).toEqual(["retry"]);
  });

  it("takes up a job whose worker was killed", async () => {
    const queue = await startQueue();
    await queue.send(kinds.killed, { n: 1 });
    const worker = spawn(process.execPath, [join(import.meta.dirname, "endless-worker.ts"), fresh.url], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(worker.stdout, "data");
    worker.kill("SIGKILL");
    const seen: number[] = [];
    await queue.work(kinds.killed, ({ n }) => Promise.resolve(seen.push(n)), fast);
    await eventually(async () => expect(await statesOf("killed")).toEqual(["completed"]));
    expect(seen).toEqual([1]);
  });

  it("adds no second job of a key while the first lives, and takes any number without a key", async () => {
    const queue = await startQueue();
    expect(await queue.send(kinds.alive, { n: 1 }, { singletonKey: "kiln" })).not.toBeNull();
    expect(await queue.send(kinds.alive, { n: 2 }, { singletonKey: "kiln" })).toBeNull();
    expect(await queue.send(kinds.alive, { n: 3 }, { singletonKey: "glaze" })).not.toBeNull();
    await queue.send(kinds.alive, { n: 4 });
    await queue.send(kinds.alive, { n: 5 });
    expect(await statesOf("alive")).toHaveLength(4);
    let running = 0;
    await queue.work(
      kinds.alive,
      async (_, signal) => {
        running++;
        await sleep(60_000, undefined, { signal });
      },
      { ...fast, concurrency: 4 },
    );
    await eventually(() => expect(running).toBe(4));
    expect(await queue.send(kinds.alive, { n: 6 }, { singletonKey: "kiln" })).toBeNull();
  });

  it("takes one more job of a key while the first runs, for a kind that says so", async () => {
    const queue = await startQueue();
    let running = 0;
    await queue.work(
      kinds.waiting,
      async (_, signal) => {
        running++;
        await sleep(60_000, undefined, { signal });
      },
      fast,
    );
    await queue.send(kinds.waiting, { n: 1 }, { singletonKey: "kiln" });
    await eventually(() => expect(running).toBe(1));
    expect(await queue.send(kinds.waiting, { n: 2 }, { singletonKey: "kiln" })).not.toBeNull();
    expect(await queue.send(kinds.waiting, { n: 3 }, { singletonKey: "kiln" })).toBeNull();
  });

  it("enqueues with the transaction or not at all", async () => {
    const queue = await startQueue();
    const client = await sql.connect();
    try {
      await client.query("begin");
      await queue.send(kinds.inTransaction, { n: 1 }, { transaction: client });
      await client.query("rollback");
      await client.query("begin");
      await queue.send(kinds.inTransaction, { n: 2 }, { transaction: client });
      await client.query("commit");
    } finally {
      client.release();
    }
    const { rows } = await sql.query("select data from jobs.job where name = 'in-transaction'");
    expect(rows).toEqual([{ data: { n: 2 } }]);
  });

  it("refuses a payload that does not fit", async () => {
    const queue = await startQueue();
    await expect(queue.send(kinds.once, { n: "one" } as never)).rejects.toThrow(z.ZodError);
  });

  it("keeps a schedule once, however many processes set it", async () => {
    const [first, second] = [await startQueue(), await startQueue()];
    await first.schedule(kinds.once, "*/5 * * * *", { n: 1 });
    await second.schedule(kinds.once, "*/10 * * * *", { n: 1 });
    const { rows } = await sql.query("select name, cron, timezone from jobs.schedule");
    expect(rows).toEqual([{ name: "once", cron: "*/10 * * * *", timezone: "UTC" }]);
  });
});
