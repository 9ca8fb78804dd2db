import { causes } from "../../diagnosis/cause.ts";
import { handoffs } from "../../inventory/index.ts";
import type { HomeData, HomeQuery } from "../../use-cases/contract.ts";
import {
  ages,
  homeAddress,
  homeColumns,
  homeSearch,
  homeSorts,
  isFiltered,
  listViews,
  noFilter,
  readHomeQuery,
  shownStates,
} from "../../use-cases/home-query.ts";
import { causeNames } from "../texts/causes.ts";
import { discrepancyTexts } from "../texts/discrepancies.ts";
import { handoffNames } from "../texts/systems.ts";
import type { FilterView, PickerView, PillView, TabView } from "./view.ts";

const texts = discrepancyTexts.filters;

export function presentFilter(data: HomeData, query: HomeQuery): FilterView {
  const shown = { ...query, after: null };
  const tabs = data.last === null ? [] : presentTabs(data, shown);
  return {
    query: shown,
    tabs,
    canSave: tabs.length > 0 && !tabs.some(({ current }) => current),
    sorts: homeSorts.map((value) => ({ value, label: discrepancyTexts.sorts[value] })),
    columns: homeColumns.map((value) => ({
      value,
      label: discrepancyTexts.shownColumns[value],
      shown: !query.without.includes(value),
    })),
    pickers: presentPickers(data, query),
    finders: (["vendor", "product", "tag"] as const).map((kind) => ({ kind, label: texts.names[kind] })),
    pills: presentPills(data, shown),
    clear: isFiltered(query) ? homeAddress({ ...shown, filter: noFilter }) : null,
  };
}

/** The views that everybody has, then the person's own. What narrows the list stays behind when another view is opened. */
function presentTabs({ savedViews }: HomeData, query: HomeQuery): readonly TabView[] {
  const asked = homeSearch(query);
  const own = savedViews.map(({ id, name, query: saved }): TabView => {
    // As it would be written today, so that a view of long ago is still known by its address.
    const search = homeSearch({ ...readHomeQuery(new URLSearchParams(saved)), after: null });
    return {
      label: name,
      href: search === "" ? "/app" : `/app?${search}`,
      current: search === asked,
      savedId: id,
    };
  });
  const isOwn = own.some(({ current }) => current);
  const usual = !isFiltered(query) && !query.grouped && query.sort === "weight" && query.without.length === 0;
  return [
    ...listViews.map((view) => ({
      label: discrepancyTexts.views[view],
      href: homeAddress({ ...query, view, sort: "weight", grouped: false, without: [], filter: noFilter }),
      current: usual && !isOwn && view === query.view,
      savedId: null,
    })),
    ...own,
  ];
}

function presentPickers({ locations }: HomeData, { filter }: HomeQuery): readonly PickerView[] {
  const picker = (
    name: keyof typeof texts.names,
    chosen: readonly string[],
    options: readonly { readonly value: string; readonly label: string }[],
  ) => ({
    ...{ name, label: texts.names[name] },
    options: options.filter(({ value }) => !chosen.includes(value)),
  });
  const directions = ["can_oversell", "hidden_stock"] as const;
  return [
    picker(
      "location",
      filter.locations,
      locations.map(({ id, name }) => ({ value: id, label: name })),
    ),
    picker(
      "handoff",
      filter.handoffs,
      handoffs.map((value) => ({ value, label: handoffNames[value] })),
    ),
    picker(
      "cause",
      filter.causes,
      ([...causes, "unknown"] as const).map((value) => ({ value, label: causeNames[value] })),
    ),
    picker(
      "state",
      filter.states,
      shownStates.map((value) => ({ value, label: texts.states[value] })),
    ),
    picker(
      "direction",
      filter.directions,
      directions.map((value) => ({ value, label: discrepancyTexts.directions[value] })),
    ),
    picker(
      "age",
      filter.age === null ? [] : [String(filter.age)],
      ages.map((value) => ({ value: String(value), label: texts.ages[value] ?? "" })),
    ),
  ];
}

function presentPills({ locations, productTitles }: HomeData, query: HomeQuery): readonly PillView[] {
  const { filter } = query;
  const without = (change: Partial<HomeQuery["filter"]>) =>
    homeAddress({ ...query, filter: { ...filter, ...change } });
  const list = <
    Key extends
      "locations" | "handoffs" | "causes" | "states" | "directions" | "vendors" | "products" | "tags",
  >(
    key: Key,
    name: keyof typeof texts.names,
    word: (value: HomeQuery["filter"][Key][number]) => string,
  ) =>
    (filter[key] as readonly HomeQuery["filter"][Key][number][]).map((value) => ({
      label: texts.pill(texts.names[name], word(value)),
      href: without({ [key]: filter[key].filter((other) => other !== value) }),
    }));
  const one = (name: keyof typeof texts.names, value: string | null, change: Partial<HomeQuery["filter"]>) =>
    value === null ? [] : [{ label: texts.pill(texts.names[name], value), href: without(change) }];
  const names = new Map(locations.map(({ id, name }) => [id, name]));
  return [
    ...list("locations", "location", (id) => names.get(id) ?? id),
    ...list("handoffs", "handoff", (handoff) => handoffNames[handoff]),
    ...list("causes", "cause", (cause) => causeNames[cause]),
    ...list("states", "state", (state) => texts.states[state]),
    ...list("directions", "direction", (direction) => discrepancyTexts.directions[direction]),
    ...one("age", filter.age === null ? null : (texts.ages[filter.age] ?? ""), { age: null }),
    ...list("vendors", "vendor", String),
    ...list("products", "product", (id) => productTitles.get(id) ?? texts.unknownProduct),
    ...list("tags", "tag", String),
    ...one("incident", filter.incident === null ? null : texts.oneIncident, { incident: null }),
    ...one("search", filter.search, { search: null }),
  ];
}
