import type { MapQuery } from "./view.ts";

export const wholeMap: MapQuery = { lane: null, system: null, location: null, search: "", page: 1 };

/** What an address of the map asks for; what makes no sense counts as not said. */
export function readMapQuery(search: URLSearchParams): MapQuery {
  const page = Number(search.get("page"));
  return {
    lane: search.get("lane"),
    system: search.get("system"),
    location: search.get("location"),
    search: (search.get("search") ?? "").trim().slice(0, 200),
    page: Number.isInteger(page) && page > 0 && page < 1_000_000 ? page : 1,
  };
}

/** One thing is chosen at a time; the list of locations stays where it is. */
export function choose(
  query: MapQuery,
  chosen: Partial<Pick<MapQuery, "lane" | "system" | "location">>,
): string {
  return mapHref({ ...query, lane: null, system: null, location: null, ...chosen });
}

export function mapHref({ lane, system, location, search, page }: MapQuery): string {
  const given = Object.entries({
    lane,
    system,
    location,
    search,
    page: page === 1 ? null : String(page),
  }).flatMap(([name, value]) => (value === null || value === "" ? [] : [[name, value]]));
  const text = new URLSearchParams(given).toString();
  return text === "" ? "/app/map" : `/app/map?${text}`;
}
