import type { ManyMoves } from "../../use-cases/views.ts";
import type { PrismaClient } from "../generated/client.ts";
import { dateOrNull } from "./convert.ts";

/** So many in one transaction: a scan that records meanwhile waits for each only. */
const BATCH = 2_000;

export function manyMoves(prisma: PrismaClient): ManyMoves {
  return {
    async move(shop, ids, { from, to, why, snoozedUntil }, { person, now }) {
      let moved = 0;
      for (let start = 0; start < ids.length; start += BATCH) {
        moved += await prisma.$executeRaw`
          with old as (
            select id, state from discrepancies
            where shop = ${shop} and id = any(${ids.slice(start, start + BATCH)}::uuid[]) and state = any(${[...from]}::text[])
            order by id for update),
          moved as (
            update discrepancies as new set state = ${to}, snoozed_until = ${dateOrNull(snoozedUntil)}
            from old where new.shop = ${shop} and new.id = old.id
            returning new.id, old.state as from_state)
          insert into discrepancy_transitions (shop, discrepancy_id, from_state, to_state, at, actor, why)
          select ${shop}, id, from_state, ${to}, ${new Date(now)}, ${person}, ${why} from moved`;
      }
      return moved;
    },
    async undo(shop, at, { person, now }) {
      const steps = await prisma.$queryRaw<{ id: string; last: boolean }[]>`
        select step.discrepancy_id as id, not exists (
            select 1 from discrepancy_transitions as later
            where later.shop = step.shop and later.discrepancy_id = step.discrepancy_id and later.id > step.id) as last
        from discrepancy_transitions as step
        where step.shop = ${shop} and step.actor = ${person} and step.actor <> 'scan' and step.at = ${new Date(at)}
          and step.from_state <> step.to_state`;
      const undone = steps.filter(({ last }) => last).map(({ id }) => id);
      let moved = 0;
      for (let start = 0; start < undone.length; start += BATCH) {
        // How long it was to sleep is gone with the snooze: it is open again.
        moved += await prisma.$executeRaw`
          with old as (
            select d.id, d.state, case when step.from_state = 'snoozed' then 'open' else step.from_state end as before
            from discrepancies as d
            join discrepancy_transitions as step on step.shop = d.shop and step.discrepancy_id = d.id
              and step.actor = ${person} and step.at = ${new Date(at)} and step.to_state = d.state
              and step.from_state <> step.to_state
            where d.shop = ${shop} and d.id = any(${undone.slice(start, start + BATCH)}::uuid[])
            order by d.id for update of d),
          moved as (
            update discrepancies as new set state = old.before, snoozed_until = null
            from old where new.shop = ${shop} and new.id = old.id
            returning new.id, old.state as from_state, new.state as to_state)
          insert into discrepancy_transitions (shop, discrepancy_id, from_state, to_state, at, actor, why)
          select ${shop}, id, from_state, to_state, ${new Date(now)}, ${person}, 'Taken back.' from moved`;
      }
      return { moved, left: steps.length - moved };
    },
  };
}
