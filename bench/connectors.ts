import { parseArgs } from "node:util";
import { loadConfig } from "../app/connectors/config.ts";
import { connectors } from "../app/connectors/registry.ts";
import { loneContexts } from "../app/connectors/shared/context.ts";
import { createHttp } from "../app/platform/http/index.ts";
import { simulatedVendors } from "../sandbox/vendors/index.ts";
import { isLimited, limitedSweep, type LimitedResult } from "./connectors-limits.ts";
import { held, sweep } from "./connectors-sweep.ts";
import { startVendor } from "./connectors-vendor.ts";

/**
 * A sweep of every simulated vendor through its connector into the comparison, the vendor in a process of its own; then sweeps that the
 * vendors' limits hold up, against the least that the limits allow; then one key of all vendors at once. Prints tables, and a last
 * line of JSON.
 */
const { values } = parseArgs({
  options: {
    levels: { type: "string", default: "100000" },
    only: { type: "string" },
    part: { type: "string", default: "speed,limits,probe" },
    smoke: { type: "boolean", default: false },
  },
});
const levels = values.smoke ? 5_000 : Number(values.levels);
const parts = new Set(values.part.split(","));

const http = createHttp({ allowedPrivateHosts: ["127.0.0.1"], production: false, userAgent: "bench" });
const named = connectors.filter(
  ({ id, holdsStock }) =>
    holdsStock !== false &&
    simulatedVendors().includes(id) &&
    (!values.only || values.only.split(",").includes(id)),
);
/** Without the vendor's limits the connector's own budgets must not be what is measured. */
const unlimited = loneContexts({ http: http.connectors, now: Date.now, scale: 1e6 });
const failed = (id: string, error: unknown): void =>
  console.error(`${id}: ${error instanceof Error ? error.message : String(error)}`);

const speed: Record<string, Record<string, number> | null> = {};
for (const connector of parts.has("speed") ? named : []) {
  const { id } = connector;
  const vendor = await startVendor({ vendor: id, rows: levels, limits: null });
  try {
    const { count, wall, own } = await sweep(connector, vendor, levels, unlimited);
    const { early, late } = await held(connector, vendor, levels, unlimited);
    speed[id] = {
      perSecond: Math.round((count / wall) * 1000),
      perCpuSecond: Math.round((count / own) * 1000),
      heldAtATenthMiB: Number(early.toFixed(1)),
      heldAtMostMiB: Number(late.toFixed(1)),
    };
  } catch (error) {
    failed(id, error);
    speed[id] = null;
  } finally {
    vendor.end();
  }
  // So that a long bench is seen to live, and one that is cut off has said what it knew.
  console.log(id, JSON.stringify(speed[id]));
}
if (parts.has("speed")) console.table(speed);

const limits: Record<string, LimitedResult | null> = {};
for (const connector of parts.has("limits") ? named.filter(isLimited) : []) {
  const { id } = connector;
  limits[id] = await limitedSweep(connector, http.connectors, values.smoke ? 0.2 : 1).catch(
    (error: unknown) => {
      failed(id, error);
      return null;
    },
  );
  console.log(id, JSON.stringify(limits[id]));
}
if (parts.has("limits")) console.table(limits);

const probe = parts.has("probe") ? await probeAll() : null;
await http.close();
console.log(JSON.stringify({ bench: "connectors", levels, speed, limits, probe }));

/** One key of every vendor: how long after the first one the last was started, from the vendor's own side where requests arrive. */
async function probeAll() {
  const vendors = await Promise.all(
    named.map(async (connector) => {
      const vendor = await startVendor({ vendor: connector.id, rows: 200, limits: null });
      return { connector, vendor, config: loadConfig(connector.config, vendor.config) };
    }),
  );
  const began = performance.now();
  const probes = await Promise.all(
    vendors.map(async ({ connector, vendor, config }) => {
      const startedMs = performance.now() - began;
      const keys = [{ item: "ROW-000001", code: vendor.codes[1] ?? "" }];
      const found = await connector.readKeys(config, unlimited("probe", AbortSignal.timeout(60_000)), keys);
      const tookMs = performance.now() - began - startedMs;
      return {
        id: connector.id,
        startedMs: Math.round(startedMs),
        tookMs: Math.round(tookMs),
        found: found.length,
      };
    }),
  );
  for (const { vendor } of vendors) vendor.end();
  console.table(probes);
  const allStartedMs = Math.max(...probes.map(({ startedMs }) => startedMs));
  console.log(`All ${probes.length} systems were started within ${allStartedMs} ms of each other.`);
  return { allStartedMs, systems: probes.length };
}
