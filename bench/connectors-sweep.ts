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
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  let count = 0;
  for await (const page of connector.readLevels(config, contextFor("sweep", AbortSignal.timeout(180_000)))) {
    comparison.accept(role, "c", page.levels);
    count += page.levels.length;
  }
  const used = process.cpuUsage(cpu);
  const wall = performance.now() - began;
  // Some answer for every item at every location, rows or not.
  if (count < rows) throw new Error(`${connector.id} gave ${count} of ${rows} levels`);
  return { count, wall, own: (used.user + used.system) / 1000 };
}

/**
 * What the connector alone still holds in MiB when its sweep is at a tenth, and the most that it holds later: without the comparison,
 * and with what nobody needs any more cleared away. Equal where memory is flat.
 */
export async function held(
  connector: Connector,
  vendor: VendorStarted,
  rows: number,
  contextFor: ContextMaker,
): Promise<{ readonly early: number; readonly late: number }> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("Memory is measured with node --expose-gc");
  const config = loadConfig(connector.config, vendor.config);
  const tenth = rows / 10;
  let [count, looks] = [0, 0];
  let early: number | null = null;
  let late = -Infinity;
  // Twice: what the first time sets free may have held more.
  gc();
  gc();
  const before = inUse();
  for await (const { levels } of connector.readLevels(
    config,
    contextFor("sweep", AbortSignal.timeout(300_000)),
  )) {
    count += levels.length;
    if (count < (looks + 1) * tenth) continue;
    gc();
    const now = inUse() - before;
    looks = Math.floor(count / tenth);
    early ??= now;
    late = Math.max(late, now);
  }
  return { early: early ?? 0, late };
}

function inUse(): number {
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}
