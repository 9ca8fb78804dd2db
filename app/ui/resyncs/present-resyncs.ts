import { isFinal, rowStates } from "../../resync/row.ts";
import { stateOf, type RowCounts } from "../../resync/request.ts";
import { formatFor, type Format } from "../format.ts";
import { resyncTexts as texts } from "../texts/resyncs.ts";
import type { ResyncsData } from "../../use-cases/contract.ts";
import type { RequestView, ResyncsView } from "./view.ts";
import { locationNamer, namer, presentState } from "./words.ts";

export function presentResyncs(data: ResyncsData, locale: string): ResyncsView {
  const format = formatFor({ ...data.shop, locale, now: data.now });
  const requests = data.requests.map((one) => presentRequest(one, data, format));
  const waits = new Set(
    data.requests
      .filter(
        ({ request, counts }) =>
          (counts.awaiting_approval ?? 0) > 0 &&
          request.approvedAt === null &&
          request.cancelRequestedAt === null,
      )
      .map(({ request }) => request.id),
  );
  return {
    queue: requests.filter(({ id }) => waits.has(id)),
    requests,
    live: data.requests.some(({ counts }) =>
      rowStates.some((state) => state !== "awaiting_approval" && !isFinal(state) && (counts[state] ?? 0) > 0),
    ),
  };
}

function presentRequest(
  { request, counts, first }: ResyncsData["requests"][number],
  { people, locations }: ResyncsData,
  format: Format,
): RequestView {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const what =
    total === 1 && first
      ? texts.list.keyAt(first.sku, locationNamer(locations)(first.locationId))
      : texts.list.counts(format.count(total));
  return {
    id: request.id,
    href: `/app/resyncs/${request.id}`,
    what: request.undoOf === null ? what : `${texts.list.undo}: ${what}`,
    state: presentState(stateOf(counts)),
    outcome: countsText(counts, format),
    who: namer(people)(request.requestedBy),
    when: format.clock(request.requestedAt),
  };
}

/** "3 held, 1 came back" */
export function countsText(counts: RowCounts, format: Format): string {
  const parts = rowStates.flatMap((state) => {
    const count = counts[state] ?? 0;
    return count === 0 ? [] : [`${format.count(count)} ${texts.states[state].toLowerCase()}`];
  });
  return format.list(parts);
}
