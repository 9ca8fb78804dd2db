import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Limiter } from "../../../app/storefront/limiter/limiter.ts";
import type { Ask, Priority, Reply } from "../../../app/storefront/limiter/reply.ts";
import { SimulatedBucket, type SimulatedRequest } from "../support/simulated-bucket.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const never = new AbortController().signal;

function limiterOn(clock: VirtualClock, queueLimit?: number): Limiter {
  return new Limiter({ clock, random: () => 0.5, ...(queueLimit === undefined ? {} : { queueLimit }) });
}

function ask(
  send: () => Promise<Reply<string>>,
  options: { operation?: string; priority?: Priority; signal?: AbortSignal } = {},
): Ask<string> {
  const { operation = "Read", priority = "sweep", signal = never } = options;
  return { operation, size: 1, priority, signal, send };
}

const answer: Reply<string> = { kind: "answered", value: "done", cost: null };

describe("the limiter, in simulation", () => {
  const plan = fc.record({
    maximum: fc.integer({ min: 150, max: 700 }),
    rate: fc.constantFrom(10, 50, 200),
    requests: fc.array(
      fc.record({
        operation: fc.constantFrom("A", "B", "C"),
        priority: fc.constantFrom<Priority>("probe", "sweep"),
        refund: fc.double({ min: 0, max: 1, noNaN: true }),
        travelMs: fc.integer({ min: 0, max: 400 }),
        workMs: fc.integer({ min: 0, max: 3000 }),
        startMs: fc.integer({ min: 0, max: 5000 }),
      }),
      { minLength: 1, maxLength: 60, size: "max" },
    ),
  });
  const price: Readonly<Record<string, number>> = { A: 100, B: 60, C: 3 };

  test("alone on its bucket it is never throttled, and everything is served", async () => {
    await fc.assert(
      fc.asyncProperty(plan, async ({ maximum, rate, requests }) => {
        const clock = new VirtualClock();
        const bucket = new SimulatedBucket(clock, maximum, rate);
        const limiter = limiterOn(clock);
        const all = requests.map(async (request) => {
          const requested = price[request.operation] ?? 0;
          const costs: SimulatedRequest = { ...request, requested, actual: requested * request.refund };
          await clock.sleep(request.startMs);
          return limiter.run(ask(() => bucket.serve(costs), request));
        });
        await clock.run(Promise.all(all));
        expect(bucket.served).toBe(requests.length);
        expect(bucket.throttled).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  test("beside another process that spends the same points, everything is served in the end", async () => {
    await fc.assert(
      fc.asyncProperty(
        plan,
        fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 10 }),
        async (world, thefts) => {
          const clock = new VirtualClock();
          const bucket = new SimulatedBucket(clock, world.maximum, world.rate);
          const limiter = limiterOn(clock);
          const thief = (async () => {
            for (const points of thefts) {
              await clock.sleep(1500);
              bucket.spend(Math.min(points, bucket.available()));
            }
          })();
          const all = world.requests.map((request) => {
            const requested = price[request.operation] ?? 0;
            return limiter.run(
              ask(() => bucket.serve({ ...request, requested, actual: requested }), request),
            );
          });
          await clock.run(Promise.all([...all, thief]));
          expect(bucket.served).toBe(world.requests.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("a probe does not wait for the sweeps that queued before it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 5, max: 80 }),
        fc.integer({ min: 3000, max: 20_000 }),
        async (sweeps, atMs) => {
          const clock = new VirtualClock();
          const bucket = new SimulatedBucket(clock, 2000, 100);
          const limiter = limiterOn(clock);
          const costs = { requested: 100, actual: 100, travelMs: 20, workMs: 200 };
          const all = Array.from({ length: sweeps }, () => limiter.run(ask(() => bucket.serve(costs))));
          await clock.advance(atMs);
          const asked = clock.now();
          await clock.run(
            limiter.run(ask(() => bucket.serve(costs), { operation: "Probe", priority: "probe" })),
          );
          expect(clock.now() - asked).toBeLessThanOrEqual(240 + 1);
          await clock.run(Promise.all(all));
        },
      ),
      { numRuns: 20 },
    );
  });

  test("a long sweep uses all points that come back", async () => {
    const clock = new VirtualClock();
    const bucket = new SimulatedBucket(clock, 2000, 100);
    const limiter = limiterOn(clock);
    const costs = { requested: 100, actual: 100, travelMs: 20, workMs: 200 };
    const start = clock.now();
    await clock.run(
      Promise.all(Array.from({ length: 120 }, () => limiter.run(ask(() => bucket.serve(costs))))),
    );
    // 12,000 points: 1,600 are there above the reserve, the rest comes at 100 a second.
    expect((clock.now() - start) / 1000).toBeLessThan(110);
  });
});

describe("the limiter", () => {
  test("finds the bucket out with one request before it sends a second", async () => {
    const clock = new VirtualClock();
    const limiter = limiterOn(clock);
    let underWay = 0;
    let most = 0;
    const send = async (): Promise<Reply<string>> => {
      most = Math.max(most, (underWay += 1));
      await clock.sleep(100);
      underWay -= 1;
      return answer;
    };
    const both = Promise.all([limiter.run(ask(send)), limiter.run(ask(send))]);
    await clock.run(both);
    expect(most).toBe(1);
  });

  test("waits as long as Shopify says on 429, and everybody else waits too", async () => {
    const clock = new VirtualClock();
    const limiter = limiterOn(clock);
    const start = clock.now();
    const sent: number[] = [];
    const first = limiter.run(
      ask(() => {
        sent.push(clock.now() - start);
        const throttled: Reply<string> = { kind: "throttled", cost: null, retryAfterMs: 7000 };
        return Promise.resolve(sent.length === 1 ? throttled : answer);
      }),
    );
    const second = limiter.run(
      ask(() => {
        sent.push(clock.now() - start);
        return Promise.resolve(answer);
      }),
    );
    await clock.run(Promise.all([first, second]));
    expect(sent[0]).toBe(0);
    expect(sent.slice(1).every((at) => at >= 7000 && at < 8000)).toBe(true);
  });

  test("backs off further each time it is throttled with points left", async () => {
    const clock = new VirtualClock();
    const limiter = limiterOn(clock);
    const status = { maximumAvailable: 2000, currentlyAvailable: 2000, restoreRate: 100 };
    const cost = { requested: 10, actual: null, status };
    const at: number[] = [];
    await clock.run(
      limiter.run(
        ask(() => {
          at.push(clock.now());
          return Promise.resolve(at.length < 5 ? { kind: "throttled", cost, retryAfterMs: null } : answer);
        }),
      ),
    );
    const waits = at.slice(1).map((time, index) => time - at[index]!);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits[3]).toBeGreaterThan(4 * waits[0]!);
  });

  test("gives a probe up after a minute of throttling, in a sentence", async () => {
    const clock = new VirtualClock();
    const send = (): Promise<Reply<string>> =>
      Promise.resolve({ kind: "throttled", cost: null, retryAfterMs: 5000 });
    const start = clock.now();
    const run = limiterOn(clock).run(ask(send, { priority: "probe" }));
    await expect(clock.run(run)).rejects.toMatchObject({ fault: "throttled" });
    expect(clock.now() - start).toBeLessThan(100_000);
  });

  test("sends a request that Shopify failed again, but not one that might do its work twice", async () => {
    const clock = new VirtualClock();
    const limiter = limiterOn(clock);
    let sent = 0;
    const failing = (retry: boolean) => (): Promise<Reply<string>> => {
      sent += 1;
      return Promise.resolve({ kind: "failed", error: new Error("500"), retry, cost: null });
    };
    await expect(clock.run(limiter.run(ask(failing(true))))).rejects.toThrow("500");
    expect(sent).toBe(5);
    sent = 0;
    await expect(clock.run(limiter.run(ask(failing(false))))).rejects.toThrow("500");
    expect(sent).toBe(1);
  });

  test("a request that throws is rejected and the next one goes out", async () => {
    const clock = new VirtualClock();
    const limiter = limiterOn(clock);
    const broken = limiter.run(ask(() => Promise.reject(new Error("broken"))));
    const next = limiter.run(ask(() => Promise.resolve(answer)));
    await expect(clock.run(broken)).rejects.toThrow("broken");
    await expect(clock.run(next)).resolves.toBe("done");
    expect(limiter.idle).toBe(true);
  });

  test("a waiting request leaves the queue as soon as it is aborted and is never sent", async () => {
    const clock = new VirtualClock();
    const limiter = limiterOn(clock);
    const giveUp = new AbortController();
    const first = limiter.run(ask(() => clock.sleep(1000).then(() => answer)));
    let sent = false;
    const second = limiter.run(
      ask(
        () => {
          sent = true;
          return Promise.resolve(answer);
        },
        { signal: giveUp.signal },
      ),
    );
    giveUp.abort(new Error("closed the page"));
    await expect(second).rejects.toThrow("closed the page");
    await clock.run(first);
    expect(sent).toBe(false);
    expect(limiter.idle).toBe(true);
  });

  test("a full queue refuses the next request at once", async () => {
    const clock = new VirtualClock();
    const limiter = limiterOn(clock, 2);
    const slow = () => clock.sleep(10).then(() => answer);
    const accepted = [1, 2, 3].map(() => limiter.run(ask(slow)));
    await expect(limiter.run(ask(slow))).rejects.toMatchObject({ fault: "throttled" });
    await clock.run(Promise.all(accepted));
  });
});
