import type { Call } from "../../../resync/ports.ts";
import type { ResyncRequest } from "../../../resync/request.ts";
import type { Row, RowTransition } from "../../../resync/row.ts";
import type {
  ResyncRequest as RequestRecord,
  ResyncRow as RowRecord,
  ResyncTransition as TransitionRecord,
  ResyncWrite as CallRecord,
} from "../../generated/client.ts";
import { instant, instantOrNull, quantityOrNull } from "../convert.ts";

/** The words in the columns are held to the domain's by CHECK constraints. */
export function requestOf(record: RequestRecord): ResyncRequest {
  return {
    id: record.id,
    shop: record.shop,
    origin: record.origin as ResyncRequest["origin"],
    undoOf: record.undoOf,
    requestedBy: record.requestedBy,
    requestedAt: instant(record.requestedAt),
    insistence: record.insistence,
    confirmedKeys: record.confirmedKeys,
    approvedBy: record.approvedBy,
    approvedAt: instantOrNull(record.approvedAt),
    approvedAlone: record.approvedAlone,
    cancelRequestedBy: record.cancelRequestedBy,
    cancelRequestedAt: instantOrNull(record.cancelRequestedAt),
  };
}

export function rowOf(record: RowRecord): Row {
  return {
    id: record.id,
    requestId: record.requestId,
    position: record.position,
    sku: record.sku,
    locationId: record.locationId,
    inventoryItemId: record.inventoryItemId,
    pool: record.pool,
    handoff: record.handoff as Row["handoff"],
    verdict: record.verdict as Row["verdict"],
    cause: record.cause,
    recurrence: record.recurrence,
    discrepancies: record.discrepancies,
    route: record.route as Row["route"],
    truth: record.truth as Row["truth"],
    connectionId: record.connectionId,
    state: record.state as Row["state"],
    shownFrom: quantityOrNull(record.shownFrom),
    shownTo: quantityOrNull(record.shownTo),
    from: quantityOrNull(record.from),
    to: quantityOrNull(record.to),
    attempts: record.attempts,
    writeId: record.writeId,
    refusal: record.refusal as Row["refusal"],
    why: record.why,
    acceptedAt: instantOrNull(record.acceptedAt),
    agreedAt: instantOrNull(record.agreedAt),
    cameBackAt: instantOrNull(record.cameBackAt),
    finishedAt: instantOrNull(record.finishedAt),
    checks: record.checks,
    nextCheckAt: instantOrNull(record.nextCheckAt),
  };
}

export function transitionOf(record: TransitionRecord): RowTransition {
  return {
    from: record.from as RowTransition["from"],
    to: record.to as RowTransition["to"],
    at: instant(record.at),
    actor: record.actor,
    why: record.why,
  };
}

export function callOf(record: CallRecord): Call {
  return {
    id: record.id,
    requestId: record.requestId,
    system: record.system as Call["system"],
    connectionId: record.connectionId,
    quantity: record.quantity as Call["quantity"],
    lines: record.lines as unknown as Call["lines"],
    preparedAt: instant(record.preparedAt),
  };
}
