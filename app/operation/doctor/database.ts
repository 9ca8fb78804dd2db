import type { Instant } from "../../inventory/index.ts";
import type { DatabaseFacts, OperationViews } from "../ports.ts";
import type { Readiness } from "../readiness.ts";
import { good, note, wrong, type CheckAnswer } from "./check.ts";

const OLDEST_VERSION = 140_000;
/** Evidence is judged by times: clocks further apart than this can turn "before" into "after". */
const CLOCK_TOLERANCE_MS = 2_000;

/** Whether the database is there, new enough, migrated, and of the same time as this machine. */
export async function checkDatabase(
  views: Pick<OperationViews, "ping">,
  ready: () => Promise<Readiness>,
  now: () => Instant,
): Promise<readonly CheckAnswer[]> {
  let facts: DatabaseFacts;
  const before = now();
  try {
    facts = await views.ping();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      wrong(
        `The database does not answer (${reason}). Check DATABASE_URL and that the server takes connections.`,
      ),
    ];
  }
  const skew = Math.abs(facts.now - (before + now()) / 2);
  const readiness = await ready();
  return [
    facts.version >= OLDEST_VERSION
      ? good(`PostgreSQL ${Math.floor(facts.version / 10_000)} answers.`)
      : wrong(`PostgreSQL ${Math.floor(facts.version / 10_000)} is too old: 14 or later is needed.`),
    readiness.ready
      ? good("The database knows every migration of this version.")
      : wrong(
          `${readiness.why}. Start the app once with \`npm run web\`, or run \`npx prisma migrate deploy\`.`,
        ),
    skew <= CLOCK_TOLERANCE_MS
      ? good("The database's clock and this machine's agree.")
      : wrong(
          `The database's clock and this machine's are ${Math.round(skew / 1000)} s apart. Set both by NTP.`,
        ),
    facts.superuser
      ? note("The app's role is a superuser. An ordinary role that owns its database is enough, and safer.")
      : good("The app's role is an ordinary one."),
  ];
}
