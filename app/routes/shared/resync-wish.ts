import type { ResyncWish } from "../../use-cases/contract.ts";

/** `?discrepancy=ID&discrepancy=ID`, or several in one, parted by commas; `route` and `insistence` as the form sends them. */
export function readWish(search: URLSearchParams): ResyncWish {
  const route = search.get("route");
  return {
    discrepancies: search
      .getAll("discrepancy")
      .flatMap((ids) => ids.split(","))
      .filter((id) => id !== ""),
    route: route === "ask" || route === "set" ? route : null,
    insistence: search.get("insistence")?.trim() || null,
  };
}

export function wishHref({ discrepancies, route, insistence }: ResyncWish): string {
  const search = new URLSearchParams({ discrepancy: discrepancies.join(",") });
  if (route !== null) search.set("route", route);
  if (insistence !== null) search.set("insistence", insistence);
  return `/app/resyncs/new?${search.toString()}`;
}
