import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createMetrics } from "../../app/operation/metrics.ts";

const away = {
  ping: () => Promise.reject(new Error("away")),
  appliedMigrations: () => Promise.reject(new Error("away")),
  backlog: () => Promise.reject(new Error("away")),
};
const text = await createMetrics(away, () => 0).text();
const known = new Set([...text.matchAll(/^# TYPE (handoff_\w+) (\w+)/gm)].map(([, name = ""]) => name));
const namesIn = (file: string) =>
  [...readFileSync(file, "utf8").matchAll(/handoff_[a-z][a-z_]*[a-z]/g)].map(([name]) => name);
const family = (name: string) => name.replace(/_(bucket|count|sum)$/, "");

test.each(["docs/operation/grafana-dashboard.json", "docs/operation/README.md"])(
  "%s names only metrics that exist",
  (file) => {
    const named = namesIn(file).filter((name) => !/^handoff_(process|nodejs)/.test(name));
    expect(named.length).toBeGreaterThan(10);
    expect(named.map(family).filter((name) => !known.has(name))).toEqual([]);
  },
);

test("the dashboard shows every metric of ours", () => {
  const shown = new Set(namesIn("docs/operation/grafana-dashboard.json").map(family));
  const ours = [...known].filter((name) => !/^handoff_(process|nodejs)/.test(name));
  // How many wait is told by how long the oldest does.
  const counts = [
    "webhook_deliveries_waiting",
    "probe_hints_due",
    "scans_waiting",
    "admin_api_points_available",
  ];
  expect(ours.filter((name) => !shown.has(name)).sort()).toEqual(
    counts.map((name) => `handoff_${name}`).sort(),
  );
});
