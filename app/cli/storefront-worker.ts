import { parentPort, workerData } from "node:worker_threads";
import { createComparison } from "../comparison/engine.ts";
import { readChunks } from "./read-chunks.ts";
import type { StorefrontJob } from "./storefront-thread.ts";

/** The thread's side: reads one file, and hands over what it said without copying it. */
const { setup, file, observedAt } = workerData as StorefrontJob;
const engine = createComparison(setup);
await readChunks(file, (chunk) => engine.acceptBulk(chunk, observedAt));
const reading = engine.handOverStorefront();
parentPort?.postMessage(reading, buffersOf(reading));

function buffersOf(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) return value.buffer instanceof ArrayBuffer ? [value.buffer] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(buffersOf) : [];
}
