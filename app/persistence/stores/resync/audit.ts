import type { AuditEntry, AuditLog } from "../../../resync/audit.ts";
import type { AuditEntry as AuditRecord, PrismaClient } from "../../generated/client.ts";
import { instant, instantOrNull, quantityOrNull } from "../convert.ts";

const BATCH = 1_000;

export function auditLog(prisma: PrismaClient): AuditLog {
  return {
    async page(shop, limit, before) {
      const records = await prisma.auditEntry.findMany({
        where: { shop, ...(before !== null && { id: { lt: BigInt(before) } }) },
        orderBy: { id: "desc" },
        take: limit,
      });
      return records.map(entryOf);
    },
    async of(shop, reference) {
      const records = await prisma.auditEntry.findMany({
        where: { shop, reference },
        orderBy: { id: "asc" },
      });
      return records.map(entryOf);
    },
    async *all(shop) {
      let after = 0n;
      for (;;) {
        const records = await prisma.auditEntry.findMany({
          where: { shop, id: { gt: after } },
          orderBy: { id: "asc" },
          take: BATCH,
        });
        if (records.length > 0) yield records.map(entryOf);
        after = records.at(-1)?.id ?? after;
        if (records.length < BATCH) return;
      }
    },
    async forgetOld(now) {
      return prisma.$executeRaw`
        delete from audit_entries using shops
        left join resync_settings on resync_settings.shop = shops.domain
        where audit_entries.shop = shops.domain
          and audit_entries.at < ${new Date(now)}::timestamptz - coalesce(resync_settings.audit_keep_days, 730) * interval '1 day'`;
    },
  };
}

function entryOf(record: AuditRecord): AuditEntry {
  return {
    id: String(record.id),
    at: instant(record.at),
    actor: record.actor,
    action: record.action as AuditEntry["action"],
    system: record.system as AuditEntry["system"],
    target: record.target,
    sku: record.sku,
    locationId: record.locationId,
    quantity: record.quantity,
    from: quantityOrNull(record.from),
    to: quantityOrNull(record.to),
    reference: record.reference,
    callId: record.callId,
    answeredAt: instantOrNull(record.answeredAt),
    answer: record.answer,
  };
}
