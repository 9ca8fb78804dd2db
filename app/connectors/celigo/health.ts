import type { Instant } from "../../inventory/index.ts";
import type { ConnectorContext, ReportedEvent, SyncHealth } from "../contract.ts";
import { askCeligo, flowsOf } from "./client.ts";
import type { CeligoConfig } from "./config.ts";
import { errorCountsAnswer, jobsAnswer, type Job } from "./schema.ts";

const underWay = new Set(["queued", "running", "retrying"]);

/** What waits and what failed, over the flows of this handoff. A run that completed with errors is no success. */
export async function readHealth(config: CeligoConfig, context: ConnectorContext): Promise<SyncHealth> {
  const { chosen } = await flowsOf(config, context);
  const read = await Promise.all(
    chosen.map(async ({ _id }) => ({
      jobs: await jobsOf(_id, config, context),
      errors: await askCeligo(config, context, `/flows/${_id}/errors`, errorCountsAnswer),
    })),
  );
  const jobs = read.flatMap((one) => one.jobs);
  const waiting = jobs.filter(({ status }) => underWay.has(status));
  const clean = jobs.filter(({ status, numError }) => status === "completed" && numError === 0);
  return {
    queued: waiting.reduce((sum, job) => sum + Math.max(1, job.numPagesGenerated - job.numPagesProcessed), 0),
    failed: read.flatMap((one) => one.errors.flowErrors).reduce((sum, { numError }) => sum + numError, 0),
    throttled: null,
    oldestQueuedAt: extreme(
      waiting.map(({ createdAt, startedAt }) => startedAt ?? createdAt),
      Math.min,
    ),
    lastSuccessAt: extreme(
      clean.map(({ endedAt }) => endedAt),
      Math.max,
    ),
    into: config.into,
  };
}

export async function* readEvents(
  config: CeligoConfig,
  context: ConnectorContext,
  since: Instant,
): AsyncGenerator<readonly ReportedEvent[]> {
  const { chosen } = await flowsOf(config, context);
  for (const { _id, name } of chosen)
    yield (await jobsOf(_id, config, context, since)).flatMap((job) => eventsOf(job, name ?? _id, config));
}

async function jobsOf(
  flow: string,
  config: CeligoConfig,
  context: ConnectorContext,
  since = context.now() - 7 * 86_400_000,
): Promise<readonly Job[]> {
  const query = { _flowId: flow, type: "flow", createdAt_gte: new Date(since).toISOString() };
  return askCeligo(config, context, "/jobs", jobsAnswer, { query });
}

function eventsOf(job: Job, flow: string, { into }: Pick<CeligoConfig, "into">): readonly ReportedEvent[] {
  if (job.endedAt === null) return [];
  const bad = job.status !== "completed" || job.numError > 0;
  const counts = `${job.numSuccess} passed, ${job.numError} failed`;
  return [
    {
      at: job.endedAt,
      kind: bad ? "sync_failed" : "sync_run",
      code: null,
      item: null,
      delta: null,
      note: `${flow}: ${job.status}, ${counts}`,
      into,
    },
  ];
}

function extreme(times: readonly (Instant | null)[], choose: (...known: number[]) => number): Instant | null {
  const known = times.filter((at) => at !== null);
  return known.length === 0 ? null : choose(...known);
}
