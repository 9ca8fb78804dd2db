import { expect, test } from "vitest";
import type { SourceProgress } from "../../../app/scan/progress.ts";
import { formatFor } from "../../../app/ui/format.ts";
import { presentProgress } from "../../../app/ui/scans/present-progress.ts";
import { now } from "../fixtures/discrepancies.ts";
import { progress, scan } from "../fixtures/scans.ts";

const format = formatFor({ timezone: "UTC", currency: "USD", locale: "en", now });
const erp = progress.sources[1]!;

function source(change: Partial<SourceProgress>) {
  const sources = [{ ...erp, ...change }];
  return presentProgress(scan({ progress: { ...progress, sources } }), now, format).sources[0];
}

test("a reading shows rows, speed, time so far and time left", () => {
  expect(source({})).toMatchObject({
    facts: ["1,240 of 2,000 rows", "155 rows per second", "8 sec so far", "about 5 sec left"],
    percent: 62,
  });
});

test("without a total there is no time left and no bar", () => {
  expect(source({ total: null })).toMatchObject({
    facts: ["1,240 rows", "155 rows per second", "8 sec so far"],
    percent: null,
  });
});

test("the first second promises no speed", () => {
  expect(source({ startedAt: now - 900 })?.facts).toEqual(["1,240 of 2,000 rows", "1 sec so far"]);
});

test("a bar is full only when the reading is done, also when a system counts its rows too low", () => {
  expect(source({ rows: 3_000 })?.percent).toBe(99);
  expect(source({ state: "done", finishedAt: now })).toMatchObject({
    percent: 100,
    facts: ["1,240 rows", "took 8 sec"],
  });
});

test("a failed reading says why, and its bar does not claim to be full", () => {
  expect(source({ state: "failed", problem: "It refused the key.", finishedAt: now })).toMatchObject({
    problem: "It refused the key.",
    percent: 62,
  });
});

test("a waiting source shows no numbers", () => {
  expect(source({ state: "waiting", startedAt: null, rows: 0 })?.facts).toEqual([]);
});

test("the second look says how far it is", () => {
  const confirming = { ...progress, stage: "confirming", candidates: 40, confirmed: 12 } as const;
  expect(presentProgress(scan({ progress: confirming }), now, format).stage).toBe(
    "Looking a second time at what differs: 12 of 40 differences looked at again",
  );
});

test("a scan that nobody has taken up yet waits", () => {
  expect(presentProgress(scan({ state: "queued" }), now, format)).toMatchObject({
    title: "Scan is waiting for its turn",
    sources: [],
  });
});
