import type { System } from "../../inventory/index.ts";
import { formatFor, type Format } from "../format.ts";
import { presentChecklist } from "../setup/present-checklist.ts";
import { presentLastScan } from "../scans/present-last-scan.ts";
import { presentProgress } from "../scans/present-progress.ts";
import { discrepancyTexts as texts } from "../texts/discrepancies.ts";
import type { HomeData, HomeQuery, OpenCounts } from "../../use-cases/contract.ts";
import { emptyHome } from "./empty-home.ts";
import { presentRows, shownSystems } from "./present-rows.ts";
import { presentTroubles } from "./present-trouble.ts";
import { homeAddress, homeSorts, homeViews } from "../../use-cases/home-query.ts";
import type { FilterView, HomeView, MetricView, TabView } from "./view.ts";

export function presentHome(data: HomeData, query: HomeQuery, locale: string): HomeView {
  const format = formatFor({ ...data.shop, locale, now: data.now });
  const connected = new Set<System>(data.setup.roles);
  const shown = shownSystems(connected, data.discrepancies);
  return {
    checklist: presentChecklist(data.setup, data.running !== null, format),
    progress: data.running && presentProgress(data.running, data.now, format),
    canScan: data.setup.roles.length > 0 && data.running === null,
    ...presentTroubles(data, format),
    metrics: data.last === null ? [] : presentMetrics(data, format),
    table: {
      systems: shown,
      rows: presentRows(data.discrepancies, shown, format, data.names),
      tabs: data.last === null ? [] : presentTabs(query),
      filter: presentFilter(data, query),
      next: data.nextCursor === null ? null : homeAddress({ ...query, after: data.nextCursor }),
      first: query.after === null ? null : homeAddress({ ...query, after: null }),
    },
    empty: emptyHome(data, query, format),
    lastScan: data.last && presentLastScan(data.last, connected, format),
  };
}

function presentMetrics({ counts }: HomeData, format: Format): readonly MetricView[] {
  const m = texts.metrics;
  return [
    { label: m.open, value: format.count(counts.open), help: m.openHelp, tone: "plain" },
    {
      label: m.canOversell,
      value: format.count(counts.canOversell),
      help: m.canOversellHelp,
      tone: counts.canOversell > 0 ? "critical" : "plain",
    },
    {
      label: m.hiddenStock,
      value: format.count(counts.hiddenStock),
      help: m.hiddenStockHelp,
      tone: counts.hiddenStock > 0 ? "caution" : "plain",
    },
    {
      label: m.atStake,
      value: atStake(counts, format),
      help: m.atStakeHelp,
      tone: "plain",
    },
    { label: m.settling, value: format.count(counts.settling), help: m.settlingHelp, tone: "plain" },
  ];
}

/** Without discrepancies nothing is at stake; with some and no price, nobody knows. */
function atStake({ open, money }: OpenCounts, format: Format): string {
  if (open === 0) return format.roundMoney("0");
  return money === null ? texts.metrics.notKnown : format.roundMoney(money);
}

function presentFilter({ locations }: HomeData, { view, sort, location, search }: HomeQuery): FilterView {
  return {
    view,
    sort,
    sorts: homeSorts.map((value) => ({ value, label: texts.sorts[value] })),
    location: location ?? "",
    search: search ?? "",
    locations: [
      { value: "", label: texts.filters.everywhere },
      ...locations.map(({ id, name }) => ({ value: id, label: name })),
    ],
    active: view !== "open" || location !== null || search !== null,
  };
}

/** Another view of the same place and search. */
function presentTabs(query: HomeQuery): readonly TabView[] {
  return homeViews.map((view) => ({
    label: texts.views[view],
    href: homeAddress({ ...query, view, after: null }),
    current: view === query.view,
  }));
}
