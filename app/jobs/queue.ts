import { randomUUID } from "node:crypto";
import { PgBoss, type Db } from "pg-boss";
import { deadLetters, type JobKind } from "./job-kind.ts";

export interface QueueOptions {
  readonly url: string;
  /** Upper bound; the embedded database has 20 for all processes together. */
  readonly connections?: number;
  readonly onError: (error: Error) => void;
  /** How often the queue looks for jobs whose worker hung or died. */
  readonly superviseSeconds?: number;
}

export interface SendOptions {
  /** While a job of the kind with this key lives, another one is not added. */
  readonly singletonKey?: string;
  readonly startAfter?: Date;
  /** An open transaction: the job exists if and only if it commits. */
  readonly transaction?: SqlConnection;
}

/** A node-postgres client. */
export interface SqlConnection {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

export interface WorkOptions {
  /** Jobs at the same time in this process. */
  readonly concurrency?: number;
  readonly pollSeconds?: number;
}

/** `signal` aborts when the job expires or the process is about to stop; a handler that then throws hands the job back. */
export type JobHandler<Payload> = (payload: Payload, signal: AbortSignal) => Promise<unknown>;

/**
 * Jobs in PostgreSQL, in the schema `jobs`. A job is given to one worker at a time and again after a throw, an expiry or a stop,
 * so a handler may see it twice. Workers poll: notifications do not arrive on the embedded database.
 */
export class JobQueue {
  readonly #boss: PgBoss;
  readonly #stopping = new AbortController();

  private constructor(boss: PgBoss) {
    this.#boss = boss;
  }

  /** Connects, brings the queue's own schema up to date and makes the queues of these kinds. */
  static async start(
    kinds: readonly Pick<JobKind, "name" | "options">[],
    options: QueueOptions,
  ): Promise<JobQueue> {
    const { superviseSeconds = 15 } = options;
    const boss = new PgBoss({
      connectionString: options.url,
      max: options.connections ?? 3,
      schema: "jobs",
      application_name: "handoff-jobs",
      superviseIntervalSeconds: superviseSeconds,
      // Lost jobs are looked for in the monitor's pass, which is a minute apart unless told otherwise.
      monitorIntervalSeconds: superviseSeconds,
    });
    boss.on("error", options.onError);
    await boss.start();
    for (const kind of kinds) await prepareQueues(boss, kind);
    return new JobQueue(boss);
  }

  /** The job's id; null when `singletonKey` names one that lives. Throws ZodError when the payload does not fit the kind. */
  async send<Payload extends object>(
    kind: JobKind<Payload>,
    payload: Payload,
    options: SendOptions = {},
  ): Promise<string | null> {
    return this.#boss.send(kind.name, kind.payload.parse(payload), {
      // pg-boss takes jobs without a key for the same job.
      singletonKey: options.singletonKey ?? randomUUID(),
      ...(options.startAfter ? { startAfter: options.startAfter } : {}),
      ...(options.transaction ? { db: asDatabase(options.transaction) } : {}),
    });
  }

  /** Runs the kind's jobs in this process until `stop`. */
  async work<Payload extends object>(
    kind: JobKind<Payload>,
    handler: JobHandler<Payload>,
    { concurrency = 1, pollSeconds = 1 }: WorkOptions = {},
  ): Promise<void> {
    const options = { localConcurrency: concurrency, pollingIntervalSeconds: pollSeconds };
    await this.#boss.work<Payload>(kind.name, options, async (jobs) => {
      for (const job of jobs) {
        await handler(kind.payload.parse(job.data), AbortSignal.any([job.signal, this.#stopping.signal]));
      }
    });
  }

  /** Sends the payload at the times of a cron expression in UTC, once per time however many processes run. */
  async schedule<Payload extends object>(
    kind: JobKind<Payload>,
    cron: string,
    payload: Payload,
  ): Promise<void> {
    await this.#boss.schedule(kind.name, cron, kind.payload.parse(payload), { tz: "UTC" });
  }

  /** Takes no more jobs, tells the running ones, waits for them, and hands back those that have not ended by then. */
  async stop({ graceSeconds = 20 }: { readonly graceSeconds?: number } = {}): Promise<void> {
    this.#stopping.abort(new Error("The process is stopping."));
    await this.#boss.stop({ graceful: true, timeout: graceSeconds * 1000 });
  }
}

async function prepareQueues(boss: PgBoss, kind: Pick<JobKind, "name" | "options">): Promise<void> {
  const { retries, retryDelaySeconds, expireAfterSeconds, heartbeatSeconds, singleton } = kind.options;
  const settings = {
    retryLimit: retries,
    retryDelay: retryDelaySeconds,
    retryBackoff: true,
    expireInSeconds: expireAfterSeconds,
    heartbeatSeconds,
    deadLetter: deadLetters(kind),
  };
  await boss.createQueue(deadLetters(kind), { policy: "standard" });
  await boss.createQueue(kind.name, { ...settings, policy: singleton === "alive" ? "exclusive" : "short" });
  await boss.updateQueue(kind.name, settings);
}

function asDatabase(connection: SqlConnection): Db {
  return { executeSql: (text, values) => connection.query(text, values) };
}
