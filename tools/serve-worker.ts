import { main } from "../app/jobs/worker.ts";
import { EnvironmentError } from "../app/platform/env.ts";

try {
  await main();
} catch (error) {
  console.error(error instanceof EnvironmentError ? error.message : error);
  process.exit(1);
}
