import { setTimeout as pause } from "node:timers/promises";

/** Does something again and again, each time `every` ms after the last one ended, until the signal; a failure is logged, not final. */
export async function repeat(
  name: string,
  every: number,
  turn: () => Promise<unknown>,
  log: { error(details: object, message: string): void },
  signal: AbortSignal,
): Promise<void> {
  const failed = (error: unknown): void => {
    if (!signal.aborted) log.error({ loop: name, err: error }, "A turn of a background loop failed");
  };
  while (!signal.aborted) {
    await turn().catch(failed);
    await pause(every, undefined, { signal }).catch(() => undefined);
  }
}
