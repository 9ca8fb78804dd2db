import { keyText, type Discrepancy } from "../../discrepancies/discrepancy.ts";
import type { Change, DiscrepancyStore } from "../../scan/ports.ts";
import type { Discrepancy as DiscrepancyRow, Prisma, PrismaClient } from "../generated/client.ts";
import { dateOrNull, instant, instantOrNull, millionthsOrNull, quantityOrNull } from "./convert.ts";

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
    async record(shop, scanId, changes) {
      const isNew = ({ transition }: Change) => transition?.from === null;
      await prisma.$transaction(async (tx) => {
        await insert(tx, shop, scanId, changes.filter(isNew));
        for (const change of changes) if (!isNew(change)) await update(tx, shop, scanId, change);
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
  const ids = new Set(inserted.map((row) => row.id));
  await tx.discrepancyTransition.createMany({
    data: changes
      .filter(({ discrepancy }) => ids.has(discrepancy.id))
      .flatMap((change) => transitionRow(shop, change)),
  });
}

/** What was judged by newer evidence in the meantime stays as it is. */
async function update(
  tx: Prisma.TransactionClient,
  shop: string,
  scanId: string | null,
  change: Change,
): Promise<void> {
  const { discrepancy } = change;
  const { count } = await tx.discrepancy.updateMany({
    where: { shop, id: discrepancy.id, evidenceAt: { lt: new Date(discrepancy.evidenceAt) } },
    data: { ...rowOf(shop, discrepancy), scanId },
  });
  if (count === 1) await tx.discrepancyTransition.createMany({ data: transitionRow(shop, change) });
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
  };
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
  };
}
