import { HttpError } from "./error.ts";

/** Ends a request from whichever comes first: the caller's signal, the total time, or silence for `idleMs`. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Something arrived, or is waited for again: the silence begins anew. */
  touch(): void;
  /** We are busy ourselves: no silence is counted until the next touch. */
  hold(): void;
  /** Stops the clocks. */
  done(): void;
  /** The caller's own reason, the time-out, or the error itself, whichever explains it. */
  explain(error: unknown): unknown;
}

export interface TimeLimits {
  readonly totalMs: number;
  readonly idleMs: number;
}

export function startDeadline(caller: AbortSignal, host: string, { totalMs, idleMs }: TimeLimits): Deadline {
  const clock = new AbortController();
  const expire = (sentence: string) => () => clock.abort(new HttpError("timeout", sentence));
  const total = setTimeout(expire(`${host} did not finish answering within ${seconds(totalMs)}`), totalMs);
  const startIdle = () => setTimeout(expire(`${host} sent nothing for ${seconds(idleMs)}`), idleMs);
  let idle = startIdle();
  return {
    signal: AbortSignal.any([caller, clock.signal]),
    touch() {
      clearTimeout(idle);
      idle = startIdle();
    },
    hold: () => clearTimeout(idle),
    done() {
      clearTimeout(total);
      clearTimeout(idle);
    },
    explain(error) {
      const ended = [caller, clock.signal].find(({ aborted }) => aborted);
      return ended ? (ended.reason as unknown) : error;
    },
  };
}

function seconds(milliseconds: number): string {
  return milliseconds === 1000 ? "1 second" : `${milliseconds / 1000} seconds`;
}
