import { performance } from "node:perf_hooks";
import { ConnectorError } from "../connectors/errors.ts";
import type { Source } from "../scan/ports.ts";
import type { Metrics } from "./metrics.ts";

type Told = Metrics["systemRead"];

/** The same source, which tells how long each read took and how it ended: `read`, `stopped`, or the fault in the connector's word. */
export function measured(source: Source, tell: Told): Source {
  const { connector } = source.connection;
  const once = async <T>(purpose: string, work: () => Promise<T>): Promise<T> => {
    const ended = begin(connector, purpose, tell);
    try {
      const value = await work();
      ended("read");
      return value;
    } catch (error) {
      ended(outcomeOf(error));
      throw error;
    }
  };
  async function* all<T>(purpose: string, work: () => AsyncIterable<T>): AsyncGenerator<T, void> {
    const ended = begin(connector, purpose, tell);
    // Whoever stops listening in the middle leaves by `finally`.
    let outcome = "stopped";
    try {
      yield* work();
      outcome = "read";
    } catch (error) {
      outcome = outcomeOf(error);
      throw error;
    } finally {
      ended(outcome);
    }
  }
  const readEvents = source.readEvents?.bind(source);
  const readHealth = source.readHealth?.bind(source);
  const requestResync = source.requestResync?.bind(source);
  return {
    ...source,
    listLocations: (signal) => once("locations", () => source.listLocations(signal)),
    readLevels: (signal) => all("sweep", () => source.readLevels(signal)),
    readKeys: (keys, signal) => once("probe", () => source.readKeys(keys, signal)),
    ...(readEvents && { readEvents: (since, signal) => all("events", () => readEvents(since, signal)) }),
    ...(readHealth && { readHealth: (signal) => once("health", () => readHealth(signal)) }),
    ...(requestResync && {
      requestResync: (ask, signal) => once("resync", () => requestResync(ask, signal)),
    }),
  };
}

function begin(connector: string, purpose: string, tell: Told): (outcome: string) => void {
  const from = performance.now();
  return (outcome) => tell(connector, purpose, outcome, (performance.now() - from) / 1000);
}

function outcomeOf(error: unknown): string {
  return error instanceof ConnectorError ? error.fault : "broken";
}
