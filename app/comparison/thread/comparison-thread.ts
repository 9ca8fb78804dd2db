import { Worker } from "node:worker_threads";
import type { ConnectedRole, Instant, ReportedLevel, System } from "../../inventory/index.ts";
import type { ComparisonReport, ComparisonSetup, Gap, Standing, StorefrontLevel } from "../contract.ts";
import type { PreviousReading, ReadingChanges } from "../stored-reading.ts";
import type { Surroundings, SurroundingsAsk } from "../surroundings.ts";
import type { Ask, PoolKey, Shelf, ThreadData, Told } from "./messages.ts";

/** Bytes on their way to the thread before the feeding side has to wait. */
const ALLOWANCE = 8 << 20;
/** What a level costs against the allowance, roughly its size as a message. */
const LEVEL_COST = 400;
const GAPS_AT_ONCE = 1000;

export interface ThreadOptions {
  /** Ends the thread; everything that waits rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called as the thread takes what it is fed: bytes (or as much for levels) so far. */
  readonly onProgress?: (taken: number) => void;
}

/**
 * A comparison in a thread of its own, so that the caller's event loop stays free however large the feeds are. The same calls as
 * Comparison, each of which resolves when there is room for more. Close it when done with the result.
 */
export class ComparisonThread {
  readonly #worker: Worker;
  readonly #options: ThreadOptions;
  #onWay = 0;
  #taken = 0;
  #failure: Error | null = null;
  #room: (() => void)[] = [];
  #answers: { resolve: (told: Told) => void; reject: (error: Error) => void }[] = [];
  readonly #abort = (): void => this.#fail(reasonOf(this.#options.signal));

  constructor(setup: ComparisonSetup, options: ThreadOptions = {}) {
    this.#options = options;
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), {
      workerData: { setup } satisfies ThreadData,
    });
    this.#worker.on("message", (told: Told) => this.#hear(told));
    this.#worker.on("error", (error) =>
      this.#fail(error instanceof Error ? error : new Error(String(error))),
    );
    this.#worker.on("exit", () => this.#fail(new Error("The comparison's thread has ended")));
    if (options.signal?.aborted) this.#abort();
    else options.signal?.addEventListener("abort", this.#abort, { once: true });
  }

  accept(role: ConnectedRole, connectionId: string, levels: readonly ReportedLevel[]): Promise<void> {
    return this.#feed({ kind: "accept", cost: levels.length * LEVEL_COST, role, connectionId, levels });
  }

  acceptStorefront(levels: readonly StorefrontLevel[]): Promise<void> {
    return this.#feed({ kind: "storefront", cost: levels.length * LEVEL_COST, levels });
  }

  /** The chunk is copied: the caller may use its buffer again at once. */
  acceptBulk(chunk: Uint8Array, observedAt: Instant): Promise<void> {
    const copy = new Uint8Array(chunk);
    return this.#feed({ kind: "bulk", cost: copy.length, chunk: copy, observedAt }, [copy.buffer]);
  }

  reject(system: System, where: string, reason: string): Promise<void> {
    return this.#feed({ kind: "reject", cost: LEVEL_COST, system, where, reason });
  }

  complete(
    system: System,
    connectionId: string | null,
    options?: { readonly cutShort: boolean },
  ): Promise<void> {
    return this.#feed({
      kind: "complete",
      cost: 0,
      system,
      connectionId,
      cutShort: options?.cutShort ?? false,
    });
  }

  async finish(): Promise<ThreadResult> {
    const told = await this.#ask({ kind: "finish" });
    if (told.kind !== "finished") throw new Error("The comparison's thread answered something else");
    return new ThreadResult(told.report, (ask) => this.#ask(ask));
  }

  async close(): Promise<void> {
    this.#options.signal?.removeEventListener("abort", this.#abort);
    this.#failure ??= new Error("The comparison is closed");
    await this.#worker.terminate();
  }

  async #feed(ask: Extract<Ask, { cost: number }>, transfer: ArrayBuffer[] = []): Promise<void> {
    this.#throwFailure();
    this.#onWay += ask.cost;
    this.#worker.postMessage(ask, transfer);
    while (this.#onWay > ALLOWANCE) {
      await new Promise<void>((resolve) => this.#room.push(resolve));
      this.#throwFailure();
    }
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure;
  }

  #ask(ask: Ask): Promise<Told> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#answers.push({ resolve, reject });
      this.#worker.postMessage(ask);
    });
  }

  #hear(told: Told): void {
    if (told.kind === "failed") {
      this.#fail(Object.assign(new Error(told.message), { name: told.name }));
      return;
    }
    if (told.kind !== "taken") return this.#answers.shift()?.resolve(told);
    this.#onWay -= told.cost;
    this.#taken += told.cost;
    this.#options.onProgress?.(this.#taken);
    if (this.#onWay <= ALLOWANCE) this.#release();
  }

  #fail(error: Error): void {
    if (this.#failure) return;
    this.#failure = error;
    for (const { reject } of this.#answers.splice(0)) reject(error);
    this.#release();
    void this.#worker.terminate();
  }

  #release(): void {
    for (const resume of this.#room.splice(0)) resume();
  }
}

/** The outcome, which stays in the thread and comes over in parts. */
export class ThreadResult {
  readonly report: ComparisonReport;
  readonly #ask: (ask: Ask) => Promise<Told>;

  constructor(report: ComparisonReport, ask: (ask: Ask) => Promise<Told>) {
    this.report = report;
    this.#ask = ask;
  }

  /**
   * All gaps, in batches; to be gone through once. Where only the split over locations differs, the verdict says so.
   */
  async *gaps(): AsyncGenerator<readonly Gap[], void> {
    for (;;) {
      const told = await this.#ask({ kind: "gaps", atMost: GAPS_AT_ONCE });
      if (told.kind !== "gaps" || told.gaps.length === 0) return;
      yield told.gaps;
    }
  }

  /** The gaps of keys that the comparison itself says nothing of: untracked, or an SKU on several items. */
  async gapsLeftOut(): Promise<readonly Gap[]> {
    const told = await this.#ask({ kind: "left_out" });
    return told.kind === "gaps" ? told.gaps : [];
  }

  /** Whether any reading has a row, in the order of the keys. */
  async present(keys: readonly Omit<PoolKey, "pool" | "involved">[]): Promise<readonly boolean[]> {
    const told = await this.#ask({ kind: "present", keys });
    return told.kind === "present" ? told.present : [];
  }

  async surroundings(ask: SurroundingsAsk): Promise<Surroundings> {
    const told = await this.#ask({ kind: "surroundings", ask });
    if (told.kind !== "surroundings") throw new Error("The comparison's thread answered something else");
    return told.surroundings;
  }

  /** In the order of the keys. */
  async standings(keys: readonly PoolKey[]): Promise<readonly Standing[]> {
    const told = await this.#ask({ kind: "standings", keys });
    return told.kind === "standings" ? told.standings : [];
  }

  /** What one system's reading at one location changed against the stored one. */
  async changes(shelf: Shelf, previous: PreviousReading | null): Promise<ReadingChanges> {
    const told = await this.#ask({ kind: "changes", shelf, previous });
    if (told.kind !== "changes") throw new Error("The comparison's thread answered something else");
    return told;
  }
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error("The comparison was cancelled");
}
