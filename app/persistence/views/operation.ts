import type { OperationViews } from "../../operation/ports.ts";
import type { PrismaClient } from "../generated/client.ts";
import { instant } from "../stores/convert.ts";

/** Counts over all shops, for whoever operates the app. */
export function operationViews(prisma: PrismaClient): OperationViews {
  return {
    async ping() {
      const [row] = await prisma.$queryRaw<{ version: number; now: Date; superuser: boolean }[]>`
        select current_setting('server_version_num')::int as version, clock_timestamp() as now,
          (select rolsuper from pg_roles where rolname = current_user) as superuser`;
      if (!row) throw new Error("The database gave no answer");
      return { version: row.version, now: instant(row.now), superuser: row.superuser };
    },
    async appliedMigrations() {
      const [known] = await prisma.$queryRaw<{ there: boolean }[]>`
        select to_regclass('_prisma_migrations') is not null as there`;
      if (!known?.there) return [];
      const rows = await prisma.$queryRaw<{ migration_name: string }[]>`
        select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null`;
      return rows.map((row) => row.migration_name);
    },
    async backlog(now) {
      const at = new Date(now);
      const [counts] = await prisma.$queryRaw<Counts[]>`
        select
          (select count(*)::int from webhook_inbox where state = 'new') as deliveries,
          (select min(received_at) from webhook_inbox where state = 'new') as oldest_delivery,
          (select count(*)::int from probe_hints where due_at <= ${at}::timestamptz) as hints,
          (select min(due_at) from probe_hints where due_at <= ${at}::timestamptz) as oldest_hint,
          (select count(*)::int from shops where uninstalled_at is null) as shops,
          (select count(*)::int from scans where state = 'running') as running,
          (select count(*)::int from scans where state = 'queued') as overdue,
          (select min(requested_at) from scans where state = 'queued') as oldest_overdue`;
      const circuits = await prisma.$queryRaw<{ connector: string; open: number }[]>`
        select connections.connector, count(*)::int as open from connection_circuits
        join connections on connections.shop = connection_circuits.shop and connections.id = connection_circuits.connection_id
        where retry_at is not null group by connections.connector order by connections.connector`;
      const since = (then: Date | null) => (then === null ? 0 : Math.max(0, (now - instant(then)) / 1000));
      return {
        jobs: await jobBacklog(prisma),
        deliveries: { count: counts?.deliveries ?? 0, oldestSeconds: since(counts?.oldest_delivery ?? null) },
        hints: { count: counts?.hints ?? 0, oldestSeconds: since(counts?.oldest_hint ?? null) },
        shops: counts?.shops ?? 0,
        scansRunning: counts?.running ?? 0,
        scansOverdue: { count: counts?.overdue ?? 0, oldestSeconds: since(counts?.oldest_overdue ?? null) },
        circuits,
      };
    },
  };
}

interface Counts {
  readonly deliveries: number;
  readonly oldest_delivery: Date | null;
  readonly hints: number;
  readonly oldest_hint: Date | null;
  readonly shops: number;
  readonly running: number;
  readonly overdue: number;
  readonly oldest_overdue: Date | null;
}

/** The queue makes its tables itself, when a process first uses it. */
async function jobBacklog(prisma: PrismaClient) {
  const [known] = await prisma.$queryRaw<{ there: boolean }[]>`
    select to_regclass('jobs.job') is not null as there`;
  if (!known?.there) return [];
  return prisma.$queryRaw<
    { kind: string; ready: number; active: number; failed: number; oldestReadySeconds: number }[]
  >`
    select name as kind,
      (count(*) filter (where state in ('created', 'retry') and start_after <= now()))::int as ready,
      (count(*) filter (where state = 'active'))::int as active,
      (count(*) filter (where state = 'failed'))::int as failed,
      coalesce(extract(epoch from now() - min(created_on) filter (where state in ('created', 'retry') and start_after <= now())), 0)::float
        as "oldestReadySeconds"
    from jobs.job where state <> 'completed' and state <> 'cancelled' and name not like '\_\_pgboss%'
    group by name order by name`;
}
