import type { Document } from "../../diagnosis/document/index.ts";
import type { HandedReportStore, StoredReport } from "../../shops/handed-reports.ts";
import type { HandedReport, Prisma, PrismaClient } from "../generated/client.ts";
import { instant, instantOrNull } from "./convert.ts";

export function handedReportStore(prisma: PrismaClient): HandedReportStore {
  return {
    async add({ document, madeAt, expiresAt, ...report }) {
      await prisma.handedReport.create({
        data: {
          ...report,
          document: document as unknown as Prisma.InputJsonObject,
          madeAt: new Date(madeAt),
          expiresAt: new Date(expiresAt),
        },
      });
    },
    async of(shop, subject, limit) {
      const rows = await prisma.handedReport.findMany({
        where: { shop, ...subject },
        omit: { document: true, csv: true },
        orderBy: [{ madeAt: "desc" }, { id: "asc" }],
        take: limit,
      });
      return rows.map(factsOf);
    },
    async revoke(shop, id, at) {
      const { count } = await prisma.handedReport.updateMany({
        where: { shop, id, revokedAt: null },
        data: { revokedAt: new Date(at) },
      });
      return count === 1;
    },
    async open(id, at) {
      const now = new Date(at);
      const [row] = await prisma.handedReport.updateManyAndReturn({
        where: { id, revokedAt: null, expiresAt: { gt: now } },
        data: { opened: { increment: 1 }, lastOpenedAt: now },
      });
      return row ? { ...factsOf(row), document: row.document as unknown as Document, csv: row.csv } : null;
    },
    async forget(before) {
      await prisma.handedReport.deleteMany({ where: { expiresAt: { lt: new Date(before) } } });
    },
  };
}

function factsOf(row: Omit<HandedReport, "document" | "csv">): Omit<StoredReport, "document" | "csv"> {
  return {
    id: row.id,
    shop: row.shop,
    subjectKind: row.subjectKind as StoredReport["subjectKind"],
    subjectId: row.subjectId,
    madeBy: row.madeBy,
    madeAt: instant(row.madeAt),
    expiresAt: instant(row.expiresAt),
    revokedAt: instantOrNull(row.revokedAt),
    opened: row.opened,
    lastOpenedAt: instantOrNull(row.lastOpenedAt),
  };
}
