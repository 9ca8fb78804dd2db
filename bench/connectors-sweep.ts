import { createComparison } from "../app/comparison/index.ts";
import { loadConfig } from "../app/connectors/config.ts";
import type { Connector, ContextMaker } from "../app/connectors/contract.ts";
import { defaultPools, type System } from "../app/inventory/index.ts";
import type { VendorStarted } from "./connectors-vendor.ts";

export interface Swept {
  readonly count: number;
  /** Milliseconds by the clock, and of this process's own work. */
  readonly wall: number;
  readonly own: number;
  readonly grewMiB: number;
}

/** All stock of a vendor through its connector into the comparison. Throws where rows are missing. */
export async function sweep(
  connector: Connector,
  vendor: VendorStarted,
  rows: number,
  contextFor: ContextMaker,
): Promise<Swept> {
  const config = loadConfig(connector.config, vendor.config);
  const role = connector.roles[0] ?? "erp";
  const systems = new Set<System>(["storefront", role]);
  const id = "gid://shopify/Location/1";
  const comparison = createComparison({
    systems,
    locations: [{ id, name: "One", active: true, fulfillsOnlineOrders: true, fulfillmentService: false }],
    codes: vendor.codes.map((code) => ({ locationId: id, role, connectionId: "c", code })),
    pools: defaultPools(systems),
    sparse: new Set(),
    items: [],
    normalise: { case: false, spaces: false, leadingZeros: false },
  });
  globalThis.gc?.();
  const [began, cpu, heap] = [performance.now(), process.cpuUsage(), process.memoryUsage().rss];
  let count = 0;
  let most = heap;
  for await (const page of connector.readLevels(config, contextFor("sweep", AbortSignal.timeout(180_000)))) {
    comparison.accept(role, "c", page.levels);
    count += page.levels.length;
    most = Math.max(most, process.memoryUsage().rss);
  }
  const used = process.cpuUsage(cpu);
  const wall = performance.now() - began;
  // Some answer for every item at every location, rows or not.
  if (count < rows) throw new Error(`${connector.id} gave ${count} of ${rows} levels`);
  return { count, wall, own: (used.user + used.system) / 1000, grewMiB: (most - heap) / 2 ** 20 };
}
