import { differs } from "../comparison/verdict.ts";
import type { Instant, Pool, Quantity } from "../inventory/index.ts";
import { windowOf } from "./acceptance.ts";
import type { Running } from "./running.ts";
import { problemsOf, valueOf, type FreshKey } from "./fresh.ts";
import { move, noted, type Move, type RowIn } from "./row.ts";
import { handoffWords, systemWords } from "./words.ts";

/** Agreement right after the window may still be undone by the next run: it is looked at again after as many windows. */
const LATER_WINDOWS = 3;
/** Looks that may bring nothing before the row is given up. */
const LOOKS_AT_MOST = 6;
const BATCH = 100;

/** Looks at the rows whose time has come. */
export async function verifyDue(running: Running): Promise<void> {
  const { dependencies, runner, signal } = running;
  const { store, look, now } = dependencies;
  const due = (await store.rows(runner.shop, runner.requestId)).filter(
    (row) => row.state === "verifying" && row.nextCheckAt !== null && row.nextCheckAt <= now(),
  ) as RowIn<"verifying">[];
  for (let at = 0; at < due.length; at += BATCH) {
    signal.throwIfAborted();
    const batch = due.slice(at, at + BATCH);
    const fresh = await look.look(runner.shop, batch, signal);
    await store.commit(runner, {
      moves: batch.map((row) => {
        const own = fresh.find(({ sku, locationId }) => sku === row.sku && locationId === row.locationId);
        return own ? judged(running, row, own) : noted(row, { nextCheckAt: now() + 60_000 });
      }),
    });
  }
}

function judged(running: Running, row: RowIn<"verifying">, fresh: FreshKey): Move {
  const { dependencies, shop } = running;
  const at = dependencies.now();
  const window = windowOf(row.handoff, shop);
  const checks = row.checks + 1;
  const lookAgain = (facts = {}) =>
    noted(row, { ...facts, checks, nextCheckAt: at + Math.max(window, 1_000) });
  const end = (to: "held" | "came_back" | "unconfirmed", why: string, facts = {}): Move =>
    move(row, to, { at, actor: "app", why }, { ...facts, checks });
  const wanted = wantedValue(row, fresh);
  const shown = valueOf(fresh, row.pool, "storefront");
  if (wanted === null || shown === null) {
    if (checks < LOOKS_AT_MOST) return lookAgain();
    return end(
      "unconfirmed",
      `It could not be looked at: ${problemsOf(fresh).join(" ") || "a value is unknown."}`,
    );
  }
  if (agrees(shown, wanted, poolOf(running, row))) {
    if (row.agreedAt === null) {
      return noted(row, { agreedAt: at, checks, nextCheckAt: at + Math.max(window * LATER_WINDOWS, 1_000) });
    }
    return end("held", "Looked at twice after the handoff had its time: it stands.");
  }
  if (stillMoving(row, fresh, window, at) && checks < LOOKS_AT_MOST) return lookAgain();
  if (row.route === "ask" && row.agreedAt === null) {
    return end("unconfirmed", "The system was asked, but its number has not arrived in the storefront.");
  }
  return end("came_back", undoneBy(row, fresh), { cameBackAt: returnedAt(row, fresh, at) });
}

/** An undo is held to the number that it restored, everything else to what the truth says now. */
function wantedValue(row: RowIn<"verifying">, fresh: FreshKey): Quantity | null {
  return row.truth === "storefront" ? row.to : valueOf(fresh, row.pool, row.truth);
}

function agrees(shown: Quantity, wanted: Quantity, pool: Pool | undefined): boolean {
  return pool ? !differs(shown, wanted, pool.tolerance) : shown === wanted;
}

function poolOf({ shop }: Running, row: RowIn<"verifying">): Pool | undefined {
  return shop.pools.find(({ name }) => name === row.pool);
}

/** The truth has just changed again, and the handoff has not had its time for that. */
function stillMoving(row: RowIn<"verifying">, fresh: FreshKey, window: number, at: Instant): boolean {
  const changedAt = row.truth === "storefront" ? null : (fresh.sides[row.truth]?.updatedAt ?? null);
  return (
    changedAt !== null && row.acceptedAt !== null && changedAt > row.acceptedAt && at - changedAt < window
  );
}

/** When the storefront was written over, by its own clock; as soon as we looked, where it does not say. */
function returnedAt(row: RowIn<"verifying">, fresh: FreshKey, at: Instant): Instant {
  const written = fresh.sides.storefront?.updatedAt ?? null;
  return written !== null && written > (row.acceptedAt ?? 0) ? Math.min(written, at) : at;
}

function undoneBy(row: RowIn<"verifying">, fresh: FreshKey): string {
  const written = fresh.sides.storefront?.updatedAt ?? null;
  const run = handoffWords[row.handoff];
  if (written !== null && row.acceptedAt !== null && written > row.acceptedAt) {
    return `It came back: ${systemWords.storefront} was written again after the resync, by ${run} or whoever else writes there.`;
  }
  return `It came back: ${systemWords.storefront} and ${systemWords[row.truth]} differ again in ${run}.`;
}
