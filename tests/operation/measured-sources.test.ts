import { expect, test, vi } from "vitest";
import { ConnectorError } from "../../app/connectors/errors.ts";
import { measured } from "../../app/operation/measured-sources.ts";
import type { Metrics } from "../../app/operation/metrics.ts";
import type { Source } from "../../app/scan/ports.ts";

const signal = new AbortController().signal;
const source = {
  connection: { connector: "odoo" },
  holdsStock: true,
  canProbe: true,
  listLocations: () => Promise.resolve([]),
  async *readLevels() {
    yield { levels: [], rejected: [], expected: null };
    yield await Promise.reject(new ConnectorError("throttled", "Later."));
  },
  readKeys: () => Promise.reject(new ConnectorError("rights", "No.")),
} as unknown as Source;

test("a read that goes well is told with its purpose, and one that fails with the connector's word for it", async () => {
  const tell = vi.fn<Metrics["systemRead"]>();
  const told = measured(source, tell);
  await told.listLocations(signal);
  await expect(told.readKeys([], signal)).rejects.toThrow("No.");
  expect(tell.mock.calls.map((call) => call.slice(0, 3))).toEqual([
    ["odoo", "locations", "read"],
    ["odoo", "probe", "rights"],
  ]);
});

test("a sweep is told once, at its end, by what ended it", async () => {
  const tell = vi.fn<Metrics["systemRead"]>();
  const told = measured(source, tell);
  for await (const page of told.readLevels(signal)) {
    expect(page.levels).toEqual([]);
    break;
  }
  await expect(Array.fromAsync(told.readLevels(signal))).rejects.toThrow("Later.");
  expect(tell.mock.calls.map((call) => call.slice(1, 3))).toEqual([
    ["sweep", "stopped"],
    ["sweep", "throttled"],
  ]);
});

test("what a system cannot do stays absent", () => {
  const told = measured(source, vi.fn<Metrics["systemRead"]>());
  expect(Object.keys(told)).not.toContain("readEvents");
  expect(Object.keys(told)).not.toContain("readHealth");
  expect(Object.keys(told)).not.toContain("requestResync");
});
