import { StorefrontError, type StorefrontFault } from "../storefront/errors.ts";
import { acceptance } from "./acceptance.ts";
import { standingIn, type Running } from "./running.ts";
import type { Call, SetAnswer } from "./ports.ts";
import { move, noted, type Move, type Row, type RowIn } from "./row.ts";

/** How long Shopify surely remembers a key. Beyond it the same call could write a second time. */
const KEY_GOOD_FOR = 12 * 60 * 60 * 1000;

/** How often a number may change under our hands before the row is given up. */
const STALE_AT_MOST = 4;

/** Trying again does not help before a person did something. */
const lasting: ReadonlySet<StorefrontFault> = new Set([
  "not_installed",
  "token_revoked",
  "rights",
  "too_expensive",
]);

type Ended = "done" | "later" | "unnamed";

/**
 * Finds out how a call to the storefront ends, or ended: sends it under its own key, which does it once however often it is sent,
 * and where no answer comes reads the numbers and decides by them.
 */
export async function settleSet(
  running: Running,
  call: Call,
  rows: ReadonlyMap<string, Row>,
): Promise<Ended> {
  const { dependencies, runner, signal } = running;
  if (dependencies.now() - call.preparedAt > KEY_GOOD_FOR) return decideByReading(running, call, rows, null);
  try {
    const reference = referenceOf(call);
    const answer = await dependencies.writer.set(runner.shop, call, reference, signal);
    return await record(running, call, rows, answer);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof StorefrontError)) throw error;
    return decideByReading(running, call, rows, error);
  }
}

/** Shopify shows it in the item's inventory history; our own writes are recognised by it. */
export function referenceOf({ requestId }: Pick<Call, "requestId">): string {
  return `gid://inventory-handoff/ResyncRequest/${requestId}`;
}

async function record(
  running: Running,
  call: Call,
  rows: ReadonlyMap<string, Row>,
  answer: SetAnswer,
): Promise<Ended> {
  switch (answer.kind) {
    case "busy":
      return "later";
    case "spent":
      return decideAfterSpent(running, call, rows, answer.message);
    case "applied":
      await settle(running, call, "applied", appliedText(answer.changed), (row) =>
        acceptance(running, row, "Shopify took it."),
      )(rows);
      return "done";
    case "rejected": {
      const { bad, message } = answer;
      const named = new Map(bad.map((line) => [line.rowId, line]));
      const alone = call.lines.length === 1;
      await settle(running, call, "rejected", message, (row) => {
        const line = named.get(row.id);
        if (line?.stale) return again(running, row);
        if (line || (alone && bad.length === 0)) return failed(running, row, line?.message ?? message);
        return noted(row, { writeId: null });
      })(rows);
      return bad.length === 0 && !alone ? "unnamed" : "done";
    }
  }
}

function appliedText(changed: number): string {
  return changed === 0
    ? "Taken; the numbers already stood as asked."
    : `Taken; ${changed} quantities changed.`;
}

/** No answer, or an error. What stands in the storefront says whether it was written; while that cannot be read, it stays open. */
async function decideByReading(
  running: Running,
  call: Call,
  rows: ReadonlyMap<string, Row>,
  error: StorefrontError | null,
): Promise<Ended> {
  const stands = await readBack(running, call);
  const final = error === null || lasting.has(error.fault);
  const written = call.lines.every(({ rowId }) => stands.get(rowId) === "as_asked");
  if (!written && !final) return "later";
  const answer = error?.message ?? "Shopify never answered, and the key is too old to be sent again.";
  await settle(running, call, written ? "applied" : "unknown", answer, (row) => {
    const found = stands.get(row.id);
    if (found === "as_asked")
      return acceptance(running, row, "No answer came, but the number stands as asked.");
    // Refused for good, and what stood before still stands: nothing was written.
    if (found === "as_before" && error !== null) return failed(running, row, answer);
    return unconfirmed(running, row, `${answer} Whether it was written is not known; it was not sent again.`);
  })(rows);
  return "done";
}

/** The key is used up by a failure inside Shopify. Read first: a number that stands as asked must not be sent again. */
async function decideAfterSpent(
  running: Running,
  call: Call,
  rows: ReadonlyMap<string, Row>,
  message: string,
): Promise<Ended> {
  const stands = await readBack(running, call);
  if (call.lines.some(({ rowId }) => !stands.has(rowId))) return "later";
  await settle(running, call, "rejected", message, (row) =>
    stands.get(row.id) === "as_asked"
      ? acceptance(running, row, "Shopify reported a failure, but the number stands as asked.")
      : again(running, row),
  )(rows);
  return "done";
}

type Found = "as_asked" | "as_before" | "else";

/** What the storefront shows for each line now; a line that could not be read is left out. */
async function readBack(running: Running, call: Call): Promise<ReadonlyMap<string, Found>> {
  const { dependencies, runner, signal } = running;
  const fresh = await dependencies.look.look(runner.shop, call.lines, signal);
  const found = new Map<string, Found>();
  for (const line of call.lines) {
    const key = fresh.find(({ sku, locationId }) => sku === line.sku && locationId === line.locationId);
    if (!key?.sides.storefront || key.sides.storefront.problem !== null) continue;
    const value = call.quantity === null ? null : (key.sides.storefront.states[call.quantity] ?? null);
    found.set(line.rowId, value === line.to ? "as_asked" : value === line.from ? "as_before" : "else");
  }
  return found;
}

function settle(
  { dependencies, runner }: Running,
  call: Call,
  outcome: "applied" | "rejected" | "unknown",
  answer: string,
  moveOf: (row: RowIn<"sending">) => Move,
) {
  return (rows: ReadonlyMap<string, Row>): Promise<void> =>
    dependencies.store.commit(runner, {
      settled: { id: call.id, outcome, answer, at: dependencies.now() },
      moves: standingIn(call, rows).map(moveOf),
    });
}

/** The number changed between reading and writing: it is read and decided again, a few times. */
function again({ dependencies }: Running, row: RowIn<"sending">): Move {
  const attempts = row.attempts + 1;
  if (attempts < STALE_AT_MOST) return noted(row, { attempts, writeId: null });
  const why = `The storefront's number changed ${attempts} times while it was being set. Nothing was written.`;
  return move(
    row,
    "refused",
    { at: dependencies.now(), actor: "app", why },
    { attempts, refusal: "keeps_changing" },
  );
}

function failed({ dependencies }: Running, row: RowIn<"sending">, why: string): Move {
  return move(row, "failed", { at: dependencies.now(), actor: "app", why });
}

function unconfirmed({ dependencies }: Running, row: RowIn<"sending">, why: string): Move {
  return move(row, "unconfirmed", { at: dependencies.now(), actor: "app", why });
}
