import type { ShopStore } from "../../shops/ports.ts";
import type { Shop } from "../../shops/shop.ts";
import type { Shop as ShopRow } from "../generated/client.ts";
import type { PrismaClient } from "../generated/client.ts";
import { instant, instantOrNull } from "./convert.ts";

const MINUTE = 60_000;

export function shopStore(prisma: PrismaClient): ShopStore {
  return {
    async find(domain) {
      const row = await prisma.shop.findUnique({ where: { domain } });
      return row && shopOf(row);
    },
    async install({ domain, name, timezone, currency }, at) {
      const facts = { name, timezone, currency };
      const installedAt = new Date(at);
      const row = await prisma.shop.upsert({
        where: { domain },
        create: { domain, ...facts, installedAt },
        // A webhook of the time before is told from one of now by it.
        update: { ...facts, installedAt, uninstalledAt: null },
      });
      return shopOf(row);
    },
    async update(domain, { name, timezone, currency }) {
      await prisma.shop.updateMany({ where: { domain }, data: { name, timezone, currency } });
    },
    async setPace(domain, pace) {
      await prisma.shop.updateMany({ where: { domain }, data: paceColumns(pace) });
    },
    async dismissOnboarding(domain, at) {
      await prisma.shop.updateMany({ where: { domain }, data: { onboardingDismissedAt: new Date(at) } });
    },
    async scanStarted(domain, at) {
      await prisma.$executeRaw`
        update shops set next_scan_at = ${new Date(at)}::timestamptz + scan_every_minutes * interval '1 minute'
        where domain = ${domain} and uninstalled_at is null`;
    },
    async markUninstalled(domain, at) {
      await prisma.shop.updateMany({
        where: { domain },
        data: { uninstalledAt: new Date(at), nextScanAt: null },
      });
    },
    async erase(domain) {
      await prisma.$transaction([
        prisma.shop.deleteMany({ where: { domain } }),
        prisma.shopSession.deleteMany({ where: { shop: domain } }),
        prisma.webhookDelivery.deleteMany({ where: { shop: domain } }),
        prisma.refreshLease.deleteMany({ where: { shop: domain } }),
      ]);
    },
    async scanBy(domain, at) {
      await prisma.shop.updateMany({
        where: { domain, uninstalledAt: null, nextScanAt: { gt: new Date(at) } },
        data: { nextScanAt: new Date(at) },
      });
    },
  };
}

export function paceColumns({ windows, scanEveryMinutes }: Pick<Shop, "windows" | "scanEveryMinutes">) {
  return {
    scanEveryMinutes,
    wmsErpWindow: windows.wms_erp / MINUTE,
    erpStorefrontWindow: windows.erp_storefront / MINUTE,
    wmsStorefrontWindow: windows.wms_storefront / MINUTE,
  };
}

function shopOf(row: ShopRow): Shop {
  const normalise = row.skuNormalisation as Partial<Shop["normalise"]>;
  return {
    domain: row.domain,
    name: row.name,
    timezone: row.timezone,
    currency: row.currency,
    installedAt: instant(row.installedAt),
    uninstalledAt: instantOrNull(row.uninstalledAt),
    scanEveryMinutes: row.scanEveryMinutes,
    nextScanAt: instantOrNull(row.nextScanAt),
    normalise: {
      case: normalise.case ?? false,
      spaces: normalise.spaces ?? false,
      leadingZeros: normalise.leadingZeros ?? false,
    },
    windows: {
      wms_erp: row.wmsErpWindow * MINUTE,
      erp_storefront: row.erpStorefrontWindow * MINUTE,
      wms_storefront: row.wmsStorefrontWindow * MINUTE,
    },
    onboardingDismissedAt: instantOrNull(row.onboardingDismissedAt),
  };
}
