import type { Instant, States } from "../inventory/index.ts";
import { changesBetween } from "./changes.ts";
import { compareSkus, decodeReading, ReadingEncoder, type KeyValue } from "./reading-blob.ts";

/** A value that differs from the reading before; `states` null: the row is gone. */
export interface ChangedValue {
  readonly sku: string;
  readonly states: States | null;
  readonly updatedAt: Instant | null;
}

export interface ReadingChange extends ChangedValue {
  /** What the reading before said; null: the row was not there. */
  readonly before: States | null;
}

/** A reading as it is stored: a compact whole one, and the newest change of each key since. */
export interface PreviousReading {
  readonly blob: Uint8Array;
  readonly since: readonly ChangedValue[];
}

export interface ReadingChanges {
  readonly changes: readonly ReadingChange[];
  /** The new reading as a whole, where it is to be stored: the first one, and after so many changes that a new start costs less. */
  readonly whole: Uint8Array | null;
}

/** Once the changes since the last whole reading are more than this share of its keys, the next one is stored whole again. */
const START_AFRESH_ABOVE = 0.25;

/** `next` in the order of SKUs. */
export function readingChanges(previous: PreviousReading | null, next: Iterable<KeyValue>): ReadingChanges {
  const before = previous === null ? null : brought(previous);
  const steps = changesBetween(before?.blob ?? null, next);
  const changes: ReadingChange[] = [];
  for (;;) {
    const step = steps.next();
    if (step.done) {
      const grown = (previous?.since.length ?? 0) + changes.length;
      const afresh = before === null || grown > before.keys * START_AFRESH_ABOVE;
      return { changes, whole: afresh ? step.value : null };
    }
    const { sku, before: earlier, after } = step.value;
    changes.push({
      sku,
      states: after?.states ?? null,
      updatedAt: after?.updatedAt ?? null,
      before: earlier?.states ?? null,
    });
  }
}

/** The stored reading brought up to its newest changes, as one blob. */
function brought({ blob, since }: PreviousReading): { blob: Uint8Array; keys: number } {
  const encoder = new ReadingEncoder();
  let keys = 0;
  for (const value of merged(
    decodeReading(blob),
    since.toSorted((a, b) => compareSkus(a.sku, b.sku)),
  )) {
    encoder.add(value);
    keys += 1;
  }
  return { blob: encoder.finish(), keys };
}

/** Both in the order of SKUs. */
function* merged(whole: Iterable<KeyValue>, since: readonly ChangedValue[]): Generator<KeyValue, void> {
  const waiting = since.values();
  let change = waiting.next();
  for (const value of whole) {
    for (; !change.done && compareSkus(change.value.sku, value.sku) < 0; change = waiting.next()) {
      yield* present(change.value);
    }
    if (change.done || change.value.sku !== value.sku) yield value;
    else {
      yield* present(change.value);
      change = waiting.next();
    }
  }
  for (; !change.done; change = waiting.next()) yield* present(change.value);
}

function* present({ sku, states, updatedAt }: ChangedValue): Generator<KeyValue, void> {
  if (states !== null) yield { sku, states, updatedAt };
}
