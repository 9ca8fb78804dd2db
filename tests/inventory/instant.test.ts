import { describe, expect, it } from "vitest";
import { formatInstant, parseInstant } from "../../app/inventory/index.ts";

describe("a time in a feed", () => {
  it.each([
    ["2026-04-02T18:00:00Z", Date.UTC(2026, 3, 2, 18)],
    ["2026-04-02T18:00:00.250Z", Date.UTC(2026, 3, 2, 18, 0, 0, 250)],
    ["2026-04-02T18:00:00+05:30", Date.UTC(2026, 3, 2, 12, 30)],
    ["2026-04-02T18:00:00-0400", Date.UTC(2026, 3, 2, 22)],
    ["2026-04-02T18:00Z", Date.UTC(2026, 3, 2, 18)],
    ["2026-04-02", Date.UTC(2026, 3, 2)],
    ["2024-02-29T00:00:00Z", Date.UTC(2024, 1, 29)],
  ])("%s is read", (text, at) => {
    expect(parseInstant(text)).toBe(at);
  });

  it.each([
    "2026-04-02T18:00:00",
    "2026-04-02 18:00:00Z",
    "2026-02-29T00:00:00Z",
    "2026-04-31",
    "2026-13-01T00:00:00Z",
    "2026-04-02T24:30:00Z",
    "04/02/2026",
    "1775152800000",
    "yesterday",
    "",
  ])("%s is not taken for one: it has no zone, or no such moment was", (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it("is written in UTC without needless fractions", () => {
    expect(formatInstant(Date.UTC(2026, 3, 2, 18))).toBe("2026-04-02T18:00:00Z");
    expect(formatInstant(Date.UTC(2026, 3, 2, 18, 0, 0, 5))).toBe("2026-04-02T18:00:00.005Z");
  });
});
