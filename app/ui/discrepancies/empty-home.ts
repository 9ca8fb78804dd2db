import type { Format } from "../format.ts";
import { discrepancyTexts } from "../texts/discrepancies.ts";
import type { HomeData, HomeQuery } from "../../use-cases/contract.ts";
import { homeAddress, isFiltered, noFilter } from "../../use-cases/home-query.ts";
import type { EmptyView } from "./view.ts";

const texts = discrepancyTexts.empty;

/** What stands in place of the table, and what to do next; null where there is something to show. */
export function emptyHome(data: HomeData, query: HomeQuery, format: Format): EmptyView | null {
  if (data.discrepancies.length > 0) return null;
  const { setup, running, last } = data;
  const { view, after } = query;
  const clear = {
    label: discrepancyTexts.filters.clear,
    href: homeAddress({ ...query, filter: noFilter, after: null }),
  };
  if (isFiltered(query)) return { title: texts.noMatch, body: texts.noMatchBody, action: clear, good: false };
  const all = { label: texts.showAll, href: "/app" };
  if (after !== null) return { title: texts.lastPage, body: texts.lastPageBody, action: all, good: false };
  if (last !== null && view !== "open") {
    const { title, body } = texts.inView[view];
    const unread = new Set(last.unread.map(({ locationId }) => locationId)).size;
    const told = unread === 0 ? body : `${body} ${texts.partial(format.count(unread), unread === 1)}`;
    return { title, body: told, action: all, good: false };
  }
  if (setup.connections === 0) {
    return {
      title: texts.notConnected,
      body: texts.notConnectedBody,
      action: { label: texts.connect, href: "/app/connections/new" },
      good: false,
    };
  }
  if (last === null && running !== null) {
    return { title: texts.scanning, body: texts.scanningBody, action: null, good: false };
  }
  if (last === null && setup.mappedLocations === 0) {
    return {
      title: texts.notMapped,
      body: texts.notMappedBody,
      action: { label: texts.map, href: "/app/locations" },
      good: false,
    };
  }
  if (last === null) {
    return {
      title: texts.notScanned,
      body: texts.notScannedBody,
      action: { label: discrepancyTexts.scan, scan: true },
      good: false,
    };
  }
  switch (last.scan.state) {
    case "complete":
      return {
        title: texts.agrees,
        body: texts.agreesBody(format.ago(last.scan.finishedAt ?? data.now)),
        action: null,
        good: true,
      };
    case "incomplete":
      return { title: texts.incomplete, body: texts.incompleteBody, action: null, good: false };
    default:
      return { title: texts.unfinished, body: texts.unfinishedBody, action: null, good: false };
  }
}
