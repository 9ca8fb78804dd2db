import { createHash } from "node:crypto";
import { countStates, stateOf, type Row } from "../resync/index.ts";
import type { FlowResyncUseCases, FlowRun, FlowStepAnswer } from "./contract.ts";
import { createRequest, type Creating } from "./create-request.ts";
import { planResync, type PlanningDependencies } from "./resync-planning.ts";
import type { ShopGate } from "./shop-gate.ts";

export interface FlowDependencies extends PlanningDependencies, Creating {
  readonly gate: ShopGate;
}

/**
 * A Flow waits ten seconds, so nothing is read before the answer: the request is stored, and whether a key can be done is decided
 * when it is carried out, by the same guards.
 */
export function flowResyncUseCases(dependencies: FlowDependencies): FlowResyncUseCases {
  const { gate, store, now } = dependencies;
  return {
    async resyncFromFlow(domain, run) {
      await gate.shop(domain);
      const requestId = idOfRun(domain, run.runId);
      if (!(await store.find(domain, requestId))) {
        const problem = await request(domain, requestId, run, dependencies, now());
        if (problem !== null) return { kind: "refused", sentence: problem };
      }
      return outcomeOf(await store.rows(domain, requestId));
    },
  };
}

/** Null when it is stored. */
async function request(
  shop: string,
  id: string,
  run: FlowRun,
  dependencies: FlowDependencies,
  requestedAt: number,
): Promise<string | null> {
  const planned = await planResync(shop, { requestId: id, look: 0 }, run, dependencies);
  const keys = planned.unread.length;
  if (keys === 0) return "Nothing of this differs, so there is nothing to resync.";
  if (planned.needsTyping)
    return `This would change ${keys} counts, more than a Flow may without a person who confirms the number. Ask for it in the app.`;
  const { insistence } = run;
  const stored = await createRequest(
    {
      ...{ id, shop, origin: "flow", undoOf: null, insistence, confirmedKeys: null, requestedAt },
      requestedBy: `flow:${run.runId}`,
    },
    planned,
    dependencies,
  );
  return stored.ok ? null : (stored.problem ?? "It was refused.");
}

/** One run is one request, whichever worker hears of it first. */
function idOfRun(shop: string, runId: string): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([shop, runId]))
    .digest("hex");
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

function outcomeOf(rows: readonly Row[]): FlowStepAnswer {
  const counts = countStates(rows);
  const state = stateOf(counts);
  if (["requested", "awaiting_approval", "sending", "accepted"].includes(state)) return { kind: "under_way" };
  const undone = rows.filter((row) => ["refused", "failed", "cancelled"].includes(row.state));
  if (undone.length === rows.length)
    return { kind: "refused", sentence: [...new Set(undone.map(({ why }) => why))].slice(0, 3).join(" ") };
  const done = rows.length - undone.length;
  return { kind: "done", sentence: `${done} of ${rows.length} counts were sent.` };
}
