import { Worker } from "node:worker_threads";
import type { ComparisonSetup } from "../comparison/contract.ts";
import type { StorefrontReading } from "../comparison/engine.ts";
import type { Instant } from "../inventory/index.ts";
import { unreadable } from "./bad-input.ts";

/** What the thread is told. */
export interface StorefrontJob {
  readonly setup: ComparisonSetup;
  readonly file: string;
  readonly observedAt: Instant;
}

/** The storefront's file, the largest of a snapshot, read in a thread of its own while ERP and WMS are read here. */
export class StorefrontThread {
  /** Rejects where the thread fails, or ends without an answer. */
  readonly reading: Promise<StorefrontReading>;
  readonly #worker: Worker;

  constructor(job: StorefrontJob) {
    const worker = new Worker(new URL("./storefront-worker.mjs", import.meta.url), { workerData: job });
    this.reading = new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", (error) => reject(unreadable(job.file, error as Error)));
      worker.once("exit", () => reject(new Error("The thread that reads the storefront has ended")));
    });
    this.#worker = worker;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
