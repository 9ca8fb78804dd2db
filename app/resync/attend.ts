import { settleAsk } from "./ask.ts";
import type { Runner } from "./ports.ts";
import { move, type Because, type Move, type Row, type RowIn } from "./row.ts";
import type { ResyncDependencies, Running } from "./running.ts";
import { sendAll } from "./send.ts";
import { settleSet } from "./settle.ts";
import { verifyDue } from "./verify.ts";

export const LEASE = 30_000;
const LATER = 5_000;

export type Attended = "done" | "not_mine" | "later";

/**
 * Does what a request needs now: finds out how open calls ended, sends what waits, checks what was sent. Any runner may be killed at
 * any point and another one goes on: a call is stored before it is sent and is only ever repeated under its own key.
 */
export async function attend(
  runner: Runner,
  dependencies: ResyncDependencies,
  signal: AbortSignal,
): Promise<Attended> {
  const { store, now } = dependencies;
  if (!(await store.claim(runner, now(), now() + LEASE))) return "not_mine";
  const [request, shop] = await Promise.all([
    store.find(runner.shop, runner.requestId),
    dependencies.shopOf(runner.shop),
  ]);
  if (!request) return "not_mine";
  const running: Running = { runner, request, shop, dependencies, signal };
  if (!shop.installed) await giveUp(running);
  const clear = (await settleOpen(running)) && (await sendAll(running));
  await verifyDue(running);
  await store.release(runner, clear ? null : now() + LATER);
  return clear ? "done" : "later";
}

/** False when the outside could not say how a call ended; it is asked again later. */
async function settleOpen(running: Running): Promise<boolean> {
  const { dependencies, runner } = running;
  const rows = await rowsById(running);
  let clear = true;
  for (const call of await dependencies.store.openCalls(runner.shop, runner.requestId)) {
    const ended =
      call.quantity === null ? await settleAsk(running, call, rows) : await settleSet(running, call, rows);
    clear &&= ended !== "later";
  }
  return clear;
}

/** Nobody can do anything for a shop that took the app away. What was sent stays said to be unknown. */
async function giveUp({ dependencies, runner }: Running): Promise<void> {
  const { store, now } = dependencies;
  const why = "The app was removed from the shop before this could be finished.";
  const because: Because = { at: now(), actor: "app", why };
  const rows = await store.rows(runner.shop, runner.requestId);
  for (const call of await store.openCalls(runner.shop, runner.requestId)) {
    const settled = { id: call.id, outcome: "unknown" as const, answer: why, at: now() };
    await store.commit(runner, { settled });
  }
  await store.commit(runner, { moves: rows.flatMap((row) => givenUp(row, because)) });
}

function givenUp(row: Row, because: Because): readonly Move[] {
  switch (row.state) {
    case "requested":
    case "awaiting_approval":
      return [move(row as RowIn<"requested">, "failed", because)];
    case "sending":
      return [move(row, row.writeId === null ? "failed" : "unconfirmed", because)];
    case "verifying":
      return [move(row, "unconfirmed", because)];
    default:
      return [];
  }
}

async function rowsById({ dependencies, runner }: Running): Promise<ReadonlyMap<string, Row>> {
  const rows = await dependencies.store.rows(runner.shop, runner.requestId);
  return new Map(rows.map((row) => [row.id, row]));
}
