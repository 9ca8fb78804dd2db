import type { Instant } from "../../inventory/index.ts";
import type { ScanProgress, SourceProgress } from "../../scan/progress.ts";
import type { Scan } from "../../scan/ports.ts";
import type { Format } from "../format.ts";
import { scanTexts as texts } from "../texts/scans.ts";
import { systemNames } from "../texts/systems.ts";
import type { ProgressView, SourceView } from "./view.ts";

const SECOND = 1_000;

export function presentProgress(scan: Scan, now: Instant, format: Format): ProgressView {
  const { id, progress } = scan;
  if (progress === null) return { scanId: id, title: texts.queued, stage: texts.queuedBody, sources: [] };
  return {
    scanId: id,
    title: texts.running,
    stage: stageText(progress, format),
    sources: progress.sources.map((source) => presentSource(source, now, format)),
  };
}

function stageText({ stage, candidates, confirmed }: ScanProgress, format: Format): string {
  if (stage !== "confirming" || candidates === 0) return texts.stages[stage];
  return `${texts.stages.confirming}: ${texts.confirmed(format.count(confirmed), format.count(candidates))}`;
}

function presentSource(source: SourceProgress, now: Instant, format: Format): SourceView {
  const { system, connectionId, name, state, rows, total, problem } = source;
  return {
    id: connectionId ?? system,
    system: systemNames[system],
    name,
    state,
    stateText: texts.sources[state],
    facts: state === "waiting" ? [] : factsOf(source, now, format),
    percent:
      state === "done"
        ? 100
        : total === null || total === 0
          ? null
          : Math.min(99, Math.floor((rows / total) * 100)),
    problem,
  };
}

function factsOf(source: SourceProgress, now: Instant, format: Format): readonly string[] {
  const { state, rows, total, startedAt, finishedAt } = source;
  const reading = state === "reading";
  const facts = [
    reading && total !== null
      ? texts.rowsOf(format.count(rows), format.count(total))
      : texts.rows(format.count(rows)),
  ];
  if (startedAt === null) return facts;
  const elapsed = Math.max(0, (finishedAt ?? now) - startedAt);
  if (!reading) return [...facts, texts.took(format.span(elapsed))];
  facts.push(texts.elapsed(format.span(elapsed)));
  // A speed from the first instants would promise anything.
  if (elapsed < SECOND || rows === 0) return facts;
  facts.splice(1, 0, texts.speed(format.count(Math.round((rows / elapsed) * SECOND))));
  if (total !== null && total > rows) facts.push(texts.left(format.span(((total - rows) / rows) * elapsed)));
  return facts;
}
