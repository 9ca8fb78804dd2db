import type { HomeQuery, HomeSort, HomeView } from "./contract.ts";

export const homeViews: readonly HomeView[] = [
  "open",
  "can_oversell",
  "hidden_stock",
  "coming_back",
  "snoozed",
  "acknowledged",
  "ignored",
];
export const homeSorts: readonly HomeSort[] = ["weight", "money", "first_seen"];

/** What an address asks for. Anything that it cannot mean is the usual: open ones, by weight. */
export function readHomeQuery(search: URLSearchParams): HomeQuery {
  // The database refuses text with a zero byte.
  const given = (name: string) => search.get(name)?.replaceAll("\0", "").trim() || null;
  return {
    view: homeViews.find((view) => view === given("view")) ?? "open",
    sort: homeSorts.find((sort) => sort === given("sort")) ?? "weight",
    location: given("location"),
    search: given("search"),
    after: given("after"),
  };
}

/** The address of the same; what is usual is left out. */
export function homeAddress({ view, sort, location, search, after }: HomeQuery): string {
  const given = new URLSearchParams();
  if (view !== "open") given.set("view", view);
  if (sort !== "weight") given.set("sort", sort);
  for (const [name, value] of Object.entries({ location, search, after })) if (value) given.set(name, value);
  return given.size === 0 ? "/app" : `/app?${given.toString()}`;
}
