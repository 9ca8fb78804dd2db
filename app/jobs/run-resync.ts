import { randomUUID } from "node:crypto";
import { RunnerLost } from "../resync/ports.ts";
import { attend, LEASE, type Attended, type ResyncDependencies } from "../resync/index.ts";

const BEAT_EVERY = 5_000;

export interface ResyncJob {
  readonly shop: string;
  readonly requestId: string;
}

/** Does what the request needs now, and holds it for as long as that takes. A job that comes twice finds it held and does nothing. */
export async function runResyncJob(
  job: ResyncJob,
  dependencies: ResyncDependencies,
  stopping: AbortSignal,
): Promise<Attended> {
  const { store, now } = dependencies;
  const runner = { ...job, runner: randomUUID() };
  const lost = new AbortController();
  const heart = setInterval(() => {
    store
      .claim(runner, now(), now() + LEASE)
      .then((held) => {
        if (!held) lost.abort(new RunnerLost("Another runner has taken this request over"));
      })
      // A heartbeat that cannot be stored now is stored five seconds later.
      .catch(() => undefined);
  }, BEAT_EVERY);
  try {
    return await attend(runner, dependencies, AbortSignal.any([lost.signal, stopping]));
  } catch (error) {
    if (error instanceof RunnerLost || lost.signal.aborted) return "not_mine";
    await store.release(runner, now() + BEAT_EVERY).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(heart);
  }
}
