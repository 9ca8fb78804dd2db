import { describe, expect, it } from "vitest";
import { ClockWatch, momentOf, type Clock } from "../../app/diagnosis/clocks.ts";

const minute = 60_000;
const ten = Date.parse("2026-04-03T10:00:00Z");

/** Moves between readings a quarter of an hour apart, and what the system says of their times. */
function clockOf(stamps: readonly (number | null)[]): Clock | undefined {
  const watch = new ClockWatch();
  for (const [index, stamp] of stamps.entries()) {
    const since = ten + 15 * index * minute;
    watch.saw("erp", stamp);
    watch.moved("erp", stamp, since, since + 15 * minute);
  }
  return watch.clocks.erp;
}

const within = [0, 1, 2, 3].map((index) => ten + (15 * index + 5) * minute);

describe("what a system's own times are worth", () => {
  it("believes times that lie between the readings", () => {
    expect(clockOf(within)).toEqual({ trusted: true, behind: 0 });
  });

  it("allows for a clock that is minutes behind", () => {
    expect(clockOf(within.map((stamp) => stamp - 8 * minute))).toEqual({ trusted: true, behind: 3 * minute });
  });

  it("believes a system in which nothing has moved yet", () => {
    expect(new ClockWatch().clocks.erp?.trusted).toBe(true);
  });

  it.each([
    ["that is missing", within.map(() => null)],
    ["that never changes", within.map(() => ten - 90 * minute)],
    ["that is hours off", within.map((stamp) => stamp + 240 * minute)],
    [
      "that is only a day",
      ["2026-04-03", "2026-04-04", "2026-04-03", "2026-04-04"].map((day) => Date.parse(day)),
    ],
  ])("does not believe a time %s", (_, stamps) => {
    expect(clockOf(stamps)?.trusted).toBe(false);
  });

  it("takes a date for no moment", () => {
    expect(momentOf(Date.parse("2026-04-03"))).toBeNull();
    expect(momentOf(ten)).toBe(ten);
    expect(momentOf(null)).toBeNull();
  });
});
