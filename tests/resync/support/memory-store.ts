import { effectsOf } from "../../../app/resync/effects.ts";
import { keyOf } from "../../../app/resync/keys.ts";
import {
  RunnerLost,
  type Call,
  type ResyncStore,
  type Runner,
  type SettledCall,
} from "../../../app/resync/ports.ts";
import { countStates, type ResyncRequest } from "../../../app/resync/request.ts";
import { isFinal, type Move, type Row, type RowTransition } from "../../../app/resync/row.ts";

interface Held {
  request: ResyncRequest;
  runner: string | null;
  until: number | null;
}

/** The store's contract in memory, for thousands of runs. tests/contracts holds both versions to the same sentences. */
export class MemoryResyncStore implements ResyncStore {
  readonly requests = new Map<string, Held>();
  readonly allRows = new Map<string, Row & { shop: string }>();
  readonly steps = new Map<string, RowTransition[]>();
  readonly calls = new Map<string, { shop: string; call: Call; settled: SettledCall | null }>();
  readonly discrepancies = new Map<string, { state: string; recurrence: number }>();

  create: ResyncStore["create"] = (request, rows, before = []) => {
    if (this.requests.has(request.id)) return Promise.resolve({ kind: "repeated" });
    const ending = new Set(before.map(({ row }) => row.id));
    const taken = [...this.allRows.values()].filter(
      (row) =>
        row.shop === request.shop &&
        !isFinal(row.state) &&
        !ending.has(row.id) &&
        rows.some((own) => keyOf(own) === keyOf(row)),
    );
    if (taken.length > 0) {
      const keys = taken.map(({ sku, locationId, requestId }) => ({ sku, locationId, requestId }));
      return Promise.resolve({ kind: "under_way", keys });
    }
    this.#move(request.shop, before);
    const facts = { approvedBy: null, approvedAt: null, approvedAlone: false };
    const cancel = { cancelRequestedBy: null, cancelRequestedAt: null };
    this.requests.set(request.id, {
      request: { ...request, ...facts, ...cancel },
      runner: null,
      until: null,
    });
    for (const row of rows) {
      this.allRows.set(row.id, { ...row, shop: request.shop });
      const first = { at: request.requestedAt, actor: request.requestedBy, why: row.why };
      this.steps.set(row.id, [{ from: null, to: row.state, ...first }]);
    }
    return Promise.resolve({ kind: "created" });
  };
  find: ResyncStore["find"] = (shop, id) => Promise.resolve(this.#held(shop, id)?.request ?? null);
  rows: ResyncStore["rows"] = (shop, requestId) =>
    Promise.resolve(
      [...this.allRows.values()]
        .filter((row) => row.shop === shop && row.requestId === requestId)
        .sort((a, b) => a.position - b.position),
    );
  transitions: ResyncStore["transitions"] = async (shop, requestId) =>
    new Map((await this.rows(shop, requestId)).map((row) => [row.id, this.steps.get(row.id) ?? []]));
  latest: ResyncStore["latest"] = async (shop, limit) => {
    const own = [...this.requests.values()].filter(({ request }) => request.shop === shop);
    own.sort((a, b) => b.request.requestedAt - a.request.requestedAt);
    return Promise.all(
      own.slice(0, limit).map(async ({ request }) => ({
        request,
        counts: countStates(await this.rows(shop, request.id)),
      })),
    );
  };
  underWay: ResyncStore["underWay"] = (shop, keys) =>
    Promise.resolve(
      [...this.allRows.values()]
        .filter(
          (row) => row.shop === shop && !isFinal(row.state) && keys.some((key) => keyOf(key) === keyOf(row)),
        )
        .map(({ sku, locationId, requestId }) => ({ sku, locationId, requestId })),
    );
  approve: ResyncStore["approve"] = (shop, id, by, at, alone) => {
    const held = this.#held(shop, id);
    if (!held || held.request.approvedAt !== null || held.request.cancelRequestedAt !== null)
      return Promise.resolve(false);
    held.request = { ...held.request, approvedBy: by, approvedAt: at, approvedAlone: alone };
    return Promise.resolve(true);
  };
  cancel: ResyncStore["cancel"] = (shop, id, by, at) => {
    const held = this.#held(shop, id);
    if (held?.request.cancelRequestedAt === null)
      held.request = { ...held.request, cancelRequestedBy: by, cancelRequestedAt: at };
    return Promise.resolve();
  };
  claim: ResyncStore["claim"] = ({ shop, requestId, runner }, now, until) => {
    const held = this.#held(shop, requestId);
    if (!held || (held.runner !== runner && held.until !== null && held.until > now))
      return Promise.resolve(false);
    held.runner = runner;
    held.until = until;
    return Promise.resolve(true);
  };
  release: ResyncStore["release"] = ({ shop, requestId, runner }, notBefore) => {
    const held = this.#held(shop, requestId);
    if (held?.runner === runner) {
      held.runner = null;
      held.until = notBefore;
    }
    return Promise.resolve();
  };
  commit: ResyncStore["commit"] = (
    { shop, requestId, runner }: Runner,
    { moves = [], prepared, settled },
  ) => {
    if (this.#held(shop, requestId)?.runner !== runner)
      return Promise.reject(new RunnerLost("Another runner has taken this request over"));
    if (prepared) this.calls.set(prepared.call.id, { shop, call: prepared.call, settled: null });
    this.#move(shop, moves);
    const call = settled && this.calls.get(settled.id);
    if (call) call.settled = settled;
    return Promise.resolve();
  };
  openCalls: ResyncStore["openCalls"] = (shop, requestId) =>
    Promise.resolve(
      [...this.calls.values()]
        .filter((one) => one.shop === shop && one.call.requestId === requestId && one.settled === null)
        .map(({ call }) => call),
    );
  needingAttention: ResyncStore["needingAttention"] = (now, limit) =>
    Promise.resolve(
      [...this.requests.values()]
        .filter(({ request, until }) => (until === null || until <= now) && this.#hasWork(request, now))
        .slice(0, limit)
        .map(({ request: { shop, id } }) => ({ shop, id })),
    );

  #hasWork(request: ResyncRequest, now: number): boolean {
    return [...this.allRows.values()].some((row) => {
      if (row.requestId !== request.id) return false;
      if (row.state === "awaiting_approval")
        return request.approvedAt !== null || request.cancelRequestedAt !== null;
      if (row.state === "verifying") return row.nextCheckAt !== null && row.nextCheckAt <= now;
      return row.state === "requested" || row.state === "sending";
    });
  }

  #held(shop: string, id: string): Held | null {
    const held = this.requests.get(id);
    return held?.request.shop === shop ? held : null;
  }

  #move(shop: string, moves: readonly Move[]): void {
    const stored = moves.filter(({ row, transitions }) => {
      const now = this.allRows.get(row.id);
      return now?.shop === shop && now.state === (transitions[0]?.from ?? row.state);
    });
    for (const { row, transitions } of stored) {
      this.allRows.set(row.id, { ...row, shop });
      this.steps.get(row.id)?.push(...transitions);
    }
    for (const { ids, from, to, cameBack } of effectsOf(stored)) {
      for (const id of ids) {
        const known = this.discrepancies.get(id);
        if (!known || !(from as readonly string[]).includes(known.state)) continue;
        this.discrepancies.set(id, { state: to, recurrence: known.recurrence + (cameBack ? 1 : 0) });
      }
    }
  }
}
