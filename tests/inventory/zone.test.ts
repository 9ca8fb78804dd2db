import { describe, expect, it } from "vitest";
import { momentOfClock, zoneOffset } from "../../app/inventory/index.ts";
import { clockIn, momentIn } from "../../app/shops/local-time.ts";

const hour = 3_600_000;
const berlin = "Europe/Berlin";

describe("clocks of a zone", () => {
  it.each([
    [berlin, "2026-01-15T12:00:00Z", 1],
    [berlin, "2026-07-15T12:00:00Z", 2],
    ["Asia/Kathmandu", "2026-07-15T12:00:00Z", 5.75],
    ["America/Los_Angeles", "2026-01-15T12:00:00Z", -8],
    ["UTC", "2026-01-15T12:00:00Z", 0],
  ])("in %s at %s are %d hours ahead", (zone, at, hours) => {
    expect(zoneOffset(zone, Date.parse(at))).toBe(hours * hour);
  });

  it.each([
    ["an ordinary time", "2026-04-03T09:40", "2026-04-03T07:40:00.000Z"],
    ["the first of an hour that comes twice in autumn", "2026-10-25T02:30", "2026-10-25T00:30:00.000Z"],
    ["an hour later for one that is skipped in spring", "2026-03-29T02:30", "2026-03-29T01:30:00.000Z"],
    ["the minute before the change", "2026-03-29T01:59", "2026-03-29T00:59:00.000Z"],
    ["the minute of the change", "2026-03-29T03:00", "2026-03-29T01:00:00.000Z"],
  ])("mean %s", (_what, shown, moment) => {
    expect(new Date(momentOfClock(berlin, Date.parse(`${shown}Z`))).toISOString()).toBe(moment);
    expect(momentIn(berlin, shown)).toBe(Date.parse(moment));
  });

  it("show again what was typed, where the time exists", () => {
    for (const zone of [berlin, "Asia/Kathmandu", "America/Los_Angeles"])
      expect(clockIn(zone, momentIn(zone, "2026-11-23T09:40") ?? 0)).toBe("2026-11-23T09:40");
  });

  it.each(["2026-02-30T09:00", "2026-04-03T24:00", "2026-04-03T09:75", "2026-13-03T09:00", "soon", ""])(
    "never show %s",
    (typed) => expect(momentIn(berlin, typed)).toBeNull(),
  );
});
