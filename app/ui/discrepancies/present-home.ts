import { canDo } from "../../discrepancies/actions.ts";
import type { System } from "../../inventory/index.ts";
import { formatFor } from "../format.ts";
import { presentChecklist } from "../setup/present-checklist.ts";
import { presentLastScan } from "../scans/present-last-scan.ts";
import { presentProgress } from "../scans/present-progress.ts";
import type { HomeData, HomeQuery } from "../../use-cases/contract.ts";
import { emptyHome } from "./empty-home.ts";
import { presentFilter } from "./present-filter.ts";
import { presentGroups } from "./present-groups.ts";
import { presentMetrics } from "./present-metrics.ts";
import { shownSystems } from "./present-rows.ts";
import { presentTroubles } from "./present-trouble.ts";
import { homeAddress } from "../../use-cases/home-query.ts";
import type { HomeView } from "./view.ts";

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
    filter: presentFilter(data, query),
    table: {
      systems: shown,
      groups: presentGroups(data, query, shown, format),
      without: query.without,
      query: { ...query, after: null },
      canReopen: data.discrepancies.some(({ discrepancy }) => canDo("reopen", discrepancy.state)),
      next: data.nextCursor === null ? null : homeAddress({ ...query, after: data.nextCursor }),
      first: query.after === null ? null : homeAddress({ ...query, after: null }),
    },
    empty: emptyHome(data, query, format),
    lastScan: data.last && presentLastScan(data.last, connected, format),
  };
}
