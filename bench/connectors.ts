import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createComparison } from "../app/comparison/index.ts";
import { loadConfig } from "../app/connectors/config.ts";
import type { Connector } from "../app/connectors/contract.ts";
import { connectors } from "../app/connectors/registry.ts";
import { loneContexts } from "../app/connectors/shared/context.ts";
import { defaultPools, type System } from "../app/inventory/index.ts";
import { createHttp } from "../app/platform/http/index.ts";
import { simulatedVendors } from "../sandbox/vendors/index.ts";
import type { VendorStarted } from "./connectors-vendor.ts";

/**
 * A sweep of every simulated vendor through its connector into the comparison, the vendor in a process of its own; then with the
 * vendor's limits enforced; then one key of all vendors at once. Prints tables, and a last line of JSON.
 */
const { values } = parseArgs({
  options: {
    levels: { type: "string", default: "100000" },
    limited: { type: "string", default: "4000" },
    only: { type: "string" },
    smoke: { type: "boolean", default: false },
  },
});
const levels = values.smoke ? 5_000 : Number(values.levels);
const limitedLevels = values.smoke ? 500 : Number(values.limited);
/** How much faster a vendor's minute passes when its limits are on. */
const scale = 20;

const http = createHttp({ allowedPrivateHosts: ["127.0.0.1"], production: false, userAgent: "bench" });
const named = connectors.filter(
  ({ id, holdsStock }) =>
    holdsStock !== false &&
    simulatedVendors().includes(id) &&
    (!values.only || values.only.split(",").includes(id)),
);

interface Vendor extends VendorStarted {
  readonly child: ChildProcess;
}

async function startVendor(vendor: string, rows: number, limited: boolean): Promise<Vendor> {
  const child = fork(join(import.meta.dirname, "connectors-vendor.ts"), [
    vendor,
    String(rows),
    limited ? String(scale) : "off",
  ]);
  const [started] = (await once(child, "message")) as [VendorStarted];
  return { ...started, child };
}

async function sweep(connector: Connector, vendor: VendorStarted, rows: number, limited: boolean) {
  const config = loadConfig(connector.config, vendor.config);
  // Without the vendor's limits the connector's own budgets must not be what is measured.
  const contextFor = loneContexts({ http: http.connectors, now: Date.now, scale: limited ? scale : 1e6 });
  const role = connector.roles[0] ?? "erp";
  const systems = new Set<System>(["storefront", role]);
  const comparison = createComparison({
    systems,
    locations: [
      {
        id: "gid://shopify/Location/1",
        name: "One",
        active: true,
        fulfillsOnlineOrders: true,
        fulfillmentService: false,
      },
    ],
    codes: vendor.codes.map((code) => ({
      locationId: "gid://shopify/Location/1",
      role,
      connectionId: "c",
      code,
    })),
    pools: defaultPools(systems),
    sparse: new Set(),
    items: [],
    normalise: { case: false, spaces: false, leadingZeros: false },
  });
  globalThis.gc?.();
  const [began, cpu, heap] = [performance.now(), process.cpuUsage(), process.memoryUsage().rss];
  let count = 0;
  let most = heap;
  for await (const page of connector.readLevels(config, contextFor("sweep", AbortSignal.timeout(90_000)))) {
    comparison.accept(role, "c", page.levels);
    count += page.levels.length;
    most = Math.max(most, process.memoryUsage().rss);
  }
  const used = process.cpuUsage(cpu);
  const wall = performance.now() - began;
  const own = (used.user + used.system) / 1000;
  // Some answer for every item at every location, rows or not.
  if (count < rows) throw new Error(`${connector.id} gave ${count} of ${rows} levels`);
  return { count, wall, own, grewMiB: (most - heap) / 2 ** 20 };
}

/** So that a long bench is seen to live, and one that is cut off has said what it knew. */
const say = (id: string): void => console.log(id, JSON.stringify(results[id]));

const results: Record<string, Record<string, number | null>> = {};
for (const connector of named) {
  const vendor = await startVendor(connector.id, levels, false);
  try {
    const { count, wall, own, grewMiB } = await sweep(connector, vendor, levels, false);
    results[connector.id] = {
      perSecond: Math.round((count / wall) * 1000),
      perCpuSecond: Math.round((count / own) * 1000),
      grewMiB: Math.round(grewMiB),
    };
  } catch (error) {
    console.error(`${connector.id}: ${error instanceof Error ? error.message : String(error)}`);
    results[connector.id] = { perSecond: null, perCpuSecond: null, grewMiB: null };
  } finally {
    vendor.child.kill();
  }
  const limited = await startVendor(connector.id, limitedLevels, true);
  try {
    const { wall } = await sweep(connector, limited, limitedLevels, true);
    const least = limited.leastMilliseconds ?? 0;
    Object.assign(results[connector.id] ?? {}, {
      limitedMs: Math.round(wall),
      leastMs: Math.round(least),
      overLeast: least > 500 ? Number((wall / least).toFixed(2)) : null,
    });
  } catch (error) {
    console.error(`${connector.id}, limited: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    limited.child.kill();
  }
  say(connector.id);
}
console.table(results);

const vendors = await Promise.all(
  named.map(async (connector) => {
    const vendor = await startVendor(connector.id, 200, false);
    return { connector, vendor, config: loadConfig(connector.config, vendor.config) };
  }),
);
const contextFor = loneContexts({ http: http.connectors, now: Date.now, scale: 1e6 });
const began = performance.now();
const probes = await Promise.all(
  vendors.map(async ({ connector, vendor, config }) => {
    const started = performance.now() - began;
    const found = await connector.readKeys(config, contextFor("probe", AbortSignal.timeout(60_000)), [
      { item: "ROW-000001", code: vendor.codes[1] ?? "" },
    ]);
    return { id: connector.id, started, took: performance.now() - began - started, found: found.length };
  }),
);
for (const { vendor } of vendors) vendor.child.kill();
const allStartedMs = Math.round(Math.max(...probes.map(({ started }) => started)));
console.table(
  probes.map(({ id, started, took, found }) => ({
    id,
    startedMs: Math.round(started),
    tookMs: Math.round(took),
    found,
  })),
);
await http.close();
console.log(
  JSON.stringify({ bench: "connectors", levels, results, probe: { allStartedMs, systems: probes.length } }),
);
