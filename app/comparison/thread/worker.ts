import { parentPort, workerData } from "node:worker_threads";
import type { ComparisonResult, Gap } from "../contract.ts";
import { createComparison, type Engine } from "../engine.ts";
import { readingChanges, type PreviousReading, type ReadingChanges } from "../stored-reading.ts";
import { gapsLeftOut, surroundingsOf } from "../surroundings.ts";
import type { Ask, Shelf, ThreadData, Told } from "./messages.ts";

/** The thread's side: one comparison, fed and asked by messages in their order. */
const port = parentPort;
if (!port) throw new Error("This file runs as a worker thread only");

const { setup } = workerData as ThreadData;
let engine: Engine | null = null;
let result: ComparisonResult | null = null;
let gaps: Iterator<Gap> | null = null;

function answer(ask: Ask): Told {
  engine ??= createComparison(setup);
  switch (ask.kind) {
    case "accept":
      engine.accept(ask.role, ask.connectionId, ask.levels);
      break;
    case "bulk":
      engine.acceptBulk(ask.chunk, ask.observedAt);
      break;
    case "storefront":
      engine.acceptStorefront(ask.levels);
      break;
    case "reject":
      engine.reject(ask.system, ask.where, ask.reason);
      break;
    case "complete":
      engine.complete(ask.system, ask.connectionId, { cutShort: ask.cutShort });
      break;
    case "finish":
      result = engine.finish();
      gaps = result.gaps[Symbol.iterator]();
      return { kind: "finished", report: result.report };
    case "gaps":
      return { kind: "gaps", gaps: take(ask.atMost) };
    case "standings":
      return {
        kind: "standings",
        standings: ask.keys.map(
          ({ sku, locationId, pool, involved }) =>
            result?.standing(sku, locationId, pool, involved) ?? "not_read",
        ),
      };
    case "present":
      return {
        kind: "present",
        present: ask.keys.map(({ sku, locationId }) => result?.has(sku, locationId) ?? true),
      };
    case "left_out":
      return { kind: "gaps", gaps: [...gapsLeftOut(engine, engine.takingPart(), setup)] };
    case "surroundings":
      return {
        kind: "surroundings",
        surroundings: surroundingsOf(engine, engine.takingPart(), setup, ask.ask),
      };
    case "changes":
      return { kind: "changes", ...changesOf(ask.shelf, ask.previous) };
  }
  return { kind: "taken", cost: ask.cost };
}

function changesOf({ system, locationId }: Shelf, previous: PreviousReading | null): ReadingChanges {
  if (!result) throw new Error("The comparison is not finished");
  return readingChanges(previous, result.reading(system, locationId));
}

function take(atMost: number): readonly Gap[] {
  const batch: Gap[] = [];
  while (gaps && batch.length < atMost) {
    const next = gaps.next();
    if (next.done) break;
    const gap = next.value;
    batch.push(result?.isSplit(gap.sku, gap.pool) ? { ...gap, verdict: "split" } : gap);
  }
  return batch;
}

port.on("message", (ask: Ask) => {
  try {
    port.postMessage(answer(ask));
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    port.postMessage({ kind: "failed", name, message } satisfies Told);
  }
});
