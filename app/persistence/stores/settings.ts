import {
  defaults,
  type Area,
  type AreaBodies,
  type Change,
  type SettingsStore,
} from "../../shops/settings.ts";
import type { Prisma, PrismaClient } from "../generated/client.ts";
import { instantOrNull } from "./convert.ts";
import { replacePools } from "./mappings.ts";
import { paceColumns } from "./shops.ts";

type Transaction = Prisma.TransactionClient;

/**
 * The version of an area is claimed first, so that of two people who saw the same one only the first changes anything; what the area
 * holds is written in the same transaction.
 */
export function settingsStore(prisma: PrismaClient): SettingsStore {
  const find = (shop: string, area: string) =>
    prisma.shopSettings.findUnique({ where: { shop_area: { shop, area } } });
  const change = (
    { shop, version, person, at }: Change,
    area: string,
    body: unknown,
    write: (tx: Transaction) => Promise<unknown> = () => Promise.resolve(),
  ) =>
    prisma.$transaction(async (tx) => {
      const facts = { body: body as Prisma.InputJsonValue, changedAt: new Date(at), changedBy: person };
      const { count } =
        version === 0
          ? await tx.shopSettings.createMany({
              data: [{ shop, area, version: 1, ...facts }],
              skipDuplicates: true,
            })
          : await tx.shopSettings.updateMany({
              where: { shop, area, version },
              data: { version: version + 1, ...facts },
            });
      if (count === 0) return false;
      await write(tx);
      return true;
    });
  return {
    async load<A extends Area>(shop: string, area: A) {
      const row = await find(shop, area);
      return {
        version: row?.version ?? 0,
        body: row ? (row.body as unknown as AreaBodies[A]) : defaults[area],
        changedAt: instantOrNull(row?.changedAt ?? null),
        changedBy: row?.changedBy ?? null,
      };
    },
    async version(shop, area) {
      const row = await find(shop, area);
      return {
        version: row?.version ?? 0,
        changedAt: instantOrNull(row?.changedAt ?? null),
        changedBy: row?.changedBy ?? null,
      };
    },
    save: (by, area, body) => change(by, area, body),
    savePools: (by, pools) => change(by, "pools", {}, (tx) => replacePools(tx, by.shop, pools)),
    savePace: (by, pace) =>
      change(by, "pace", {}, (tx) =>
        tx.shop.updateMany({ where: { domain: by.shop }, data: paceColumns(pace) }),
      ),
  };
}
