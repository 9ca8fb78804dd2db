import { ConnectorError, type ConnectorFault } from "../connectors/errors.ts";
import { acceptance } from "./acceptance.ts";
import type { Call } from "./ports.ts";
import { move, type Row } from "./row.ts";
import { standingIn, type Running } from "./running.ts";

/** No answer, or none that says how it ended: what was asked may have been taken all the same. */
const silent: ReadonlySet<ConnectorFault> = new Set(["unavailable", "unreadable"]);

/** Asks an upstream system to push, once. */
export async function ask(running: Running, call: Call, rows: ReadonlyMap<string, Row>): Promise<"done"> {
  const { dependencies, runner, signal } = running;
  const answer = await askOnce(running, call, signal);
  if (answer === null) return settleAsk(running, call, rows);
  const { accepted, message } = answer;
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
    if (!(error instanceof ConnectorError)) throw error;
    return silent.has(error.fault) ? null : { accepted: false, message: error.message };
  }
}

/** Asked, and the answer got lost: on its way, or with the process that waited for it. Asking again could do it twice; looking tells as well. */
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
