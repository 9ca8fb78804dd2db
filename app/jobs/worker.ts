import { performance } from "node:perf_hooks";
import { serveOperator } from "../operation/operator-server.ts";
import { processEnvironment } from "../platform/process.ts";
import { createApp, type App } from "../wiring.server.ts";
import { drainInbox } from "./inbox.ts";
import { notifyJob, resyncJob, scanJob } from "./kinds.ts";
import { repeat } from "./repeat.ts";
import { runResyncJob } from "./run-resync.ts";
import { runScanJob } from "./run-scan.ts";
import { schedule } from "./scheduler.ts";
import { attend } from "../notify/attend.ts";
import { workHints } from "../scan/hints.ts";

const SCANS_AT_ONCE = 2;
const RESYNCS_AT_ONCE = 4;
const SHOPS_TOLD_AT_ONCE = 4;
const INBOX_EVERY = 1_000;
const HINTS_EVERY = 2_000;
const SCHEDULE_EVERY = 5_000;
const KEEP_DELIVERIES = 3 * 24 * 60 * 60 * 1_000;

const KEEP_MESSAGES = 90 * 24 * 60 * 60 * 1_000;

export interface WorkerProcess {
  /** Takes no more work, hands back what is under way, and resolves. */
  close(): Promise<void>;
}

export async function startWorker(app: App): Promise<WorkerProcess> {
  const { log, scans, requests, inbox, inboxPorts, scanning, enqueue, now } = app;
  const queue = await app.jobs();
  const stopping = new AbortController();
  const timed = async <End extends string>(kind: string, work: () => Promise<End>): Promise<End> => {
    const from = performance.now();
    let end = "threw";
    try {
      const reached = await work();
      end = reached;
      return reached;
    } finally {
      app.metrics.jobEnded(kind, end, (performance.now() - from) / 1000);
    }
  };
  await queue.work(
    scanJob,
    async (job, signal) => {
      const end = await timed(scanJob.name, () =>
        runScanJob(job, scanning, AbortSignal.any([signal, stopping.signal])),
      );
      log.info({ shop: job.shop, scan: job.scanId, end }, "Scan job ended");
    },
    { concurrency: SCANS_AT_ONCE },
  );
  await queue.work(
    resyncJob,
    async (job, signal) => {
      const end = await timed(resyncJob.name, () =>
        runResyncJob(job, app.resyncs, AbortSignal.any([signal, stopping.signal])),
      );
      log.info({ shop: job.shop, request: job.requestId, end }, "Resync job ended");
    },
    { concurrency: RESYNCS_AT_ONCE },
  );
  await queue.work(
    notifyJob,
    async ({ shop }, signal) => {
      const end = await attend(shop, app.notifying, AbortSignal.any([signal, stopping.signal]));
      if (end.sent + end.failed > 0) log.info({ shop, ...end }, "Messages went out");
    },
    { concurrency: SHOPS_TOLD_AT_ONCE },
  );
  const enqueueNotify = async (shop: string) => {
    await queue.send(notifyJob, { shop }, { singletonKey: shop });
  };
  const enqueueResync = async (shop: string, requestId: string) => {
    await queue.send(resyncJob, { shop, requestId }, { singletonKey: requestId });
  };
  const loops = [
    repeat(
      "schedule",
      SCHEDULE_EVERY,
      () =>
        schedule({
          ...{ scans, requests, enqueue, enqueueResync, enqueueNotify, now },
          resyncs: app.resyncs.store,
          outbox: app.notifying.outbox,
        }),
      log,
      stopping.signal,
    ),
    repeat(
      "inbox",
      INBOX_EVERY,
      () => drainInbox({ inbox, ports: inboxPorts, log, now }, stopping.signal),
      log,
      stopping.signal,
    ),
    repeat("hints", HINTS_EVERY, () => workHints(app.hinting, stopping.signal), log, stopping.signal),
    repeat(
      "tidy",
      KEEP_DELIVERIES / 72,
      async () => {
        await inbox.forgetDone(now() - KEEP_DELIVERIES);
        await app.tidy();
        await app.forget(now());
        await app.audit.forgetOld(now());
        await app.notifying.outbox.forget(now() - KEEP_MESSAGES);
      },
      log,
      stopping.signal,
    ),
  ];
  return {
    async close() {
      stopping.abort(new Error("The worker is stopping"));
      await Promise.all(loops);
    },
  };
}

/** The worker as a process of its own. */
export async function main(): Promise<void> {
  const app = await createApp(processEnvironment());
  const worker = await startWorker(app);
  const { operatorPort, host } = app.environment;
  const operator = operatorPort === null ? null : await serveOperator(app, { host, port: operatorPort });
  app.log.info({ operatorPort: operator?.port ?? null }, "Worker ready");
  const stop = (): void => {
    void worker
      .close()
      .then(() => operator?.close())
      .then(() => app.close())
      .then(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}
