import { effectsOf, type DiscrepancyEffect } from "../../../resync/effects.ts";
import type { Move } from "../../../resync/row.ts";
import type { Prisma } from "../../generated/client.ts";
import { dateOrNull } from "../convert.ts";
import { announceTransitions } from "../notify/announce.ts";

type Transaction = Prisma.TransactionClient;

/** Stores the moves whose rows are still where they were read, with their transitions and what they do to discrepancies. */
export async function storeMoves(tx: Transaction, shop: string, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  const moved = await updateRows(tx, shop, moves);
  const stored = moves.filter(({ row }) => moved.has(row.id));
  await tx.resyncTransition.createMany({
    data: stored.flatMap(({ row, transitions }) =>
      transitions.map(({ from, to, at, actor, why }) => ({
        shop,
        rowId: row.id,
        from,
        to,
        at: new Date(at),
        actor,
        why,
      })),
    ),
  });
  for (const effect of together(effectsOf(stored))) await moveDiscrepancies(tx, shop, effect);
}

async function updateRows(
  tx: Transaction,
  shop: string,
  moves: readonly Move[],
): Promise<ReadonlySet<string>> {
  const rows = moves.map(({ row }) => row);
  const expected = moves.map(({ row, transitions }) => transitions[0]?.from ?? row.state);
  const dates = (of: (row: Move["row"]) => number | null) => rows.map((row) => dateOrNull(of(row)));
  const updated = await tx.$queryRaw<{ id: string }[]>`
    update resync_rows set state = given.state, from_millionths = given.from_q, to_millionths = given.to_q,
      attempts = given.attempts, write_id = given.write_id, refusal = given.refusal, why = given.why,
      accepted_at = given.accepted_at, agreed_at = given.agreed_at, came_back_at = given.came_back_at,
      finished_at = given.finished_at, checks = given.checks, next_check_at = given.next_check_at
    from unnest(${rows.map((row) => row.id)}::uuid[], ${expected}::text[], ${rows.map((row) => row.state)}::text[],
      ${rows.map((row) => row.from?.toString() ?? null)}::bigint[], ${rows.map((row) => row.to?.toString() ?? null)}::bigint[],
      ${rows.map((row) => row.attempts)}::int[], ${rows.map((row) => row.writeId)}::uuid[],
      ${rows.map((row) => row.refusal)}::text[], ${rows.map((row) => row.why)}::text[],
      ${dates((row) => row.acceptedAt)}::timestamptz[], ${dates((row) => row.agreedAt)}::timestamptz[],
      ${dates((row) => row.cameBackAt)}::timestamptz[], ${dates((row) => row.finishedAt)}::timestamptz[],
      ${rows.map((row) => row.checks)}::int[], ${dates((row) => row.nextCheckAt)}::timestamptz[])
      as given (id, expected, state, from_q, to_q, attempts, write_id, refusal, why, accepted_at, agreed_at, came_back_at,
        finished_at, checks, next_check_at)
    where resync_rows.shop = ${shop} and resync_rows.id = given.id and resync_rows.state = given.expected
    returning resync_rows.id`;
  return new Set(updated.map((row) => row.id));
}

/** Effects that say the same of several discrepancies are one statement. */
function together(effects: readonly DiscrepancyEffect[]): readonly DiscrepancyEffect[] {
  const groups = Map.groupBy(effects, (effect) => JSON.stringify({ ...effect, ids: [] }));
  return [...groups.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, ids: [first, ...others].flatMap(({ ids }) => ids) }] : [],
  );
}

async function moveDiscrepancies(tx: Transaction, shop: string, effect: DiscrepancyEffect): Promise<void> {
  const { ids, from, to, cameBack, at, actor, why } = effect;
  const stored = await tx.$queryRaw<{ id: bigint }[]>`
    with before as (
      select id, state from discrepancies
      where shop = ${shop} and id = any(${[...ids]}::uuid[]) and state = any(${[...from]}::text[]) for update
    ), moved as (
      update discrepancies set state = ${to}, recurrence = recurrence + ${cameBack ? 1 : 0},
        opened_at = case when ${cameBack} then ${new Date(at)}::timestamptz else opened_at end
      from before where discrepancies.shop = ${shop} and discrepancies.id = before.id
      returning discrepancies.id, before.state as state
    )
    insert into discrepancy_transitions (shop, discrepancy_id, from_state, to_state, at, actor, why)
    select ${shop}, id, state, ${to}, ${new Date(at)}::timestamptz, ${actor}, ${why} from moved
    returning id`;
  await announceTransitions(
    tx,
    shop,
    stored.map((row) => row.id),
  );
}
