import { describe, expect, test } from "vitest";
import { parseQuantity } from "../../app/inventory/index.ts";
import { formatFor, type Reader } from "../../app/ui/format.ts";

const now = Date.parse("2026-11-23T08:20:00Z");
const MINUTE = 60_000;

function reader(change: Partial<Reader> = {}): Reader {
  return { timezone: "Asia/Kathmandu", currency: "USD", locale: "en", now, ...change };
}

/** Intl writes narrow no-break spaces before AM and PM in some versions. */
function plain(text: string): string {
  return text.replace(/\p{Zs}/gu, " ");
}

describe("times", () => {
  test("carry the zone, also one with 45 minutes", () => {
    const format = formatFor(reader());
    expect(plain(format.moment(now))).toBe("Nov 23, 2026, 2:05:00 PM GMT+5:45");
    expect(plain(format.clock(now))).toBe("2:05 PM GMT+5:45");
  });

  test("name the day when it is another one in the shop's zone, and the year when it is another one", () => {
    const format = formatFor(reader());
    expect(plain(format.clock(now - 14 * 60 * MINUTE))).toBe("12:05 AM GMT+5:45");
    expect(plain(format.clock(now - 15 * 60 * MINUTE))).toBe("Nov 22, 11:05 PM GMT+5:45");
    expect(plain(format.clock(Date.parse("2025-11-23T08:20:00Z")))).toBe("Nov 23, 2025, 2:05 PM GMT+5:45");
  });

  test("tell the two passes through an hour apart when clocks are set back", () => {
    const format = formatFor(
      reader({ timezone: "America/New_York", now: Date.parse("2026-11-01T12:00:00Z") }),
    );
    expect(plain(format.clock(Date.parse("2026-11-01T05:30:00Z")))).toBe("1:30 AM EDT");
    expect(plain(format.clock(Date.parse("2026-11-01T06:30:00Z")))).toBe("1:30 AM EST");
  });

  test("follow the reader's locale", () => {
    const format = formatFor(reader({ locale: "en-GB", timezone: "Europe/London" }));
    expect(plain(format.moment(now))).toBe("23 Nov 2026, 08:20:00 GMT");
  });

  test("are in UTC, and say so, when the machine does not know the shop's zone", () => {
    expect(plain(formatFor(reader({ timezone: "Mars/Olympus" })).clock(now))).toBe("8:20 AM UTC");
  });

  test.each([
    [0, "now"],
    [59_000, "59 seconds ago"],
    [4 * MINUTE + 59_000, "4 minutes ago"],
    [3 * 60 * MINUTE, "3 hours ago"],
    [24 * 60 * MINUTE, "yesterday"],
    [20 * 24 * 60 * MINUTE, "20 days ago"],
    [-2 * MINUTE, "in 2 minutes"],
  ])("%d ms ago reads %s", (age, text) => {
    expect(formatFor(reader()).ago(now - age)).toBe(text);
  });
});

describe("lengths of time", () => {
  test.each([
    [0, "0 sec"],
    [400, "0 sec"],
    [4_600, "5 sec"],
    [120_000, "2 min"],
    [125_000, "2 min 5 sec"],
    [3_725_000, "1 hr 2 min"],
    [90_000_000, "1 day 1 hr"],
    [-5_000, "0 sec"],
  ])("%d ms reads %s", (length, text) => {
    expect(formatFor(reader()).span(length)).toBe(text);
  });

  test.each([
    [0, "1 sec"],
    [400, "1 sec"],
    [125_000, "2 min 5 sec"],
  ])("%d ms on the way reads %s: nothing arrives in no time", (length, text) => {
    expect(formatFor(reader()).lag(length)).toBe(text);
  });
});

describe("numbers", () => {
  test.each([
    ["12", "12"],
    ["-0.5", "-0.5"],
    ["0", "0"],
    ["1000000.000001", "1,000,000.000001"],
    ["9007199254.740991", "9,007,199,254.740991"],
  ])("the quantity %s keeps every digit", (text, written) => {
    expect(formatFor(reader()).quantity(parseQuantity(text))).toBe(written);
  });

  test("money is in the shop's currency, exact beyond what a double holds", () => {
    expect(formatFor(reader()).money("120.00")).toBe("$120.00");
    expect(formatFor(reader({ currency: "JPY" })).money("120.00")).toBe("¥120");
    expect(formatFor(reader()).money("90071992547409931.25")).toBe("$90,071,992,547,409,931.25");
  });

  test("a headline has money without its cents", () => {
    expect(formatFor(reader()).roundMoney("1207238.49")).toBe("$1,207,238");
    expect(formatFor(reader({ currency: "JPY" })).roundMoney("120")).toBe("¥120");
    expect(formatFor(reader()).roundMoney("-0.6")).toBe("-$1");
  });

  test("lists are written as a sentence does", () => {
    expect(formatFor(reader()).list(["WMS", "ERP", "storefront"])).toBe("WMS, ERP, and storefront");
  });
});
