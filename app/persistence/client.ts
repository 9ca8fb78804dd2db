import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "./generated/client.ts";

export interface Database {
  readonly prisma: PrismaClient;
  /** The same connections, for SQL that Prisma has no words for. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** @param connections upper bound; the embedded database has 20 for all processes together */
export function createDatabase(
  url: string,
  { connections = 4 }: { readonly connections?: number } = {},
): Database {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  // An idle connection that breaks is replaced by the next query, which reports what is wrong if it cannot.
  pool.on("error", () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
