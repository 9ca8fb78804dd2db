import { JobQueue } from "../../app/jobs/queue.ts";
import { defineJob } from "../../app/jobs/job-kind.ts";
import { z } from "zod";

// A worker process that begins every job of the kind and ends none: for killing.

const kind = defineJob("killed", z.object({ n: z.number() }));
const queue = await JobQueue.start([], {
  url: process.argv[2] ?? "",
  onError: (error) => console.error(error),
});
await queue.work(kind, () => {
  process.stdout.write("begun\n");
  return new Promise(() => undefined);
});
