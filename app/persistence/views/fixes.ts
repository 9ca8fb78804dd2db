import { timingCauses } from "../../diagnosis/cause.ts";
import type { FixHistory } from "../../resync/ports.ts";
import type { PrismaClient } from "../generated/client.ts";
import { instant, instantOrNull } from "../stores/convert.ts";

/**
 * Every key that a resync brought in line: it returned when the check afterwards saw it come back, or when a scan later reopened the
 * discrepancy, before anybody fixed it again. And every rule's gap that came back after it was gone with no resync of the app's:
 * somebody mended it outside, all pools of the key at once. What was only late mends itself.
 */
export function fixHistory(prisma: PrismaClient): FixHistory {
  return {
    async fixes(shop, since) {
      const rows = await prisma.$queryRaw<FixRow[]>`
        select fix.sku, fix.location_id, fix.cause, coalesce(request.approved_by, request.requested_by) as by, fix.accepted_at,
          coalesce(fix.came_back_at, (
            select min(step.at) from discrepancy_transitions as step
            where step.shop = fix.shop and step.discrepancy_id = any(fix.discrepancies)
              and step.from_state = 'patched' and step.to_state = 'open' and step.at > fix.accepted_at
              and not exists (
                select 1 from resync_rows as later
                where later.shop = fix.shop and later.sku = fix.sku and later.location_id = fix.location_id
                  and later.accepted_at > fix.accepted_at and later.accepted_at < step.at)
          )) as returned_at
        from resync_rows as fix
        join resync_requests as request on request.shop = fix.shop and request.id = fix.request_id
        where fix.shop = ${shop} and fix.accepted_at >= ${new Date(since)} and request.undo_of is null
        union all
        select gone.sku, gone.location_id, gone.cause, null, gone.resolved_at, min(again.first_seen_at)
        from discrepancies as again
        join discrepancies as gone on gone.shop = again.shop and gone.id = again.return_of
        where again.shop = ${shop} and again.return_of is not null and again.first_seen_at >= ${new Date(since)}
          and gone.resolved_at >= ${new Date(since)} and gone.cause <> all(${[...timingCauses]}::text[])
          and not exists (
            select 1 from resync_rows as own
            where own.shop = gone.shop and own.sku = gone.sku and own.location_id = gone.location_id
              and own.accepted_at >= gone.first_seen_at and own.accepted_at <= gone.resolved_at)
        group by gone.sku, gone.location_id, gone.cause, gone.resolved_at
        order by accepted_at`;
      return rows.map((row) => ({
        sku: row.sku,
        locationId: row.location_id,
        cause: row.cause,
        by: row.by,
        at: instant(row.accepted_at),
        returnedAt: instantOrNull(row.returned_at),
      }));
    },
  };
}

interface FixRow {
  readonly sku: string;
  readonly location_id: string;
  readonly cause: string | null;
  readonly by: string | null;
  readonly accepted_at: Date;
  readonly returned_at: Date | null;
}
