import { describe, expect, it } from "vitest";
import { DateError, parseInstant, type DateFormat } from "../../app/connectors/shared/dates.ts";
import { formatInstant } from "../../app/inventory/index.ts";

const read = (text: string, format: DateFormat, zone = "UTC") =>
  formatInstant(parseInstant(text, format, zone));

describe("a time", () => {
  it.each([
    ["2026-04-03T10:15:00Z", "iso", "UTC", "2026-04-03T10:15:00Z"],
    ["2026-04-03T10:15:00.25+02:00", "iso", "UTC", "2026-04-03T08:15:00.250Z"],
    ["2026-04-03 10:15-0330", "iso", "UTC", "2026-04-03T13:45:00Z"],
    ["2026-04-03 10:15:00", "iso_local", "Europe/Berlin", "2026-04-03T08:15:00Z"],
    ["2026-01-03", "iso_local", "America/New_York", "2026-01-03T05:00:00Z"],
    ["03.04.2026 10:15", "dmy", "UTC", "2026-04-03T10:15:00Z"],
    ["4/3/2026 1:15", "mdy", "UTC", "2026-04-03T01:15:00Z"],
    ["1775211300", "epoch_s", "UTC", "2026-04-03T10:15:00Z"],
    ["1775211300123", "epoch_ms", "UTC", "2026-04-03T10:15:00.123Z"],
  ] as const)("%s as %s in %s is %s", (text, format, zone, expected) => {
    expect(read(text, format, zone)).toBe(expected);
  });

  it("that the clock shows twice in autumn is the first one", () => {
    expect(read("2026-10-25 02:30:00", "iso_local", "Europe/Berlin")).toBe("2026-10-25T00:30:00Z");
  });

  it("that the clock skips in spring moves on by the hour", () => {
    expect(read("2026-03-29 02:30:00", "iso_local", "Europe/Berlin")).toBe("2026-03-29T01:30:00Z");
  });

  it.each([
    ["2026-04-03T10:15:00", "iso"],
    ["2026-02-30T10:15:00Z", "iso"],
    ["2026-04-03T25:15:00Z", "iso"],
    ["31.04.2026", "dmy"],
    ["1775211300123", "epoch_s"],
    ["1775211300", "epoch_ms"],
    ["yesterday", "iso_local"],
  ] as const)("%s is refused as %s", (text, format) => {
    expect(() => read(text, format)).toThrow(DateError);
  });
});
