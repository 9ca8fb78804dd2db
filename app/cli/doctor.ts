import { checkAddress } from "../operation/doctor/address.ts";
import type { CheckAnswer } from "../operation/doctor/check.ts";
import { checkDatabase } from "../operation/doctor/database.ts";
import { checkEnvironment } from "../operation/doctor/environment.ts";
import { checkWork } from "../operation/doctor/work.ts";
import { EnvironmentError, loadEnvironment, type Environment } from "../platform/env.ts";
import { createApp } from "../wiring.server.ts";

const marks: Readonly<Record<CheckAnswer["verdict"], string>> = {
  good: "ok   ",
  note: "note ",
  wrong: "WRONG",
};

/** `handoff doctor`: looks a deployment over, a line per finding. Resolves with whether nothing is wrong. */
export async function doctor(
  env: NodeJS.ProcessEnv,
  out: { write(text: string): unknown },
): Promise<boolean> {
  const answers: CheckAnswer[] = [];
  const tell = (found: readonly CheckAnswer[]): void => {
    answers.push(...found);
    for (const { verdict, sentence } of found) out.write(`${marks[verdict]}  ${sentence}\n`);
  };
  let environment: Environment;
  try {
    environment = loadEnvironment({ ...env, LOG_LEVEL: "silent" });
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    tell(error.problems.map((sentence) => ({ verdict: "wrong", sentence })));
    return false;
  }
  tell(checkEnvironment(environment));
  const app = await createApp(environment);
  try {
    const database = await checkDatabase(app.operation, app.ready, app.now);
    tell(database);
    // Of one that is away or lacks tables there is nothing to count.
    if (database.every(({ verdict }) => verdict !== "wrong"))
      tell(checkWork(await app.operation.backlog(app.now())));
    tell([await checkAddress(environment.shopify.appUrl, app.fetch)]);
  } finally {
    await app.close();
  }
  const wrong = answers.filter(({ verdict }) => verdict === "wrong").length;
  const sums = ["Nothing is wrong.", "One thing is wrong."];
  out.write(`\n${sums[wrong] ?? `${wrong} things are wrong.`}\n`);
  return wrong === 0;
}
