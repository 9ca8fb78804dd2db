import { keyOf } from "../../../resync/keys.ts";
import {
  RunnerLost,
  type Call,
  type ResyncStore,
  type Runner,
  type UnderWay,
} from "../../../resync/ports.ts";
import { liveRowStates, type RowState, type RowTransition } from "../../../resync/row.ts";
import type { Prisma, PrismaClient } from "../../generated/client.ts";
import { millionthsOrNull } from "../convert.ts";
import { callOf, requestOf, rowOf, transitionOf } from "./convert-rows.ts";
import { insertFirstSteps, insertRows } from "./insert.ts";
import { storeMoves } from "./moves.ts";

type Transaction = Prisma.TransactionClient;

/** A request may have thousands of rows, and the embedded database one writer at a time. */
const patient = { timeout: 60_000, maxWait: 30_000 };

/** Ends a transaction without its effects. */
class Conflict extends Error {}

export function resyncStore(prisma: PrismaClient): ResyncStore {
  const store: ResyncStore = {
    async create(request, rows, before = []) {
      const { id, shop, requestedAt, ...facts } = request;
      try {
        return await prisma.$transaction(async (tx) => {
          await storeMoves(tx, shop, before);
          const { count } = await tx.resyncRequest.createMany({
            data: [{ id, shop, requestedAt: new Date(requestedAt), ...facts }],
            skipDuplicates: true,
          });
          if (count === 0) return { kind: "repeated" };
          if ((await insertRows(tx, shop, rows)) < rows.length) throw new Conflict();
          await insertFirstSteps(tx, request, rows);
          return { kind: "created" };
        }, patient);
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        return { kind: "under_way", keys: await store.underWay(shop, rows) };
      }
    },
    async find(shop, id) {
      const record = await prisma.resyncRequest.findUnique({ where: { shop_id: { shop, id } } });
      return record && requestOf(record);
    },
    async rows(shop, requestId) {
      const records = await prisma.resyncRow.findMany({
        where: { shop, requestId },
        orderBy: { position: "asc" },
      });
      return records.map(rowOf);
    },
    async transitions(shop, requestId) {
      const records = await prisma.resyncTransition.findMany({
        where: { shop, row: { requestId } },
        orderBy: { id: "asc" },
      });
      const byRow = new Map<string, RowTransition[]>();
      for (const record of records)
        byRow.set(record.rowId, [...(byRow.get(record.rowId) ?? []), transitionOf(record)]);
      return byRow;
    },
    async latest(shop, limit) {
      const records = await prisma.resyncRequest.findMany({
        where: { shop },
        orderBy: { requestedAt: "desc" },
        take: limit,
      });
      const counts = await prisma.resyncRow.groupBy({
        by: ["requestId", "state"],
        where: { shop, requestId: { in: records.map((record) => record.id) } },
        _count: true,
      });
      return records.map((record) => ({
        request: requestOf(record),
        counts: Object.fromEntries(
          counts
            .filter((count) => count.requestId === record.id)
            .map((count) => [count.state as RowState, count._count]),
        ),
      }));
    },
    async underWay(shop, keys) {
      const records = await prisma.resyncRow.findMany({
        where: {
          shop,
          sku: { in: [...new Set(keys.map((key) => key.sku))] },
          state: { in: [...liveRowStates] },
        },
        select: { sku: true, locationId: true, requestId: true },
      });
      const wanted = new Set(keys.map(keyOf));
      return records.filter((record) => wanted.has(keyOf(record))) satisfies readonly UnderWay[];
    },
    async approve(shop, id, by, at, alone) {
      const { count } = await prisma.resyncRequest.updateMany({
        where: { shop, id, approvedAt: null, cancelRequestedAt: null },
        data: { approvedBy: by, approvedAt: new Date(at), approvedAlone: alone },
      });
      return count === 1;
    },
    async cancel(shop, id, by, at) {
      await prisma.resyncRequest.updateMany({
        where: { shop, id, cancelRequestedAt: null },
        data: { cancelRequestedBy: by, cancelRequestedAt: new Date(at) },
      });
    },
    async claim({ shop, requestId, runner }, now, until) {
      const { count } = await prisma.resyncRequest.updateMany({
        where: {
          shop,
          id: requestId,
          OR: [{ runner }, { runnerUntil: null }, { runnerUntil: { lte: new Date(now) } }],
        },
        data: { runner, runnerUntil: new Date(until) },
      });
      return count === 1;
    },
    async release({ shop, requestId, runner }, notBefore) {
      await prisma.resyncRequest.updateMany({
        where: { shop, id: requestId, runner },
        data: { runner: null, runnerUntil: notBefore === null ? null : new Date(notBefore) },
      });
    },
    async commit(runner, { moves = [], prepared, settled }) {
      await prisma.$transaction(async (tx) => {
        await holdRunner(tx, runner);
        const { shop } = runner;
        if (prepared) await storeCall(tx, shop, prepared);
        await storeMoves(tx, shop, moves);
        if (!settled) return;
        const { id, outcome, answer } = settled;
        const at = new Date(settled.at);
        await tx.resyncWrite.updateMany({ where: { shop, id }, data: { settledAt: at, outcome, answer } });
        await tx.auditEntry.updateMany({
          where: { shop, callId: id },
          data: { answeredAt: at, answer: `${outcome}: ${answer}` },
        });
      }, patient);
    },
    async openCalls(shop, requestId) {
      const records = await prisma.resyncWrite.findMany({
        where: { shop, requestId, settledAt: null },
        orderBy: { preparedAt: "asc" },
      });
      return records.map(callOf);
    },
    async needingAttention(now, limit) {
      const at = new Date(now);
      return prisma.$queryRaw<{ shop: string; id: string }[]>`
        select shop, id from resync_requests
        where (runner_until is null or runner_until <= ${at}) and exists (
          select 1 from resync_rows
          where resync_rows.shop = resync_requests.shop and resync_rows.request_id = resync_requests.id and (
            state in ('requested', 'sending')
            or (state = 'awaiting_approval' and coalesce(approved_at, cancel_requested_at) is not null)
            or (state = 'verifying' and next_check_at <= ${at})))
        order by requested_at limit ${limit}`;
    },
  };
  return store;
}

/** Locks the request's row, so that nobody takes it over before this transaction ends. */
async function holdRunner(tx: Transaction, { shop, requestId, runner }: Runner): Promise<void> {
  const { count } = await tx.resyncRequest.updateMany({
    where: { shop, id: requestId, runner },
    data: { runner },
  });
  if (count === 0) throw new RunnerLost("Another runner has taken this request over");
}

async function storeCall(
  tx: Transaction,
  shop: string,
  { call, actor, target }: { readonly call: Call; readonly actor: string; readonly target: string },
): Promise<void> {
  const { id, requestId, system, connectionId, quantity, lines } = call;
  const preparedAt = new Date(call.preparedAt);
  await tx.resyncWrite.create({
    data: {
      id,
      shop,
      requestId,
      system,
      connectionId,
      quantity,
      lines: lines as unknown as Prisma.InputJsonArray,
      preparedAt,
    },
  });
  await tx.auditEntry.createMany({
    data: lines.map((line) => ({
      shop,
      at: preparedAt,
      actor,
      action: quantity === null ? "asked_to_push" : "set_quantity",
      system,
      target,
      sku: line.sku,
      locationId: line.locationId,
      quantity,
      from: millionthsOrNull(line.from),
      to: millionthsOrNull(line.to),
      reference: requestId,
      callId: id,
    })),
  });
}
