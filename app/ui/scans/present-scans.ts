import { sampleKinds, type Sample } from "../../comparison/contract.ts";
import { systems, type System } from "../../inventory/index.ts";
import type { WebhookGap } from "../../scan/announced.ts";
import type { HowRead } from "../../scan/reading/kept.ts";
import type { Scan } from "../../scan/ports.ts";
import { formatFor, type Format } from "../format.ts";
import { scanTexts as texts } from "../texts/scans.ts";
import { systemNames } from "../texts/systems.ts";
import type { ScansData } from "../../use-cases/contract.ts";
import { presentProgress } from "./present-progress.ts";
import { presentScanState } from "./scan-state.ts";
import type { CoverageView, SampleGroupView, ScanRowView, ScansView } from "./view.ts";

export function presentScans(data: ScansData, locale: string): ScansView {
  const { shop, now, running, ended, scanEveryMinutes } = data;
  const format = formatFor({ ...shop, locale, now });
  const [newest] = ended;
  return {
    subtitle: texts.subtitle(format.count(scanEveryMinutes), scanEveryMinutes === 1),
    progress: running && presentProgress(running, now, format),
    history: ended.map((scan) => presentScan(scan, format)),
    coverage: presentCoverage(data, format),
    readings: presentReadings(data, format),
    samples: presentSamples(newest?.samples ?? []),
  };
}

function presentScan(scan: Scan, format: Format): ScanRowView {
  const { id, state, trigger, requestedAt, startedAt, finishedAt, counts, problem } = scan;
  const sum = (of: Readonly<Record<System, number>> | undefined) =>
    of === undefined ? "–" : format.count(systems.reduce((total, system) => total + of[system], 0));
  return {
    id,
    when: format.moment(startedAt ?? requestedAt),
    state: presentScanState(state),
    trigger: texts.triggers[trigger],
    duration:
      startedAt === null || finishedAt === null
        ? texts.history.notStarted
        : format.span(finishedAt - startedAt),
    rows: sum(counts?.rows),
    unmatched: sum(counts?.unmatched),
    rejected: sum(counts?.rejected),
    opened: counts === null ? "–" : format.count(counts.opened),
    resolved: counts === null ? "–" : format.count(counts.resolved),
    problem,
    gap: gapOf(counts?.webhookGap ?? null, format),
  };
}

function presentReadings({ readings, connections }: ScansData, format: Format): ScansView["readings"] {
  return readings.flatMap(({ connectionId, locationId, how, problem }) => {
    const name = connections.find(({ id }) => id === connectionId)?.name;
    if (connectionId === null || locationId !== null || name === undefined) return [];
    return [{ id: connectionId, name, how: how === null ? (problem ?? "") : howText(how, format) }];
  });
}

function howText({ kind, why, wholeAt }: HowRead, format: Format): string {
  const { changes, full, because } = texts.readings;
  if (kind === "changes") return changes(wholeAt === null ? "" : format.clock(wholeAt));
  return why === null ? full : `${full} ${because[why]}`;
}

function gapOf(gap: WebhookGap | null, format: Format): string | null {
  if (gap === null || gap.unannounced === 0) return null;
  return texts.history.gap(format.count(gap.unannounced), gap.unannounced === 1);
}

/** A system without a reading at a location is absent there, which is no fault. */
function presentCoverage({ readings, locations }: ScansData, format: Format): CoverageView | null {
  const seen = systems.filter((system) => readings.some((r) => r.system === system && r.locationId !== null));
  if (seen.length === 0) return null;
  return {
    systems: seen.map((system) => systemNames[system]),
    rows: locations.map(({ id, name }) => ({
      location: name,
      cells: seen.map((system) => {
        const here = readings.filter((r) => r.system === system && r.locationId === id);
        if (here.length === 0) return "–";
        if (here.some((r) => !r.complete)) return texts.coverage.unread;
        return format.count(here.reduce((total, r) => total + r.rows, 0));
      }),
    })),
  };
}

function presentSamples(samples: readonly Sample[]): readonly SampleGroupView[] {
  return sampleKinds.flatMap((kind) => {
    const some = samples.filter((sample) => sample.kind === kind);
    return some.length === 0
      ? []
      : [
          {
            kind: texts.samples.kinds[kind],
            samples: some.map(({ system, text }) => ({ system: systemNames[system], text })),
          },
        ];
  });
}
