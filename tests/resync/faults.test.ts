import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { attend, isFinal, LEASE, type ResyncDependencies } from "../../app/resync/index.ts";
import { referenceOf } from "../../app/resync/settle.ts";
import { RunnerLost, type Call, type ResyncStore } from "../../app/resync/ports.ts";
import { MemoryResyncStore } from "./support/memory-store.ts";
import { brooklyn, domain, itemOf, Merchant, requestedRow, skuOf } from "./support/merchant.ts";

/** The short form plays the same runs every time; `npm run test:faults` plays others each time, and ten times as many. */
const runs = Number(process.env.FAULT_RUNS ?? 200);
const seeded = process.env.FAULT_RUNS ? {} : { seed: 7 };
const never = new AbortController().signal;

const faults = [
  "none",
  "none",
  "killed_before",
  "killed_after",
  "answer_lost",
  "cut",
  "unavailable",
  "down_for_long",
  "throttled",
  "partial_answer",
  "errors_beside_data",
  "write_fails",
  "stale",
  "truth_moves",
  "undone",
  "erp_down",
  "erp_back",
  "bad_line",
  "scopes_revoked",
  "uninstalled",
  "cancelled",
  "stalled",
  "twin",
] as const;
type Fault = (typeof faults)[number];

/** The process dies here: whatever it held in memory is gone. */
class Killed extends Error {}

interface Scenario {
  readonly keys: number;
  /** One is taken at each point where something can go wrong. */
  readonly script: readonly Fault[];
  /** The index that faults of one key hit. */
  readonly victim: number;
}

/** Runs a request under these faults until nothing is left to do. */
class Run {
  readonly merchant: Merchant;
  readonly store = new MemoryResyncStore();
  readonly requestId = randomUUID();
  readonly #script: Fault[];
  readonly #victim: number;
  readonly #stalled: Call[] = [];
  #twin: Promise<unknown> | null = null;

  constructor({ keys, script, victim }: Scenario) {
    this.merchant = new Merchant(keys);
    this.#script = [...script];
    this.#victim = victim % keys;
  }

  get #dependencies(): ResyncDependencies {
    const { merchant } = this;
    return {
      store: this.#fallible(),
      look: {
        look: async (...given) => {
          this.#point("look");
          return merchant.look.look(...given);
        },
      },
      writer: {
        set: async (shop, call, reference, signal) => {
          if (this.#point("send") === "stalled") {
            this.#stalled.push(call);
            throw new Killed();
          }
          const answer = await merchant.writer.set(shop, call, reference, signal);
          this.#point("sent");
          return answer;
        },
      },
      asker: { ask: () => Promise.reject(new Error("not here")) },
      shopOf: () => Promise.resolve(merchant.shop()),
      newId: randomUUID,
      now: merchant.clock.now,
    };
  }

  #fallible(): ResyncStore {
    const { store } = this;
    const commit: ResyncStore["commit"] = async (runner, step) => {
      this.#point("before storing");
      await store.commit(runner, step);
      this.#point("stored");
    };
    return new Proxy(store, {
      get: (target, name) => (name === "commit" ? commit : Reflect.get(target, name)) as unknown,
    });
  }

  #point(where: "look" | "send" | "sent" | "before storing" | "stored"): Fault {
    const fault = this.#script.shift() ?? "none";
    const { merchant } = this;
    const { shopify } = merchant;
    switch (fault) {
      case "killed_before":
      case "killed_after":
        throw new Killed();
      case "answer_lost":
        merchant.loseAnswers = 1;
        break;
      case "cut":
        shopify.failNext(2, "cut");
        break;
      case "unavailable":
        shopify.failNext(1, 503);
        break;
      case "down_for_long":
        shopify.failNext(14, 502);
        break;
      case "throttled":
        shopify.throttleHard(2);
        break;
      case "partial_answer":
        merchant.partial.push("instead");
        break;
      case "errors_beside_data":
        merchant.partial.push("beside");
        break;
      case "write_fails":
        shopify.failNextWrite();
        break;
      case "stale":
        merchant.setAvailable(this.#victim, merchant.available(this.#victim) - 1);
        break;
      case "truth_moves":
        merchant.truth.set(skuOf(this.#victim), (merchant.truth.get(skuOf(this.#victim)) ?? 0) + 3);
        break;
      case "undone":
        merchant.setAvailable(this.#victim, 9);
        break;
      case "erp_down":
        merchant.broken.set("erp", "The ERP did not answer.");
        break;
      case "erp_back":
        merchant.broken.clear();
        break;
      case "bad_line":
        if (where === "send") shopify.state.items.delete(itemOf(this.#victim));
        break;
      case "scopes_revoked":
        if (merchant.installed) shopify.revokeScopes(["write_inventory"]);
        break;
      case "uninstalled":
        if (merchant.installed) shopify.uninstall();
        merchant.installed = false;
        break;
      case "cancelled":
        void this.store.cancel(domain, this.requestId, "7", merchant.clock.now());
        break;
      case "twin":
        this.#twin ??= this.#another();
        break;
      case "stalled":
      case "none":
        break;
    }
    return fault;
  }

  /** Somebody takes the request over while the first runner still believes to have it. */
  async #another(): Promise<void> {
    this.merchant.clock.at += LEASE + 1;
    await this.#once();
  }

  async #once(): Promise<void> {
    const runner = { shop: domain, requestId: this.requestId, runner: randomUUID() };
    try {
      await attend(runner, this.#dependencies, never);
    } catch (error) {
      if (!(error instanceof Killed) && !(error instanceof RunnerLost)) throw error;
      this.merchant.clock.at += LEASE + 1;
    }
  }

  async play(): Promise<void> {
    const rows = Array.from({ length: this.merchant.truth.size }, (_, index) =>
      requestedRow(this.requestId, index),
    );
    const facts = { origin: "discrepancies", undoOf: null, insistence: null, confirmedKeys: null } as const;
    const request = { id: this.requestId, shop: domain, requestedBy: "7", ...facts };
    const at = this.merchant.clock.at;
    // Clicked twice, and once more by a colleague for the same keys.
    await this.store.create({ ...request, requestedAt: at }, rows);
    await this.store.create({ ...request, requestedAt: at }, rows);
    const other = { ...request, id: randomUUID(), requestedBy: "8", requestedAt: at };
    expect(await this.store.create(other, rows)).toMatchObject({ kind: "under_way" });

    for (let round = 0; round < 200; round += 1) {
      const left = (await this.store.rows(domain, this.requestId)).filter((row) => !isFinal(row.state));
      if (left.length === 0) break;
      await this.#once();
      this.merchant.clock.at += 20_000;
      if ((await this.store.needingAttention(this.merchant.clock.at, 1)).length === 0) {
        this.merchant.clock.at += 10 * 60_000;
      }
    }
    await this.#twin;
    // What a dead process had handed to the network arrives at last.
    for (const call of this.#stalled) {
      await this.merchant.writer.set(domain, call, referenceOf(call), never).catch(() => undefined);
    }
  }
}

const scenarios = fc.record({
  keys: fc.integer({ min: 1, max: 4 }),
  script: fc.array(fc.constantFrom(...faults), { maxLength: 25 }),
  victim: fc.nat(3),
});

test(`over ${runs} runs with random faults no intent is written twice, none is lost, and every run ends`, async () => {
  const ends = new Map<string, number>();
  let written = 0;
  await fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => {
      const run = new Run(scenario);
      await run.play();
      for (const row of await run.store.rows(domain, run.requestId)) {
        const writes = run.merchant.writes(run.requestId, row.position);
        const story = JSON.stringify(run.store.steps.get(row.id)?.map(({ to, why }) => `${to}: ${why}`));
        expect(writes, `written twice: ${story}`).toBeLessThanOrEqual(1);
        expect(isFinal(row.state), `not final: ${story}`).toBe(true);
        if (writes === 1) expect(["held", "came_back", "unconfirmed"], story).toContain(row.state);
        expect(row.why).not.toBe("");
        ends.set(row.state, (ends.get(row.state) ?? 0) + 1);
        written += writes;
      }
      for (const { settled } of run.store.calls.values()) expect(settled?.answer).toBeTruthy();
      expect(run.merchant.shopify.state.location(brooklyn).active).toBe(true);
    }),
    { numRuns: runs, ...seeded },
  );
  console.log(`${runs} runs, ${written} keys written, ends:`, Object.fromEntries(ends));
  // The faults are worth nothing unless they lead everywhere.
  for (const state of ["held", "came_back", "unconfirmed", "refused", "failed", "cancelled"])
    expect(ends.get(state) ?? 0, `no run ended ${state}`).toBeGreaterThan(0);
}, 3_600_000);
