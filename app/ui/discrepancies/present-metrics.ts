import type { DayCounts, HomeData } from "../../use-cases/contract.ts";
import type { Format } from "../format.ts";
import { discrepancyTexts } from "../texts/discrepancies.ts";
import type { MetricView, TrendView } from "./view.ts";

const texts = discrepancyTexts.metrics;
const DAY = 24 * 3_600_000;

export function presentMetrics({ counts, last, days }: HomeData, format: Format): readonly MetricView[] {
  const { open, canOversell, hiddenStock, comingBack, patched, settling } = counts;
  const notRead = new Set(last?.unread.map(({ locationId }) => locationId)).size;
  const trend = (of: (day: DayCounts) => number | null) => presentTrend(days, of, format);
  return [
    {
      ...{ label: texts.open, value: format.count(open), tone: "plain", href: "/app" },
      help: texts.openHelp(atStake(counts, format), format.count(settling)),
      trend: trend((day) => day.open),
    },
    {
      ...{ label: texts.canOversell, value: format.count(canOversell), help: texts.canOversellHelp },
      ...{ tone: canOversell > 0 ? "critical" : "plain", href: "/app?view=can_oversell" },
      trend: trend((day) => day.canOversell),
    },
    {
      ...{ label: texts.hiddenStock, value: format.count(hiddenStock), help: texts.hiddenStockHelp },
      ...{ tone: hiddenStock > 0 ? "caution" : "plain", href: "/app?view=hidden_stock" },
      trend: trend((day) => day.hiddenStock),
    },
    {
      ...{
        label: texts.comingBack,
        value: format.count(comingBack),
        tone: comingBack > 0 ? "caution" : "plain",
      },
      ...{ help: texts.comingBackHelp(format.count(patched)), href: "/app?view=coming_back" },
      trend: trend((day) => day.comingBack),
    },
    {
      ...{
        label: texts.notRead,
        value: format.count(notRead),
        tone: notRead > 0 ? "caution" : "plain",
        href: null,
      },
      help: notRead > 0 ? texts.notReadHelp : texts.allReadHelp,
      trend: trend((day) => day.notRead),
    },
  ];
}

/** Without discrepancies nothing is at stake; with some and no price, nobody knows. */
function atStake({ open, money }: HomeData["counts"], format: Format): string {
  if (open === 0) return format.roundMoney("0");
  return money === null ? texts.noPrices : format.roundMoney(money);
}

/** Null where fewer than two days are known: a point is no trend. */
function presentTrend(
  days: readonly DayCounts[],
  of: (day: DayCounts) => number | null,
  format: Format,
): TrendView | null {
  const known = days.flatMap((day) => {
    const value = of(day);
    return value === null ? [] : [{ at: Date.parse(day.day) / DAY, value }];
  });
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last || first === last) return null;
  const top = Math.max(1, ...known.map(({ value }) => value));
  const lines: string[][] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const { at, value } of known) {
    if (at - before > 1) lines.push([]);
    before = at;
    const x = (100 * (at - first.at)) / (last.at - first.at);
    lines.at(-1)?.push(`${x.toFixed(1)},${(22 - (20 * value) / top).toFixed(1)}`);
  }
  return {
    lines: lines.map((points) => points.join(" ")),
    label: texts.trend(
      format.count(last.at - first.at + 1),
      format.count(first.value),
      format.count(last.value),
    ),
  };
}
