import type { ConnectedRole } from "../../inventory/index.ts";
import type { Secrets } from "../../platform/secrets.ts";
import type { ConnectionStore } from "../../shops/ports.ts";
import type { Connection } from "../../shops/shop.ts";
import type { Connection as ConnectionRow, PrismaClient } from "../generated/client.ts";
import { dateOrNull, instant, instantOrNull } from "./convert.ts";
import { removeConnection } from "./remove-connection.ts";

/** Configurations are sealed as one JSON text, bound to shop and connection. */
export function connectionStore(prisma: PrismaClient, secrets: Secrets): ConnectionStore {
  const place = (shop: string, id: string) => ({ purpose: "connection's configuration", shop, id });
  return {
    async list(shop) {
      const rows = await prisma.connection.findMany({
        where: { shop },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      });
      return rows.map(connectionOf);
    },
    async find(shop, id) {
      const row = await prisma.connection.findUnique({ where: { shop_id: { shop, id } } });
      return row && connectionOf(row);
    },
    async configuration(shop, id) {
      const row = await prisma.connection.findUnique({
        where: { shop_id: { shop, id } },
        select: { config: true },
      });
      return row ? (JSON.parse(secrets.open(row.config, place(shop, id))) as unknown) : null;
    },
    async create(connection, configuration) {
      const { id, shop, role, connector, name, sparse, sweepEveryHours } = connection;
      const config = secrets.seal(JSON.stringify(configuration), place(shop, id));
      await prisma.connection.create({
        data: {
          id,
          shop,
          role,
          connector,
          name,
          sparse,
          sweepEveryHours,
          warnings: [...connection.warnings],
          config,
          createdAt: new Date(connection.createdAt),
          checkedAt: dateOrNull(connection.checkedAt),
        },
      });
    },
    async change(shop, id, { configuration, at, warnings, ...facts }) {
      const config = secrets.seal(JSON.stringify(configuration), place(shop, id));
      await prisma.connection.updateMany({
        where: { shop, id },
        data: { ...facts, warnings: [...warnings], config, checkedAt: new Date(at), problem: null },
      });
    },
    async pause(shop, id, at) {
      await prisma.connection.updateMany({ where: { shop, id }, data: { pausedAt: dateOrNull(at) } });
    },
    async remove(shop, id) {
      await removeConnection(prisma, shop, id);
    },
    async recordRead(shop, id, at, problem) {
      await prisma.connection.updateMany({ where: { shop, id }, data: { checkedAt: new Date(at), problem } });
    },
  };
}

function connectionOf(row: ConnectionRow): Connection {
  return {
    id: row.id,
    shop: row.shop,
    role: row.role as ConnectedRole,
    connector: row.connector,
    name: row.name,
    createdAt: instant(row.createdAt),
    pausedAt: instantOrNull(row.pausedAt),
    checkedAt: instantOrNull(row.checkedAt),
    problem: row.problem,
    sparse: row.sparse,
    sweepEveryHours: row.sweepEveryHours,
    warnings: row.warnings as readonly string[],
  };
}
