import { defaultSettings, type ResyncSettings } from "../../../resync/settings.ts";
import type { ResyncSettingsStore } from "../../../resync/ports.ts";
import type { Prisma, PrismaClient } from "../../generated/client.ts";

export function resyncSettingsStore(prisma: PrismaClient): ResyncSettingsStore {
  return {
    async load(shop) {
      const record = await prisma.resyncSettings.findUnique({ where: { shop } });
      if (!record) return defaultSettings;
      const { approvalAbove, approvers, keysWithoutConfirmation, minutesPerFix, auditKeepDays } = record;
      return {
        policy: record.policy as ResyncSettings["policy"],
        approvalAbove,
        approvalAboveAt: record.approvalAboveAt as ResyncSettings["approvalAboveAt"],
        approvers,
        keysWithoutConfirmation,
        minutesPerFix,
        auditKeepDays,
      };
    },
    async save(shop, settings) {
      const { policy, approvalAboveAt, approvers, ...rest } = settings;
      const data = {
        ...rest,
        policy: policy as Prisma.InputJsonObject,
        approvalAboveAt: approvalAboveAt as Prisma.InputJsonObject,
        approvers: [...approvers],
      };
      await prisma.resyncSettings.upsert({ where: { shop }, create: { shop, ...data }, update: data });
    },
  };
}
