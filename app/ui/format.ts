import { formatQuantity, type Instant, type Quantity } from "../inventory/index.ts";

/** Writes numbers and times for one reader: the shop's zone and currency, the reader's locale, and the moment of writing. */
export interface Format {
  /** "12,480" */
  count(value: number): string;
  /** "12" or "-0.5", exact, in the locale's digits and separators. */
  quantity(value: Quantity): string;
  /** Decimal text in the shop's currency, "$120.00". */
  money(decimal: string): string;
  /** For a headline, in whole units of the currency: "$1,207,238". */
  roundMoney(decimal: string): string;
  /** "23 Nov 2026, 14:05:12 GMT+5:45" */
  moment(at: Instant): string;
  /** "14:05 GMT+5:45" on the day of writing, "22 Nov, 14:05 GMT+5:45" in its year, else with the year. */
  clock(at: Instant): string;
  /** "4 minutes ago" */
  ago(at: Instant): string;
  /** A length of time in milliseconds, "2 min 5 sec". */
  span(milliseconds: number): string;
  /** The same of how long something took to arrive: "1 sec" for less than the clocks of two systems can tell. */
  lag(milliseconds: number): string;
  /** "WMS and ERP" */
  list(items: readonly string[]): string;
}

export interface Reader {
  /** IANA zone of the shop; one that the machine does not know is written in UTC, and says so. */
  readonly timezone: string;
  readonly currency: string;
  readonly locale: string;
  readonly now: Instant;
}

export function formatFor({ timezone, currency, locale, now }: Reader): Format {
  const timeZone = knownZone(timezone);
  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const { hour12 } = new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions();
  const time = { hour: hour12 ? "numeric" : "2-digit", minute: "2-digit", timeZoneName: "short" } as const;
  const date = { day: "numeric", month: "short" } as const;
  const clockToday = dates(time);
  const clockThisYear = dates({ ...date, ...time });
  const clockAnyYear = dates({ ...date, year: "numeric", ...time });
  const moments = dates({ ...date, year: "numeric", second: "2-digit", ...time });
  const day = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const amounts = new Intl.NumberFormat(locale, { style: "currency", currency });
  const wholeAmounts = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    maximumFractionDigits: 0,
  });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const lists = new Intl.ListFormat(locale, { type: "conjunction" });
  const today = day.format(now);

  return {
    count: (value) => numbers.format(value),
    quantity: (value) => numbers.format(decimalText(formatQuantity(value))),
    money: (decimal) => amounts.format(decimalText(decimal)),
    roundMoney: (decimal) => wholeAmounts.format(decimalText(decimal)),
    moment: (at) => moments.format(at),
    clock(at) {
      const then = day.format(at);
      if (then === today) return clockToday.format(at);
      return (then.slice(0, 4) === today.slice(0, 4) ? clockThisYear : clockAnyYear).format(at);
    },
    ago(at) {
      const [value, unit] = distance(at - now);
      return relative.format(value, unit);
    },
    span: (milliseconds) => span(milliseconds, locale),
    lag: (milliseconds) => span(Math.max(SECOND, milliseconds), locale),
    list: (items) => lists.format(items),
  };
}

function knownZone(timezone: string): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone });
    return timezone;
  } catch {
    return "UTC";
  }
}

/** Intl formats decimal text digit by digit; a number would first be rounded to a double. */
function decimalText(text: string): Intl.StringNumericLiteral {
  return text as Intl.StringNumericLiteral;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function distance(milliseconds: number): [number, Intl.RelativeTimeFormatUnit] {
  const size = Math.abs(milliseconds);
  if (size < MINUTE) return [Math.trunc(milliseconds / SECOND), "second"];
  if (size < HOUR) return [Math.trunc(milliseconds / MINUTE), "minute"];
  if (size < DAY) return [Math.trunc(milliseconds / HOUR), "hour"];
  return [Math.trunc(milliseconds / DAY), "day"];
}

function span(milliseconds: number, locale: string): string {
  const seconds = Math.max(0, Math.round(milliseconds / SECOND));
  const parts: readonly [number, string][] = [
    [Math.floor(seconds / 86_400), "day"],
    [Math.floor(seconds / 3_600) % 24, "hour"],
    [Math.floor(seconds / 60) % 60, "minute"],
    [seconds % 60, "second"],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  const shown = first === -1 ? parts.slice(-1) : parts.slice(first, first + 2).filter(([value]) => value > 0);
  return shown
    .map(([value, unit]) =>
      new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(value),
    )
    .join(" ");
}
