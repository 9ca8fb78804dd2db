import type { Prisma } from "../../generated/client.ts";

type Transaction = Prisma.TransactionClient;

/**
 * Writes down, in the transaction of the change itself, that the shop has something to tell: a message to every workflow that
 * waits for these transitions, and a mark for whatever hears of incidents.
 */
export async function announceTransitions(
  tx: Transaction,
  shop: string,
  transitionIds: readonly bigint[],
): Promise<void> {
  if (transitionIds.length === 0) return;
  await markForTelling(tx, shop);
  await tx.$executeRaw`
    with told as (
      select transitions.id, transitions.discrepancy_id, transitions.at,
        case
          when to_state = 'open' and from_state = 'patched' then 'discrepancy-came-back'
          when to_state = 'open' and coalesce(from_state, 'settling') = 'settling'
            then case when recurrence > 0 then 'discrepancy-came-back' else 'discrepancy-opened' end
          when to_state = 'patched' and from_state <> 'patched' then 'discrepancy-resolved'
          when to_state = 'resolved' and from_state not in ('settling', 'patched') then 'discrepancy-resolved'
        end as handle
      from discrepancy_transitions as transitions
      join discrepancies on discrepancies.shop = transitions.shop and discrepancies.id = transitions.discrepancy_id
      where transitions.shop = ${shop} and transitions.id = any(${[...transitionIds]}::bigint[]))
    insert into notifications (id, shop, target, subject, transition, state, members, created_at, due_at)
    select gen_random_uuid(), ${shop}, 'flow:' || told.handle, 'discrepancy:' || told.discrepancy_id, told.id || ' transition',
      'pending', '{}', told.at, told.at
    from told join flow_trigger_uses as uses on uses.shop = ${shop} and uses.handle = told.handle and uses.enabled
    on conflict do nothing`;
}

/** Nothing where nobody wants to be told. */
export function markForTelling(
  tx: Pick<Transaction, "$executeRaw">,
  shop: string,
): Prisma.PrismaPromise<number> {
  return tx.$executeRaw`
    insert into notification_marks (shop, due_at)
    select ${shop}, clock_timestamp()
    where exists (select from notification_channels where shop = ${shop} and off_at is null)
      or exists (select from flow_trigger_uses where shop = ${shop} and enabled)
    on conflict (shop) do update set due_at = excluded.due_at`;
}
