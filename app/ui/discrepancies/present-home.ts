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
import type { FilterView, HomeView, MetricView } from "./view.ts";

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
      filter: presentFilter(data, query),
      next: data.nextCursor === null ? null : pageHref(query, data.nextCursor),
      first: query.after === null ? null : pageHref(query, null),
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
  if (open === 0) return format.money("0");
  return money === null ? texts.metrics.notKnown : format.money(money);
}

function presentFilter({ locations }: HomeData, { location, search }: HomeQuery): FilterView {
  return {
    location: location ?? "",
    search: search ?? "",
    locations: [
      { value: "", label: texts.filters.everywhere },
      ...locations.map(({ id, name }) => ({ value: id, label: name })),
    ],
    active: location !== null || search !== null,
  };
}

function pageHref({ location, search }: HomeQuery, after: string | null): string {
  const given = Object.entries({ location, search, after }).flatMap(([name, value]) =>
    value ? [[name, value]] : [],
  );
  const query = new URLSearchParams(given).toString();
  return query === "" ? "/app" : `/app?${query}`;
}
