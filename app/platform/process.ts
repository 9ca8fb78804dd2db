import { EnvironmentError, loadEnvironment, type Environment } from "./env.ts";

/** Whether people read what this process writes. */
export const onTerminal = process.stdout.isTTY;

/** The environment of this process; one that is not usable ends it with every problem told at once. */
export function processEnvironment(): Environment {
  try {
    return loadEnvironment(process.env);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
