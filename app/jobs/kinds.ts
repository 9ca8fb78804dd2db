import { z } from "zod";
import { defineJob } from "./job-kind.ts";

/** One scan of one shop. The scan's own row says whether it still wants to be run; a second job for it finds it claimed. */
export const scanJob = defineJob("scan", z.object({ shop: z.string(), scanId: z.string() }), {
  retries: 2,
  expireAfterSeconds: 6 * 60 * 60,
  heartbeatSeconds: 20,
});

export const jobKinds = [scanJob] as const;
