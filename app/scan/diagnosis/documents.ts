import type { Side } from "../../comparison/contract.ts";
import type { EventIndex } from "../../diagnosis/events.ts";
import type { LoggedEvent, Mismatch, OpenDocument } from "../../diagnosis/index.ts";
import type { Instant, Quantity, System } from "../../inventory/index.ts";

/**
 * What is on its way at the keys that differ, as far as states and logs show it; no connector lists its open documents. Orders are
 * what the storefront holds back and the ERP does not yet; receipts what the system below still expects and the one above has on
 * the shelf; queued messages what the log above tells of after the last change below. Nothing is said of a state that is unknown.
 */
export function openDocumentsAt(
  mismatches: readonly Mismatch[],
  events: EventIndex,
  chain: readonly System[],
  at: Instant,
): readonly OpenDocument[] {
  const told = new Set<string>();
  return mismatches.flatMap((mismatch) => {
    const key = JSON.stringify([mismatch.sku, mismatch.locationId]);
    if (told.has(key)) return [];
    told.add(key);
    return pairsOf(mismatch, chain).flatMap((pair) =>
      documentsOf(mismatch, pair, events.ofKey(mismatch), at),
    );
  });
}

interface Pair {
  readonly from: System;
  readonly into: System;
  readonly up: Side;
  readonly down: Side;
}

/** Neighbours in the chain of which both have a row. */
function pairsOf({ sides }: Mismatch, chain: readonly System[]): readonly Pair[] {
  const present = chain.flatMap((system) => {
    const side = sides[system];
    return side && !side.missing ? [{ system, side }] : [];
  });
  return present.slice(1).flatMap(({ system: into, side: down }, index) => {
    const above = present[index];
    return above ? [{ from: above.system, into, up: above.side, down }] : [];
  });
}

function documentsOf(
  { sku, locationId, past }: Mismatch,
  pair: Pair,
  log: readonly LoggedEvent[],
  at: Instant,
): readonly OpenDocument[] {
  const rise = heldBackSince(past, pair);
  const unread = log.filter(({ system, at: then }) => system === pair.from && isLater(then, pair.down));
  const arrived = arrivedAbove(pair);
  const found: readonly (readonly [OpenDocument["kind"], number])[] = [
    ["order", Math.min(soldBelow(pair), rise)],
    [unread.some(({ kind }) => kind === "transfer_in") ? "transfer" : "receipt", arrived],
    ["queued", arrived > 0 ? 0 : changedAbove(pair, unread)],
  ];
  return found.flatMap(([kind, quantity]) =>
    quantity > 0 ? [{ at, system: pair.into, kind, sku, locationId, quantity: quantity as Quantity }] : [],
  );
}

/** How much more is held back below than when the two last agreed: what was held back then is no order that is missing now. */
function heldBackSince(past: Mismatch["past"], { from, into, down }: Pair): number {
  const then = past.findLast(({ sides }) => {
    const [a, b] = [sides[from]?.value ?? null, sides[into]?.value ?? null];
    return a !== null && a === b;
  })?.sides[into]?.states.committed;
  const now = down.states.committed;
  return then === undefined || now === undefined ? Number.POSITIVE_INFINITY : now - then;
}

/** Held back for orders below and not above; no more than is offered less below, for a state may also be counted differently. */
function soldBelow({ up, down }: Pair): number {
  return overlap(difference(down, up, "committed"), difference(up, down, "available"));
}

/** Still expected below, and on the shelf above. */
function arrivedAbove({ up, down }: Pair): number {
  return overlap(difference(down, up, "incoming"), difference(up, down, "on_hand"));
}

const shelfKinds: ReadonlySet<string> = new Set(["adjustment", "cycle_count", "return", "transfer_out"]);

/** Net change that only the system above has, where it goes towards the difference. */
function changedAbove({ up, down }: Pair, unread: readonly LoggedEvent[]): number {
  const net = unread
    .filter(({ kind }) => shelfKinds.has(kind))
    .reduce((sum, { delta }) => sum + Math.round((delta ?? 0) * 1_000_000), 0);
  const gap = difference(up, down, "on_hand");
  return net === 0 || gap === null || Math.sign(net) !== Math.sign(gap)
    ? 0
    : overlap(Math.abs(net), Math.abs(gap));
}

function difference(
  a: Side,
  b: Side,
  state: "committed" | "available" | "incoming" | "on_hand",
): number | null {
  const [mine, theirs] = [a.states[state], b.states[state]];
  return mine === undefined || theirs === undefined ? null : mine - theirs;
}

function overlap(a: number | null, b: number | null): number {
  return a === null || b === null ? 0 : Math.max(0, Math.min(a, b));
}

/** After the last change of the side below, by its own clock; without one nobody can say. */
function isLater(at: Instant, { updatedAt }: Side): boolean {
  return updatedAt !== null && at > updatedAt;
}
