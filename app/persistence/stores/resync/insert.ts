import type { NewRequest } from "../../../resync/ports.ts";
import type { Row } from "../../../resync/row.ts";
import type { Prisma } from "../../generated/client.ts";
import { dateOrNull } from "../convert.ts";

type Transaction = Prisma.TransactionClient;

/** As one statement: a client that words thousands of rows takes longer than the database that stores them. */
export async function insertRows(tx: Transaction, shop: string, rows: readonly Row[]): Promise<number> {
  const columns = JSON.stringify(rows.map((row) => columnsOf(shop, row)));
  return tx.$executeRaw`
    insert into resync_rows
    select * from jsonb_populate_recordset(null::resync_rows, ${columns}::text::jsonb)
    on conflict do nothing`;
}

export async function insertFirstSteps(
  tx: Transaction,
  { shop, requestedBy, requestedAt }: NewRequest,
  rows: readonly Row[],
): Promise<void> {
  await tx.$executeRaw`
    insert into resync_transitions (shop, row_id, to_state, at, actor, why)
    select ${shop}, id, state, ${new Date(requestedAt)}::timestamptz, ${requestedBy}, why
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.state)}::text[],
      ${rows.map((row) => row.why)}::text[]) as given (id, state, why)`;
}

/** The names of the database; a quantity as text, since it may be larger than JSON's numbers are safe for. */
function columnsOf(shop: string, row: Row): Readonly<Record<string, unknown>> {
  const quantity = (value: Row["from"]) => value?.toString() ?? null;
  return {
    id: row.id,
    shop,
    request_id: row.requestId,
    position: row.position,
    sku: row.sku,
    location_id: row.locationId,
    inventory_item_id: row.inventoryItemId,
    pool: row.pool,
    handoff: row.handoff,
    verdict: row.verdict,
    cause: row.cause,
    recurrence: row.recurrence,
    discrepancies: row.discrepancies,
    route: row.route,
    truth: row.truth,
    connection_id: row.connectionId,
    state: row.state,
    shown_from_millionths: quantity(row.shownFrom),
    shown_to_millionths: quantity(row.shownTo),
    from_millionths: quantity(row.from),
    to_millionths: quantity(row.to),
    attempts: row.attempts,
    write_id: row.writeId,
    refusal: row.refusal,
    why: row.why,
    accepted_at: dateOrNull(row.acceptedAt),
    agreed_at: dateOrNull(row.agreedAt),
    came_back_at: dateOrNull(row.cameBackAt),
    finished_at: dateOrNull(row.finishedAt),
    checks: row.checks,
    next_check_at: dateOrNull(row.nextCheckAt),
  };
}
