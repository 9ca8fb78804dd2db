import { states, type States } from "../inventory/index.ts";
import { compareSkus, decodeReading, ReadingEncoder, type KeyValue } from "./reading-blob.ts";

/** A key whose value is not what the reading before said. `before` null: it was not there; `after` null: it is gone. */
export interface KeyChange {
  readonly sku: string;
  readonly before: KeyValue | null;
  readonly after: KeyValue | null;
}

/**
 * Compares a reading of one system at one location with the one before, both in order of SKU, and holds neither: what is stored
 * then is in proportion to what changed. The generator's return value is the new reading's blob, to compare the next one with.
 * A value that only got a new last-changed time did not change. `previous` null: the first reading, without changes.
 */
export function* changesBetween(
  previous: Uint8Array | null,
  next: Iterable<KeyValue>,
): Generator<KeyChange, Uint8Array> {
  const encoder = new ReadingEncoder();
  const earlier = previous === null ? null : decodeReading(previous);
  let before = earlier?.next();
  for (const after of next) {
    encoder.add(after);
    while (before && !before.done && compareSkus(before.value.sku, after.sku) < 0) {
      yield { sku: before.value.sku, before: before.value, after: null };
      before = earlier?.next();
    }
    if (before && !before.done && before.value.sku === after.sku) {
      if (!sameStates(before.value.states, after.states))
        yield { sku: after.sku, before: before.value, after };
      before = earlier?.next();
    } else if (earlier) yield { sku: after.sku, before: null, after };
  }
  while (before && !before.done) {
    yield { sku: before.value.sku, before: before.value, after: null };
    before = earlier?.next();
  }
  return encoder.finish();
}

function sameStates(a: States, b: States): boolean {
  return states.every((state) => a[state] === b[state]);
}
