import { setTimeout as sleepFor } from "node:timers/promises";
import { untouched, type Balance } from "../../connectors/shared/limits/balance.ts";
import type { BudgetLedger } from "../../connectors/shared/limits/ledger.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";

interface Row {
  readonly balance: Balance | null;
  readonly version: number | null;
  /** Milliseconds by the database's clock: the one clock that all workers have in common. */
  readonly now: number;
}

/**
 * The budgets of one shop; each goes with the connection that used it last. A change is written only where nobody wrote since it was read, and made again otherwise: no lock is held
 * while a worker thinks.
 */
export function budgetLedger(prisma: PrismaClient, shop: string, connectionId: string | null): BudgetLedger {
  return {
    async change(name, alter) {
      for (;;) {
        const [row] = await prisma.$queryRaw<[Row]>`
          select budget.balance, budget.version,
            (extract(epoch from clock_timestamp()) * 1000)::float8 as now
          from (select 1) as one left join connector_budgets budget
            on budget.shop = ${shop} and budget.name = ${name}`;
        const { after, result } = alter(row.balance ?? untouched, row.now);
        if (await write(prisma, { shop, name, connectionId }, row.version, after)) return result;
        await sleepFor(Math.random() * 10);
      }
    },
  };
}

interface Place {
  readonly shop: string;
  readonly name: string;
  readonly connectionId: string | null;
}

async function write(
  prisma: PrismaClient,
  { shop, name, connectionId }: Place,
  version: number | null,
  balance: Balance,
): Promise<boolean> {
  const text = JSON.stringify(balance);
  // One that is being tried out is no connection yet.
  const owner = Prisma.sql`(select id from connections where shop = ${shop} and id = ${connectionId}::uuid)`;
  const count =
    version === null
      ? await prisma.$executeRaw`
          insert into connector_budgets (shop, name, balance, version, used_at, connection_id)
          values (${shop}, ${name}, ${text}::jsonb, 1, now(), ${owner}) on conflict do nothing`
      : await prisma.$executeRaw`
          update connector_budgets set balance = ${text}::jsonb, version = version + 1, used_at = now(),
            connection_id = coalesce(${owner}, connection_id)
          where shop = ${shop} and name = ${name} and version = ${version}`;
  return count === 1;
}
