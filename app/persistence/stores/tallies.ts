import type { Prisma, PrismaClient } from "../generated/client.ts";

/**
 * Brings the tallies of what changed up to date. Writers only leave marks, so that none waits for another; whoever reads counts the
 * marked locations again, one reader at a time, and sees all that was committed before.
 */
export async function refreshTallies(prisma: PrismaClient, shop: string): Promise<void> {
  const marked = await prisma.discrepancyMark.findFirst({ where: { shop }, select: { id: true } });
  if (marked === null) return;
  const refresh = async (tx: Prisma.TransactionClient) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('discrepancy tallies ' || ${shop}, 0))`;
    const marks = await tx.$queryRaw<{ location_id: string }[]>`
      delete from discrepancy_marks where shop = ${shop} returning location_id`;
    const locations = [...new Set(marks.map(({ location_id }) => location_id))];
    if (locations.length === 0) return;
    await tally(tx, shop, locations);
  };
  // After a scan that changed everything there is a second or two of counting, and others may be waiting for it.
  await prisma.$transaction(refresh, { maxWait: 15_000, timeout: 60_000 });
}

/** A statement of its own, so that it sees what was committed while this one waited for the lock. */
async function tally(
  tx: Prisma.TransactionClient,
  shop: string,
  locations: readonly string[],
): Promise<void> {
  await tx.$executeRaw`delete from discrepancy_tallies where shop = ${shop} and location_id = any(${locations}::text[])`;
  await tx.$executeRaw`
    with pools as (
      select location_id, sku, coalesce(incident_id::text, 'none') as part, direction, money, units_millionths, first_seen_at,
        handoff, flow, recurrence, state, state in ('open', 'acknowledged', 'resyncing') as is_open
      from discrepancies
      where shop = ${shop} and location_id = any(${locations}::text[])
        and state in ('open', 'acknowledged', 'resyncing', 'settling', 'patched')),
    keys as (
      select location_id, sku, 'all' as part, bool_or(is_open) as open,
        bool_or(direction = 'can_oversell') filter (where is_open) as oversell,
        bool_or(direction = 'hidden_stock') filter (where is_open) as hidden,
        max(money) filter (where is_open) as money, max(units_millionths) filter (where is_open) as units,
        min(first_seen_at) filter (where is_open) as first_seen_at, min(handoff) filter (where is_open) as first_handoff,
        max(handoff) filter (where is_open) as last_handoff, min(flow) filter (where is_open) as flow,
        max(recurrence) filter (where is_open) as recurrence, bool_or(state = 'settling') as settling,
        bool_or(state = 'patched') as patched
      from pools group by location_id, sku
      union all
      select location_id, sku, part, true, bool_or(direction = 'can_oversell'), bool_or(direction = 'hidden_stock'), max(money),
        max(units_millionths), min(first_seen_at), min(handoff), max(handoff), min(flow), max(recurrence), false, false
      from pools where is_open group by location_id, sku, part)
    insert into discrepancy_tallies (shop, location_id, part, open, can_oversell, hidden_stock, coming_back, settling, patched,
      units_millionths, money, money_oversold, first_seen_at, first_handoff, last_handoff, flow)
    select ${shop}, location_id, part, count(*) filter (where open), count(*) filter (where oversell),
      count(*) filter (where hidden and not coalesce(oversell, false)), count(*) filter (where recurrence > 0),
      count(*) filter (where settling), count(*) filter (where patched), sum(units), sum(money),
      sum(money) filter (where oversell), min(first_seen_at), min(first_handoff), max(last_handoff), min(flow)
    from keys group by location_id, part`;
}

/** Writes down how much there is now, as the count of today in the shop's zone. */
export async function keepDay(prisma: PrismaClient, shop: string, now: Date): Promise<void> {
  await refreshTallies(prisma, shop);
  await prisma.$executeRaw`
    insert into discrepancy_days (shop, day, open, can_oversell, hidden_stock, coming_back, not_read)
    select ${shop}, (${now}::timestamptz at time zone shops.timezone)::date, counted.open, counted.oversell, counted.hidden,
      counted.again, (
        select case when last.id is not null then (
          select count(distinct coalesce(reading.location_id, code.location_id))
          from scan_readings as reading
          left join location_codes as code on reading.location_id is null and code.shop = reading.shop
            and (reading.connection_id is null or code.connection_id = reading.connection_id)
          where reading.shop = ${shop} and reading.scan_id = last.id and not reading.complete and reading.problem is not null) end)
    from shops
    cross join (
      select coalesce(sum(open), 0) as open, coalesce(sum(can_oversell), 0) as oversell, coalesce(sum(hidden_stock), 0) as hidden,
        coalesce(sum(coming_back), 0) as again
      from discrepancy_tallies where shop = ${shop} and part = 'all') as counted
    left join lateral (
      select id from scans where shop = ${shop} and state not in ('queued', 'running') order by requested_at desc limit 1) as last
      on true
    where shops.domain = ${shop}
    on conflict (shop, day) do update set open = excluded.open, can_oversell = excluded.can_oversell,
      hidden_stock = excluded.hidden_stock, coming_back = excluded.coming_back, not_read = excluded.not_read`;
}
