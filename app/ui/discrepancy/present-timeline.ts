import { systems, type Instant, type Quantity, type System } from "../../inventory/index.ts";
import type { DiscrepancyData, TimelinePoint } from "../../use-cases/contract.ts";
import type { Format } from "../format.ts";
import { oneDiscrepancyTexts } from "../texts/discrepancy.ts";
import { systemNames } from "../texts/systems.ts";
import { eventText } from "../events/event-text.ts";
import type { TimelineView } from "./view.ts";

const texts = oneDiscrepancyTexts.timeline;
const WIDTH = 720;
const HEIGHT = 200;
const MARGIN = 8;
const MOST_ROWS = 60;
const MOST_EVENTS = 40;

/** Steps per system, since a count stands until it is read differently. */
export function presentTimeline(data: DiscrepancyData, format: Format): TimelineView {
  const { timeline, events, discrepancy, names } = data;
  const from = timeline[0]?.at ?? discrepancy.firstSeenAt;
  const to = Math.max(timeline.at(-1)?.until ?? discrepancy.lastSeenAt, from + 1);
  const shown = systems.filter((system) => timeline.some(({ values }) => values[system] != null));
  const numbers = timeline.flatMap(({ values }) => Object.values(values).filter((value) => value !== null));
  const [low, high] = [Math.min(...numbers, Infinity), Math.max(...numbers, -Infinity)];
  const known = numbers.length > 0;
  const x = (at: Instant): number => round(((at - from) / (to - from)) * WIDTH);
  const y = (value: number): number =>
    high === low
      ? HEIGHT / 2
      : round(HEIGHT - MARGIN - ((value - low) / (high - low)) * (HEIGHT - 2 * MARGIN));
  const { lastAgreedAt, firstSeenAt } = discrepancy;
  const marked = events.filter(({ at }) => at >= from && at <= to).slice(-MOST_EVENTS);
  return {
    label: texts.label(format.moment(from), format.moment(to)),
    series: shown.map((system) => ({
      system,
      name: names[system] ?? systemNames[system],
      path: pathOf(timeline, system, x, y),
    })),
    unsure:
      lastAgreedAt === null || lastAgreedAt < from || firstSeenAt <= lastAgreedAt
        ? null
        : { x: x(lastAgreedAt), width: Math.max(1, round(x(firstSeenAt) - x(lastAgreedAt))) },
    marks: marked.map((event) => ({
      x: x(event.at),
      text: `${format.clock(event.at)}: ${eventText(event, names)}`,
    })),
    top: known ? format.quantity(high as Quantity) : "",
    bottom: known ? format.quantity(low as Quantity) : "",
    from: format.clock(from),
    to: format.clock(to),
    columns: shown.map((system) => names[system] ?? systemNames[system]),
    rows: timeline
      .slice(-MOST_ROWS)
      .toReversed()
      .map((point) => ({
        from: format.clock(point.at),
        until: format.clock(point.until),
        cells: shown.map((system) => cellOf(point, system, format)),
      })),
    events: marked
      .toReversed()
      .map((event) => ({ at: format.clock(event.at), text: eventText(event, names) })),
  };
}

function pathOf(
  timeline: readonly TimelinePoint[],
  system: System,
  x: (at: Instant) => number,
  y: (value: number) => number,
): string {
  let path = "";
  let before: number | null = null;
  timeline.forEach(({ at, until, values }, index) => {
    const value = values[system];
    if (value == null) {
      before = null;
      return;
    }
    const end = timeline[index + 1]?.at ?? until;
    path += before === null ? `M${x(at)} ${y(value)}` : `V${y(value)}`;
    path += `H${x(end)}`;
    before = value;
  });
  return path;
}

function cellOf({ values }: TimelinePoint, system: System, format: Format): string {
  const value = values[system];
  if (value === undefined) return texts.notRead;
  return value === null ? texts.unknown : format.quantity(value);
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
