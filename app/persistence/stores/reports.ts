import type { ReportStore } from "../../shops/reports/receive.ts";
import { reportKinds } from "../../shops/reports/report.ts";
import type { Prisma, PrismaClient } from "../generated/client.ts";
import { instant, instantOrNull } from "./convert.ts";

export function reportStore(prisma: PrismaClient): ReportStore & {
  /** Which shop's connection it is, by its id alone. */
  ownerOf(connectionId: string): Promise<{ readonly shop: string; readonly connector: string } | null>;
} {
  return {
    async ownerOf(id) {
      return prisma.connection.findUnique({ where: { id }, select: { shop: true, connector: true } });
    },
    async save(shop, connectionId, reports, at) {
      const { count } = await prisma.connectionReport.createMany({
        data: reports.map(({ id, kind, at: happened, code, item, body }) => ({
          shop,
          connectionId,
          reportId: id,
          kind,
          at: new Date(happened),
          receivedAt: new Date(at),
          code,
          item,
          body: body as Prisma.InputJsonObject,
        })),
        skipDuplicates: true,
      });
      return count;
    },
    async lastReceivedAt(shop, connectionId) {
      const { _max } = await prisma.connectionReport.aggregate({
        where: { shop, connectionId },
        _max: { receivedAt: true },
      });
      return instantOrNull(_max.receivedAt);
    },
    async forget(before) {
      await prisma.connectionReport.deleteMany({ where: { receivedAt: { lt: new Date(before) } } });
    },
    async since(shop, connectionId, at, limit) {
      const rows = await prisma.connectionReport.findMany({
        where: { shop, connectionId, at: { gte: new Date(at) } },
        orderBy: [{ at: "asc" }, { id: "asc" }],
        take: limit,
      });
      return rows.map((row) => ({
        id: row.reportId,
        // The table's CHECK knows the same words.
        kind: reportKinds.find((kind) => kind === row.kind) ?? "event",
        at: instant(row.at),
        code: row.code,
        item: row.item,
        body: row.body as Readonly<Record<string, unknown>>,
      }));
    },
  };
}
