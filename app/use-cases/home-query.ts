import { causes } from "../diagnosis/cause.ts";
import { handoffs } from "../inventory/index.ts";
import type { HomeColumn, HomeFilter, HomeQuery, HomeSort, ListView, ShownState } from "./contract.ts";

export const listViews: readonly ListView[] = [
  "open",
  "can_oversell",
  "hidden_stock",
  "coming_back",
  "patched",
  "snoozed",
  "acknowledged",
  "ignored",
];
export const homeSorts: readonly HomeSort[] = ["weight", "money", "units", "first_seen", "newest", "sku"];
export const homeColumns: readonly HomeColumn[] = ["sentence", "read", "money", "first_seen"];
export const shownStates: readonly ShownState[] = [
  "open",
  "acknowledged",
  "snoozed",
  "resyncing",
  "patched",
  "ignored",
];
/** In hours, as addresses may say it. */
export const ages: readonly number[] = [1, 24, 72, 168, 720];

const MOST_VALUES = 50;
const LONGEST_TEXT = 300;

export const noFilter: HomeFilter = {
  ...{ locations: [], handoffs: [], causes: [], states: [], directions: [], age: null },
  ...{ vendors: [], products: [], tags: [], incident: null, search: null },
};

/** What an address asks for. Anything that it cannot mean is left out: wild addresses show the usual list. */
export function readHomeQuery(search: URLSearchParams): HomeQuery {
  const all = (name: string) => [...new Set(search.getAll(name).flatMap(clean))].slice(0, MOST_VALUES);
  const given = (name: string) => all(name)[0] ?? null;
  const among = <Word extends string>(words: readonly Word[], name: string) =>
    words.filter((word) => all(name).includes(word));
  return {
    view: listViews.find((view) => view === given("view")) ?? "open",
    sort: homeSorts.find((sort) => sort === given("sort")) ?? "weight",
    filter: {
      locations: all("location"),
      handoffs: among(handoffs, "handoff"),
      causes: among([...causes, "unknown"], "cause"),
      states: among(shownStates, "state"),
      directions: among(["can_oversell", "hidden_stock"], "direction"),
      age: ages.find((age) => String(age) === given("age")) ?? null,
      vendors: all("vendor"),
      products: all("product"),
      tags: all("tag"),
      incident: given("incident"),
      search: given("search"),
    },
    grouped: given("group") === "incident",
    without: among(homeColumns, "without"),
    after: search.get("after"),
  };
}

/** The database refuses text with a zero byte, and half of a surrogate pair is no text. */
function clean(text: string): readonly string[] {
  const kept = text.replaceAll("\0", "").trim().slice(0, LONGEST_TEXT).toWellFormed();
  return kept === "" ? [] : [kept];
}

/** The same as it stands in an address, "" for the usual; what is usual is left out. */
export function homeSearch({ view, sort, filter, grouped, without, after }: HomeQuery): string {
  const given = new URLSearchParams();
  if (view !== "open") given.set("view", view);
  if (sort !== "weight") given.set("sort", sort);
  const lists = {
    ...{ location: filter.locations, handoff: filter.handoffs, cause: filter.causes, state: filter.states },
    ...{ direction: filter.directions, age: filter.age === null ? [] : [String(filter.age)] },
    ...{ vendor: filter.vendors, product: filter.products, tag: filter.tags },
    ...{ incident: [filter.incident], search: [filter.search], group: grouped ? ["incident"] : [], without },
  };
  for (const [name, values] of Object.entries(lists))
    for (const value of values) if (value !== null) given.append(name, value);
  if (after !== null) given.set("after", after);
  return given.toString();
}

export function homeAddress(query: HomeQuery): string {
  const search = homeSearch(query);
  return search === "" ? "/app" : `/app?${search}`;
}

/** Whether anything narrows the view. */
export function isFiltered({ filter }: Pick<HomeQuery, "filter">): boolean {
  return Object.values(filter).some((value) => (Array.isArray(value) ? value.length > 0 : value !== null));
}
