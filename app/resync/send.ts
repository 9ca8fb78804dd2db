import type { Instant } from "../inventory/index.ts";
import { ask } from "./ask.ts";
import { decide, type Decision, type Rules } from "./decide.ts";
import type { FreshKey } from "./fresh.ts";
import type { Call, CallLine, ResyncShop } from "./ports.ts";
import type { ResyncRequest } from "./request.ts";
import { move, noted, type Because, type Move, type Row, type RowIn } from "./row.ts";
import type { Running } from "./running.ts";
import { settleSet } from "./settle.ts";

/** Small enough that one changed number holds up few others, large enough for Shopify's limit per call. */
export const BATCH = 50;
/** Sends what waits, batch after batch. False when the outside could not say how a call ended. */
export async function sendAll(running: Running): Promise<boolean> {
  let size = BATCH;
  for (;;) {
    running.signal.throwIfAborted();
    const { dependencies, runner } = running;
    const request = await dependencies.store.find(runner.shop, runner.requestId);
    const waiting = (await dependencies.store.rows(runner.shop, runner.requestId)).filter((row) =>
      isWaiting(row, request),
    );
    if (waiting.length === 0) return true;
    if (request?.cancelRequestedAt != null) {
      await cancelWaiting(running, waiting, request);
      return true;
    }
    const sent = await sendBatch({ ...running, request: request ?? running.request }, waiting.slice(0, size));
    if (sent === "later") return false;
    // Shopify refused a call without saying for which line: fewer at once find it.
    if (sent === "unnamed") size = Math.max(1, Math.floor(Math.min(size, waiting.length) / 2));
  }
}

type Waiting = RowIn<"requested"> | RowIn<"awaiting_approval"> | RowIn<"sending">;

/** What can be sent now. A row whose call is open waits for its end. */
function isWaiting(row: Row, request: ResyncRequest | null): row is Waiting {
  if (row.state === "awaiting_approval")
    return request?.approvedAt != null || request?.cancelRequestedAt != null;
  return row.state === "requested" || (row.state === "sending" && row.writeId === null);
}

async function sendBatch(running: Running, rows: readonly Waiting[]): Promise<"done" | "later" | "unnamed"> {
  const { dependencies, runner, signal } = running;
  const fresh = await dependencies.look.look(runner.shop, rows, signal);
  const rules = rulesOf(running);
  const decided = rows.map((row) => ({ row, decision: decisionFor(row, fresh, rules) }));
  await dependencies.store.commit(runner, {
    moves: decided.flatMap(({ row, decision }) => turnedDown(row, decision, dependencies.now())),
  });
  let end: "done" | "later" | "unnamed" = "done";
  for (const group of groupCalls(decided)) {
    const ended = await sendCall(running, group);
    if (ended !== "done") end = ended;
  }
  return end;
}

interface Sendable {
  readonly row: Waiting;
  readonly decision: Exclude<Decision, { kind: "refuse" }>;
}

function decisionFor(row: Waiting, fresh: readonly FreshKey[], rules: Rules): Decision {
  const own = fresh.find(({ sku, locationId }) => sku === row.sku && locationId === row.locationId);
  if (!own) throw new Error(`The look at ${row.sku} brought nothing, not even a reason`);
  return decide(row, own, rules);
}

/** Rows that are refused, or wait for a second person. */
function turnedDown(row: Waiting, decision: Decision, at: Instant): readonly Move[] {
  if (decision.kind === "refuse") {
    const { name, sentence } = decision.refusal;
    return [
      move(row as RowIn<"requested">, "refused", { at, actor: "app", why: sentence }, { refusal: name }),
    ];
  }
  if (!decision.needsApproval) return [];
  const why = "The change is larger than one person may make at this location.";
  if (row.state === "requested") {
    const { from, to } = decision;
    return [move(row, "awaiting_approval", { at, actor: "app", why }, { from, to })];
  }
  const grown =
    "The numbers have moved on, and the change is now larger than one person may make. Ask again.";
  return [
    move(row as RowIn<"sending">, "refused", { at, actor: "app", why: grown }, { refusal: "keeps_changing" }),
  ];
}

/** One call per connection, and one per quantity of the storefront. */
function groupCalls(
  decided: readonly { readonly row: Waiting; readonly decision: Decision }[],
): readonly (readonly Sendable[])[] {
  const sendable = decided.flatMap(({ row, decision }): readonly Sendable[] =>
    decision.kind === "refuse" || decision.needsApproval ? [] : [{ row, decision }],
  );
  return [
    ...Map.groupBy(sendable, ({ decision }) =>
      decision.kind === "set" ? decision.quantity : decision.connectionId,
    ).values(),
  ];
}

async function sendCall(running: Running, group: readonly Sendable[]): Promise<"done" | "later" | "unnamed"> {
  const { dependencies, runner, request, shop } = running;
  const call = callOf(running, group);
  const at = dependencies.now();
  const target = targetName(call, shop);
  const because: Because = { at, actor: "app", why: `Sent to ${target}.` };
  const moves = group.map(({ row, decision: { from, to } }) => {
    const facts = { from, to, writeId: call.id };
    return row.state === "sending"
      ? noted(row, facts)
      : move(row as RowIn<"requested">, "sending", because, facts);
  });
  await dependencies.store.commit(runner, {
    moves,
    prepared: { call, actor: request.approvedBy ?? request.requestedBy, target },
  });
  const rows = new Map(moves.map(({ row }) => [row.id, row as Row]));
  return call.quantity === null ? ask(running, call, rows) : settleSet(running, call, rows);
}

function callOf({ dependencies, runner }: Running, group: readonly Sendable[]): Call {
  const first = group[0]?.decision;
  if (!first) throw new Error("A call has at least one line");
  const asks = first.kind === "ask" ? first.connectionId : null;
  return {
    id: dependencies.newId(),
    requestId: runner.requestId,
    system: "storefront",
    connectionId: asks,
    quantity: first.kind === "set" ? first.quantity : null,
    lines: group.map(lineOf),
    preparedAt: dependencies.now(),
  };
}

function lineOf({ row, decision: { from, to } }: Sendable): CallLine {
  const { id: rowId, sku, locationId, inventoryItemId } = row;
  return { rowId, sku, locationId, inventoryItemId: inventoryItemId ?? "", from, to };
}

function targetName(call: Call, shop: ResyncShop): string {
  if (call.connectionId === null) return "Shopify";
  const [line] = call.lines;
  const known = line ? shop.askables(line.locationId) : [];
  return known.find(({ connectionId }) => connectionId === call.connectionId)?.name ?? "the upstream system";
}

function rulesOf({ request, shop }: Running): Rules {
  return {
    locations: new Map(shop.locations.map((location) => [location.id, location])),
    mapped: shop.mapped,
    pools: new Map(shop.pools.map((pool) => [pool.name, pool])),
    settings: shop.settings,
    insists: request.insistence !== null,
    approved: request.approvedAt !== null,
    undoes: request.undoOf !== null,
  };
}

async function cancelWaiting(
  { dependencies, runner }: Running,
  waiting: readonly Waiting[],
  request: ResyncRequest,
): Promise<void> {
  const because: Because = {
    at: dependencies.now(),
    actor: request.cancelRequestedBy ?? "app",
    why: "Cancelled before it was sent.",
  };
  await dependencies.store.commit(runner, {
    moves: waiting.map((row) => move(row as RowIn<"requested">, "cancelled", because)),
  });
}
