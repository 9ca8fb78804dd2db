import { keyText, type Discrepancy } from "../../discrepancies/discrepancy.ts";
import type { Finding } from "../../diagnosis/index.ts";
import type { Change, DiscrepancyStore, EndedEpisode } from "../../scan/ports.ts";
import { Prisma, type Discrepancy as DiscrepancyRow, type PrismaClient } from "../generated/client.ts";
import { dateOrNull, instant, instantOrNull, millionthsOrNull, quantityOrNull } from "./convert.ts";
import { announceTransitions } from "./notify/announce.ts";

const PAGE = 500;

export function discrepancyStore(prisma: PrismaClient): DiscrepancyStore {
  return {
    async *live(shop) {
      let after: string | null = null;
      for (;;) {
        const rows: DiscrepancyRow[] = await prisma.discrepancy.findMany({
          where: { shop, state: { not: "resolved" }, ...(after !== null && { id: { gt: after } }) },
          orderBy: { id: "asc" },
          take: PAGE,
        });
        if (rows.length > 0) yield rows.map(discrepancyOf);
        after = rows.at(-1)?.id ?? null;
        if (rows.length < PAGE) return;
      }
    },
    async lastResolved(shop, keys) {
      const rows = await prisma.discrepancy.findMany({
        where: { shop, state: "resolved", sku: { in: [...new Set(keys.map((key) => key.sku))] } },
        orderBy: { evidenceAt: "asc" },
      });
      const wanted = new Set(keys.map(keyText));
      const newest = new Map(rows.map((row) => [keyText(row), discrepancyOf(row)]));
      return [...newest].flatMap(([key, discrepancy]) => (wanted.has(key) ? [discrepancy] : []));
    },
    async find(shop, id) {
      const row = await prisma.discrepancy.findUnique({ where: { shop_id: { shop, id } } });
      return row && discrepancyOf(row);
    },
    async move(shop, change) {
      const { discrepancy, transition } = change;
      const { id, state, snoozedUntil } = discrepancy;
      return prisma.$transaction(async (tx) => {
        const { count } = await tx.discrepancy.updateMany({
          where: { shop, id, state: transition?.from ?? state },
          data: { state, snoozedUntil: dateOrNull(snoozedUntil) },
        });
        if (count === 1) await storeTransitions(tx, shop, transitionRow(shop, change));
        return count === 1;
      });
    },
    async episodes(shop, keys) {
      const rows = await prisma.discrepancy.findMany({
        where: {
          shop,
          state: "resolved",
          openedAt: { not: null },
          cause: { not: null },
          sku: { in: [...new Set(keys.map((key) => key.sku))] },
        },
        select: {
          id: true,
          sku: true,
          locationId: true,
          pool: true,
          cause: true,
          openedAt: true,
          resolvedAt: true,
        },
        orderBy: { openedAt: "asc" },
      });
      const wanted = new Set(keys.map(keyText));
      return rows.flatMap(({ cause, openedAt, resolvedAt, ...key }) =>
        openedAt === null || !wanted.has(keyText(key))
          ? []
          : [
              {
                ...key,
                cause: cause as EndedEpisode["cause"],
                openedAt: instant(openedAt),
                resolvedAt: instantOrNull(resolvedAt),
              },
            ],
      );
    },
    async record(shop, scanId, changes) {
      const isNew = ({ transition }: Change) => transition?.from === null;
      await prisma.$transaction(async (tx) => {
        await insert(tx, shop, scanId, changes.filter(isNew));
        await update(
          tx,
          shop,
          scanId,
          changes.filter((change) => !isNew(change)),
        );
      });
    },
  };
}

/** One that found another alive for its key is left out, and its transition with it. */
async function insert(
  tx: Prisma.TransactionClient,
  shop: string,
  scanId: string | null,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return;
  const inserted = await tx.discrepancy.createManyAndReturn({
    data: changes.map(({ discrepancy }) => ({ ...rowOf(shop, discrepancy), scanId })),
    skipDuplicates: true,
    select: { id: true },
  });
  await addTransitions(tx, shop, changes, new Set(inserted.map((row) => row.id)));
}

/** In one statement. What was judged by newer evidence in the meantime, or moved by a person, stays as it is. */
async function update(
  tx: Prisma.TransactionClient,
  shop: string,
  scanId: string | null,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ discrepancy, transition }) => ({
    ...columnsOf(discrepancy),
    expected: transition?.from ?? discrepancy.state,
  }));
  const updated = await tx.$queryRaw<{ id: string }[]>`
    update discrepancies as old set inventory_item_id = new.inventory_item_id, state = new.state, verdict = new.verdict,
      handoff = new.handoff, flow = new.flow, cause = new.cause, sides = new.sides, direction = new.direction,
      units_millionths = new.units_millionths, money = new.money, first_seen_at = new.first_seen_at,
      opened_at = new.opened_at, resolved_at = new.resolved_at, last_agreed_at = new.last_agreed_at,
      last_seen_at = new.last_seen_at, evidence_at = new.evidence_at, recurrence = new.recurrence,
      finding = new.finding, opinion = new.opinion, incident_id = new.incident_id, snoozed_until = new.snoozed_until,
      return_of = new.return_of, scan_id = ${scanId}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (id uuid, expected text, inventory_item_id text,
      state text, verdict text, handoff text, flow text, cause text, sides jsonb, direction text, units_millionths bigint,
      money numeric, first_seen_at timestamptz, opened_at timestamptz, resolved_at timestamptz,
      last_agreed_at timestamptz, last_seen_at timestamptz, evidence_at timestamptz, recurrence int, finding jsonb,
      opinion jsonb, incident_id uuid, snoozed_until timestamptz, return_of uuid)
    where old.shop = ${shop} and old.id = new.id and old.evidence_at < new.evidence_at and old.state = new.expected
    returning old.id`;
  await addTransitions(tx, shop, changes, new Set(updated.map((row) => row.id)));
}

async function addTransitions(
  tx: Prisma.TransactionClient,
  shop: string,
  changes: readonly Change[],
  done: ReadonlySet<string>,
): Promise<void> {
  const data = changes
    .filter(({ discrepancy }) => done.has(discrepancy.id))
    .flatMap((change) => transitionRow(shop, change));
  await storeTransitions(tx, shop, data);
}

/** With what is to be told of them, or not at all. */
async function storeTransitions(
  tx: Prisma.TransactionClient,
  shop: string,
  data: ReturnType<typeof transitionRow>,
): Promise<void> {
  if (data.length === 0) return;
  const stored = await tx.discrepancyTransition.createManyAndReturn({ data, select: { id: true } });
  await announceTransitions(
    tx,
    shop,
    stored.map(({ id }) => id),
  );
}

/** As the columns are called, in JSON: null stays null, and JSON's own null is none. */
function columnsOf(discrepancy: Discrepancy) {
  const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  return {
    id: discrepancy.id,
    inventory_item_id: discrepancy.inventoryItemId,
    state: discrepancy.state,
    verdict: discrepancy.verdict,
    handoff: discrepancy.handoff,
    flow: discrepancy.flow,
    cause: discrepancy.finding?.cause ?? null,
    sides: discrepancy.sides,
    direction: discrepancy.direction,
    units_millionths: discrepancy.units,
    money: discrepancy.money,
    first_seen_at: time(discrepancy.firstSeenAt),
    opened_at: time(discrepancy.openedAt),
    resolved_at: time(discrepancy.resolvedAt),
    last_agreed_at: time(discrepancy.lastAgreedAt),
    last_seen_at: time(discrepancy.lastSeenAt),
    evidence_at: time(discrepancy.evidenceAt),
    recurrence: discrepancy.recurrence,
    finding: discrepancy.finding,
    opinion: discrepancy.opinion,
    incident_id: discrepancy.incidentId,
    snoozed_until: time(discrepancy.snoozedUntil),
    return_of: discrepancy.returnOf,
  };
}

function transitionRow(shop: string, { discrepancy, transition }: Change) {
  if (!transition) return [];
  const { from, to, at, actor, why } = transition;
  return [{ shop, discrepancyId: discrepancy.id, from, to, at: new Date(at), actor, why }];
}

function rowOf(shop: string, discrepancy: Discrepancy) {
  return {
    id: discrepancy.id,
    shop,
    sku: discrepancy.sku,
    locationId: discrepancy.locationId,
    pool: discrepancy.pool,
    inventoryItemId: discrepancy.inventoryItemId,
    state: discrepancy.state,
    verdict: discrepancy.verdict,
    handoff: discrepancy.handoff,
    flow: discrepancy.flow,
    sides: discrepancy.sides as unknown as Prisma.InputJsonObject,
    direction: discrepancy.direction,
    units: millionthsOrNull(discrepancy.units),
    money: discrepancy.money,
    firstSeenAt: new Date(discrepancy.firstSeenAt),
    openedAt: dateOrNull(discrepancy.openedAt),
    resolvedAt: dateOrNull(discrepancy.resolvedAt),
    lastAgreedAt: dateOrNull(discrepancy.lastAgreedAt),
    lastSeenAt: new Date(discrepancy.lastSeenAt),
    evidenceAt: new Date(discrepancy.evidenceAt),
    recurrence: discrepancy.recurrence,
    cause: discrepancy.finding?.cause ?? null,
    finding: jsonOrNull(discrepancy.finding),
    opinion: jsonOrNull(discrepancy.opinion),
    incidentId: discrepancy.incidentId,
    snoozedUntil: dateOrNull(discrepancy.snoozedUntil),
    returnOf: discrepancy.returnOf,
  };
}

function jsonOrNull(finding: Finding | null) {
  return finding === null ? Prisma.DbNull : (finding as unknown as Prisma.InputJsonObject);
}

/** The words in the columns are held to the domain's by CHECK constraints. */
export function discrepancyOf(row: DiscrepancyRow): Discrepancy {
  return {
    id: row.id,
    sku: row.sku,
    locationId: row.locationId,
    pool: row.pool,
    inventoryItemId: row.inventoryItemId,
    state: row.state as Discrepancy["state"],
    verdict: row.verdict as Discrepancy["verdict"],
    handoff: row.handoff as Discrepancy["handoff"],
    flow: row.flow as Discrepancy["flow"],
    sides: row.sides as unknown as Discrepancy["sides"],
    direction: row.direction as Discrepancy["direction"],
    units: quantityOrNull(row.units),
    money: row.money === null ? null : row.money.toFixed(2),
    firstSeenAt: instant(row.firstSeenAt),
    openedAt: instantOrNull(row.openedAt),
    resolvedAt: instantOrNull(row.resolvedAt),
    lastAgreedAt: instantOrNull(row.lastAgreedAt),
    lastSeenAt: instant(row.lastSeenAt),
    evidenceAt: instant(row.evidenceAt),
    recurrence: row.recurrence,
    finding: row.finding as unknown as Finding | null,
    opinion: row.opinion as unknown as Finding | null,
    incidentId: row.incidentId,
    snoozedUntil: instantOrNull(row.snoozedUntil),
    returnOf: row.returnOf,
  };
}
