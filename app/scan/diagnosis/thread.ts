import { Worker } from "node:worker_threads";
import type {
  Answer,
  Answers,
  AskedElsewhere,
  AskedMismatch,
  AskedPast,
  DiagnosisRun,
  Setting,
} from "./contract.ts";
import type { Ask, Told } from "./worker.ts";

/** The diagnosis in a thread of its own: however much differs, the worker's event loop stays free for heartbeats and webhooks. */
export class DiagnosisThread implements DiagnosisRun {
  readonly #worker = new Worker(new URL("./worker.ts", import.meta.url));
  readonly #signal: AbortSignal;
  #waiting: { resolve: (told: Told) => void; reject: (error: Error) => void }[] = [];
  #failure: Error | null = null;
  readonly #abort = (): void => this.#fail(asError(this.#signal.reason));

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    this.#worker.on("message", (told: Told) => this.#hear(told));
    this.#worker.on("error", (error) => this.#fail(asError(error)));
    this.#worker.on("exit", () => this.#fail(new Error("The diagnosis' thread has ended")));
    if (signal.aborted) this.#abort();
    else signal.addEventListener("abort", this.#abort, { once: true });
  }

  async mismatches(batch: readonly AskedMismatch[]): Promise<void> {
    await this.#ask({ kind: "mismatches", batch });
  }

  async past(part: AskedPast): Promise<void> {
    await this.#ask({ kind: "past", part });
  }

  async elsewhere(batch: AskedElsewhere): Promise<void> {
    await this.#ask({ kind: "elsewhere", batch });
  }

  async answer(setting: Setting): Promise<Answers> {
    const told = await this.#ask({ kind: "answer", setting });
    if (told.kind !== "rest") throw new Error("The diagnosis' thread answered something else");
    const answers: Answer[] = [];
    for (;;) {
      const more = await this.#ask({ kind: "more" });
      if (more.kind !== "answers" || more.part.length === 0) return { ...told.rest, answers };
      answers.push(...more.part);
    }
  }

  async close(): Promise<void> {
    this.#signal.removeEventListener("abort", this.#abort);
    this.#failure ??= new Error("The diagnosis is closed");
    await this.#worker.terminate();
  }

  #ask(ask: Ask): Promise<Told> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(ask);
    });
  }

  #hear(told: Told): void {
    if (told.kind === "failed") this.#fail(Object.assign(new Error(told.message), { name: told.name }));
    else this.#waiting.shift()?.resolve(told);
  }

  #fail(error: Error): void {
    if (this.#failure) return;
    this.#failure = error;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
    void this.#worker.terminate();
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
