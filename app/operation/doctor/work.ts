import type { Backlog } from "../ports.ts";
import { good, note, wrong, type CheckAnswer } from "./check.ts";

/** A worker looks every second or two; whatever waits for minutes is not being looked at. */
const FORGOTTEN_AFTER_S = 300;

/** Whether anybody does the work. */
export function checkWork(backlog: Backlog): readonly CheckAnswer[] {
  const { jobs, deliveries, hints, scansOverdue, shops, circuits } = backlog;
  const oldest = Math.max(
    deliveries.oldestSeconds,
    hints.oldestSeconds,
    scansOverdue.oldestSeconds,
    ...jobs.map((job) => job.oldestReadySeconds),
  );
  const failed = jobs.reduce((sum, job) => sum + job.failed, 0);
  const open = circuits.reduce((sum, one) => sum + one.open, 0);
  return [
    oldest < FORGOTTEN_AFTER_S
      ? good("Nothing waits for a worker.")
      : wrong(
          `Work has been waiting for ${Math.round(oldest / 60)} minutes. Is a worker running (\`npm run worker\`), with this database?`,
        ),
    failed === 0
      ? good("No job was given up.")
      : note(`${failed} jobs were given up after their last retry. The worker's log says why.`),
    open === 0
      ? good("No connection is left alone for failing.")
      : note(
          `${open} connections failed again and again and are left alone for now: ${circuits.map((one) => `${one.connector} ${one.open}`).join(", ")}.`,
        ),
    shops === 0
      ? note("No shop has the app installed yet.")
      : good(`${shops === 1 ? "One shop has" : `${shops} shops have`} the app installed.`),
  ];
}
