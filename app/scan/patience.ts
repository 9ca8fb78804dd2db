import { setTimeout as sleepFor } from "node:timers/promises";
import { afterFailure, isOpen, type Circuit, type CircuitStore } from "../connectors/circuit.ts";
import type { LevelPage } from "../connectors/contract.ts";
import { ConnectorError } from "../connectors/errors.ts";
import type { Instant } from "../inventory/index.ts";
import type { Connection } from "../shops/shop.ts";

/** A connection that fails again and again is left alone for a while, by every worker. */
export interface Breaker {
  /** Runs what asks the system. Throws at once, without asking, while the connection is left alone. */
  run<Result>(ask: () => Promise<Result>): Promise<Result>;
  /** As `run`, for what is asked page by page. */
  stream<Page>(ask: () => AsyncIterable<Page>): AsyncGenerator<Page>;
}

export function breakerOf(
  { shop, id, name }: Connection,
  circuits: CircuitStore,
  now: () => Instant,
): Breaker {
  const enter = async (): Promise<Circuit | null> => {
    const before = await circuits.find(shop, id);
    if (isOpen(before, now())) throw leftAlone(name, before, now());
    return before;
  };
  const note = async (before: Circuit | null, error: unknown): Promise<void> => {
    if (!(error instanceof ConnectorError)) return;
    const failure = { fault: error.fault, problem: error.message };
    await circuits.save(shop, id, afterFailure(before, failure, now()));
  };
  return {
    async run(ask) {
      const before = await enter();
      try {
        const result = await ask();
        if (before) await circuits.close(shop, id);
        return result;
      } catch (error) {
        await note(before, error);
        throw error;
      }
    },
    async *stream(ask) {
      const before = await enter();
      try {
        yield* ask();
        if (before) await circuits.close(shop, id);
      } catch (error) {
        await note(before, error);
        throw error;
      }
    },
  };
}

function leftAlone(name: string, circuit: Circuit & { retryAt: Instant }, now: Instant): ConnectorError {
  const minutes = Math.ceil((circuit.retryAt - now) / 60_000);
  const time = minutes === 1 ? "another minute" : `${minutes} more minutes`;
  return new ConnectorError(
    circuit.fault,
    `${name} failed ${circuit.failures} times in a row and is left alone for ${time}. ${circuit.problem}`,
  );
}

/** How often one sweep is taken up again, and how long it waits before, in milliseconds. */
const resumptions = [2_000, 10_000, 30_000];
const passing: ReadonlySet<ConnectorError["fault"]> = new Set(["unavailable", "unreadable", "throttled"]);

/** A sweep that is cut off goes on after its last page, where the system's paging allows that. */
export async function* resumed(
  sweep: (from: string | undefined) => AsyncIterable<LevelPage>,
  signal: AbortSignal,
  {
    start,
    waits = resumptions,
  }: { readonly start?: string | undefined; readonly waits?: readonly number[] } = {},
): AsyncGenerator<LevelPage> {
  let from = start;
  for (let cuts = 0; ; cuts++) {
    try {
      for await (const page of sweep(from)) {
        from = page.position ?? from;
        yield page;
      }
      return;
    } catch (error) {
      const wait = waits[cuts];
      const mayPass = error instanceof ConnectorError && passing.has(error.fault);
      if (from === undefined || wait === undefined || !mayPass) throw error;
      await sleepFor(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}
