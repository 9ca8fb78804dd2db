import { PublicError } from "../platform/errors.ts";
import { countStates, endWatch, isUndoable, stateOf, undoRow, type Row } from "../resync/index.ts";
import type { AuditLog } from "../resync/audit.ts";
import type { NewRequest } from "../resync/ports.ts";
import type { ResyncRequest } from "../resync/request.ts";
import type { MappingStore } from "../shops/ports.ts";
import type { PeopleStore, Person } from "../shops/people.ts";
import type { Caller, ResyncData, ResyncUseCases } from "./contract.ts";
import { createRequest, type Creating } from "./create-request.ts";
import { refused } from "./refused.ts";
import { isUuid, LOOKED_AT, planResync, type PlanningDependencies } from "./resync-planning.ts";
import type { ShopGate } from "./shop-gate.ts";

const SHOWN = 50;

export interface ResyncUseCaseDependencies extends PlanningDependencies, Creating {
  readonly gate: ShopGate;
  readonly mappings: MappingStore;
  readonly people: PeopleStore;
  readonly audit: AuditLog;
}

export function resyncUseCases(dependencies: ResyncUseCaseDependencies): ResyncUseCases {
  const { gate, store, mappings, people, audit, candidates, enqueue, newId, now, shopOf } = dependencies;

  const requestOf = async (shop: string, id: string): Promise<ResyncRequest> => {
    const request = isUuid(id) ? await store.find(shop, id) : null;
    if (!request) throw new PublicError("This resync request does not exist.", 404);
    return request;
  };

  return {
    async resyncs({ shop: domain, person }) {
      const [shop, requests, known, locations] = await Promise.all([
        gate.shop(domain),
        store.latest(domain, SHOWN),
        people.list(domain),
        mappings.locations(domain),
      ]);
      const first = await candidates.firstKeys(
        domain,
        requests.map(({ request }) => request.id),
      );
      return {
        shop,
        now: now(),
        requests: requests.map((one) => ({ ...one, first: first.get(one.request.id) ?? null })),
        people: known,
        locations,
        person,
      };
    },
    async previewResync({ shop: domain }, wish) {
      const shop = await gate.shop(domain);
      const requestId = newId();
      const planned = await planResync(domain, { requestId, look: LOOKED_AT }, wish, dependencies);
      return {
        shop,
        now: now(),
        requestId,
        wish,
        plans: planned.plans,
        unread: planned.unread.length,
        left: planned.left,
        needsTyping: planned.needsTyping,
        canAsk: planned.plans.some(({ row }) => planned.shop.askables(row.locationId).length > 0),
        locations: planned.shop.locations,
      };
    },
    async requestResync(caller, ask) {
      if (!isUuid(ask.requestId)) return refused("The page is out of date. Open it again.");
      await gate.shop(caller.shop);
      if (await store.find(caller.shop, ask.requestId)) return { ok: true, requestId: ask.requestId };
      const insistence = ask.insistence?.trim() || null;
      const planning = { requestId: ask.requestId, look: LOOKED_AT };
      const planned = await planResync(caller.shop, planning, { ...ask, insistence }, dependencies);
      const keys = planned.plans.length + planned.unread.length;
      if (keys === 0) return refused("None of these discrepancies is open any more.");
      if (planned.needsTyping && ask.typedKeys?.trim() !== String(keys))
        return refused(`This changes ${keys} counts. Type ${keys} to confirm it.`, "typedKeys");
      const request: NewRequest = {
        ...{ id: ask.requestId, shop: caller.shop, origin: ask.subject.kind, undoOf: null, insistence },
        requestedBy: caller.person,
        requestedAt: now(),
        confirmedKeys: ask.typedKeys === null ? null : keys,
      };
      return createRequest(request, planned, dependencies);
    },
    async resync(caller, id) {
      const shop = await gate.shop(caller.shop);
      const request = await requestOf(caller.shop, id);
      const [rows, transitions, entries, known, locations, { settings }] = await Promise.all([
        store.rows(caller.shop, id),
        store.transitions(caller.shop, id),
        audit.of(caller.shop, id),
        people.list(caller.shop),
        mappings.locations(caller.shop),
        shopOf(caller.shop),
      ]);
      return {
        shop,
        now: now(),
        request,
        rows,
        transitions,
        audit: entries,
        people: known,
        locations,
        approval: approvalFor(caller, request, rows, known, settings.approvers),
        undoable: rows.filter(isUndoable).length,
      };
    },
    async approveResync(caller, id, typed) {
      const request = await requestOf(caller.shop, id);
      const [rows, known, { settings }] = await Promise.all([
        store.rows(caller.shop, id),
        people.list(caller.shop),
        shopOf(caller.shop),
      ]);
      const may = approvalFor(caller, request, rows, known, settings.approvers);
      const waiting = rows.filter((row) => row.state === "awaiting_approval").length;
      if (may === "none") return refused("Nothing of this request waits for approval any more.");
      if (may === "must_be_another")
        return refused("Somebody else than the requester has to approve this, from those who may.");
      if (may === "mine_alone" && typed.trim() !== String(waiting))
        return refused(`Type ${waiting} to approve your own request.`, "typed");
      const first = await store.approve(caller.shop, id, caller.person, now(), may === "mine_alone");
      if (!first) return refused("Somebody has decided about this request already.");
      await enqueue(caller.shop, id);
      return { ok: true };
    },
    async cancelResync(caller, id) {
      await requestOf(caller.shop, id);
      await store.cancel(caller.shop, id, caller.person, now());
      await enqueue(caller.shop, id);
    },
    async undoResync(caller, id, requestId) {
      const original = await requestOf(caller.shop, id);
      if (!isUuid(requestId)) return refused("The page is out of date. Open it again.");
      const undoable = (await store.rows(caller.shop, id)).filter(isUndoable);
      if (undoable.length === 0)
        return refused("Nothing of this request was written, so nothing can be undone.");
      const at = now();
      const rows = undoable.map((row, position) => undoRow(row, { id: newId(), requestId, position }));
      const why = "Taken back before it was confirmed.";
      const ending = undoable.flatMap((row) => endWatch(row, { at, actor: caller.person, why }));
      const request: NewRequest = {
        ...{ id: requestId, shop: caller.shop, origin: "undo", undoOf: original.id },
        requestedBy: caller.person,
        requestedAt: at,
        insistence: null,
        confirmedKeys: null,
      };
      const created = await store.create(request, rows, ending);
      if (created.kind === "under_way")
        return refused("Another resync of these keys is under way. Undo it when that has ended.");
      await enqueue(caller.shop, requestId);
      return { ok: true, requestId };
    },
  };
}

function approvalFor(
  { person }: Caller,
  request: ResyncRequest,
  rows: readonly Row[],
  people: readonly Person[],
  approvers: readonly string[],
): ResyncData["approval"] {
  const waits = stateOf(countStates(rows.filter((row) => row.state === "awaiting_approval")));
  if (waits !== "awaiting_approval" || request.approvedAt !== null || request.cancelRequestedAt !== null)
    return "none";
  if (person !== request.requestedBy)
    return approvers.length === 0 || approvers.includes(person) ? "may" : "must_be_another";
  return people.every(({ id }) => id === person) ? "mine_alone" : "must_be_another";
}
