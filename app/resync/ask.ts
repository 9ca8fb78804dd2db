import { ConnectorError } from "../connectors/errors.ts";
import { acceptance } from "./acceptance.ts";
import type { Call } from "./ports.ts";
import { move, type Row } from "./row.ts";
import { standingIn, type Running } from "./running.ts";

/** Asks an upstream system to push, once. */
export async function ask(running: Running, call: Call, rows: ReadonlyMap<string, Row>): Promise<"done"> {
  const { dependencies, runner, signal } = running;
  const { accepted, message } = await askOnce(running, call, signal);
  const at = dependencies.now();
  await dependencies.store.commit(runner, {
    settled: { id: call.id, outcome: accepted ? "applied" : "rejected", answer: message, at },
    moves: standingIn(call, rows).map((row) =>
      accepted ? acceptance(running, row, message) : move(row, "failed", { at, actor: "app", why: message }),
    ),
  });
  return "done";
}

async function askOnce({ dependencies, runner }: Running, call: Call, signal: AbortSignal) {
  try {
    return await dependencies.asker.ask(runner.shop, call, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ConnectorError) return { accepted: false, message: error.message };
    throw error;
  }
}

/** Asked, and killed before the answer was stored. Asking again could do it twice; looking tells as well. */
export async function settleAsk(
  running: Running,
  call: Call,
  rows: ReadonlyMap<string, Row>,
): Promise<"done"> {
  const { dependencies, runner } = running;
  const at = dependencies.now();
  const why =
    "It was asked, but the answer got lost. It is not asked again; whether it helped shows by looking.";
  await dependencies.store.commit(runner, {
    settled: { id: call.id, outcome: "unknown", answer: why, at },
    moves: standingIn(call, rows).map((row) => acceptance(running, row, why)),
  });
  return "done";
}
