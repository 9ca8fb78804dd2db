import { Prisma, type PrismaClient } from "../generated/client.ts";

/**
 * One transaction. What refers to the connection by a foreign key goes with it; the rest is named here. Values of a location that another
 * connection in the same role has a code at are that one's as well, and stay.
 */
export async function removeConnection(prisma: PrismaClient, shop: string, id: string): Promise<void> {
  const own = Prisma.sql`shop = ${shop} and connection_id = ${id}::uuid`;
  const aloneAt = Prisma.sql`shop = ${shop} and system = (select role from connections where shop = ${shop} and id = ${id}::uuid)
    and location_id in (select location_id from location_codes where ${own})
    and location_id not in (
      select location_id from location_codes other join connections on connections.id = other.connection_id
      where other.shop = ${shop} and other.connection_id <> ${id}::uuid
        and role = (select role from connections where shop = ${shop} and id = ${id}::uuid))`;
  await prisma.$transaction([
    prisma.$executeRaw`delete from observations where (${aloneAt}) or (${own})`,
    prisma.$executeRaw`delete from reading_blobs where (${aloneAt}) or (${own})`,
    prisma.$executeRaw`delete from scan_readings where ${own}`,
    prisma.$executeRaw`delete from events where ${own}`,
    prisma.$executeRaw`delete from health_samples where ${own}`,
    prisma.$executeRaw`update scans set progress = null where shop = ${shop} and progress::text like ${`%${id}%`}`,
    prisma.$executeRaw`update resync_rows set connection_id = null where ${own}`,
    prisma.$executeRaw`update resync_writes set connection_id = null where ${own}`,
    prisma.connection.deleteMany({ where: { shop, id } }),
  ]);
}
