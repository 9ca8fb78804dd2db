import { z } from "zod";
import { defineJob } from "./job-kind.ts";

/** One scan of one shop. The scan's own row says whether it still wants to be run; a second job for it finds it claimed. */
export const scanJob = defineJob("scan", z.object({ shop: z.string(), scanId: z.string() }), {
  retries: 2,
  expireAfterSeconds: 6 * 60 * 60,
  heartbeatSeconds: 20,
});

/** Whatever a resync request needs now: sending, or looking whether it held. The request's own row says who works on it. */
export const resyncJob = defineJob("resync", z.object({ shop: z.string(), requestId: z.string() }), {
  retries: 2,
  expireAfterSeconds: 2 * 60 * 60,
  heartbeatSeconds: 20,
});

/** What one shop has to tell people and workflows. What is due, and that it is sent once, stands in the outbox. */
export const notifyJob = defineJob("notify", z.object({ shop: z.string() }), {
  retries: 1,
  expireAfterSeconds: 15 * 60,
  heartbeatSeconds: 20,
});

export const jobKinds = [scanJob, resyncJob, notifyJob] as const;
