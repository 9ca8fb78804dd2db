import { afterEach, describe, expect, it } from "vitest";
import { loadConfig } from "../../../app/connectors/config.ts";
import type { Connector } from "../../../app/connectors/contract.ts";
import { netsuite } from "../../../app/connectors/netsuite/index.ts";
import { loneContexts } from "../../../app/connectors/shared/context.ts";
import { shiphero } from "../../../app/connectors/shiphero/index.ts";
import { unitsOf, type ReportedLevel } from "../../../app/inventory/index.ts";
import { createHttp } from "../../../app/platform/http/index.ts";
import { erpStock, wmsStock, type VendorStock } from "../../../sandbox/demo/vendor-stock.ts";
import type { RunningVendor, VendorSimulator } from "../../../sandbox/vendors/contract.ts";
import { simulator as netsuiteServer } from "../../../sandbox/vendors/netsuite/index.ts";
import { simulator as shipheroServer } from "../../../sandbox/vendors/shiphero/index.ts";
import { erpCode } from "../../../sandbox/world/catalogue.ts";
import { availableIn, committedIn, onOrderIn, sellableIn } from "../../../sandbox/world/stock.ts";
import type { World } from "../../../sandbox/world/world.ts";
import { hour, smallWorld } from "../world/example.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serving<Config>(
  connector: Connector<Config>,
  simulator: VendorSimulator,
  stock: VendorStock,
  world: World,
) {
  const server: RunningVendor = await simulator.start({ ...stock, limits: null, now: world.now });
  const http = createHttp({ allowedPrivateHosts: ["127.0.0.1"], production: false, userAgent: "test" });
  closers.push(
    () => server.close(),
    () => http.close(),
  );
  const contextFor = loneContexts({ http: http.connectors, now: world.now });
  const context = contextFor("sweep", AbortSignal.timeout(20_000));
  const config = loadConfig(connector.config, server.config());
  return {
    config,
    context,
    sweep: async () => {
      const levels = new Map<string, ReportedLevel>();
      for await (const page of connector.readLevels(config, context)) {
        expect(page.rejected).toEqual([]);
        for (const level of page.levels) levels.set(`${level.item}@${level.code}`, level);
      }
      return levels;
    },
  };
}

const asNetsuite = (world: World) =>
  serving(netsuite, netsuiteServer, erpStock(world, netsuiteServer.locationCode), world);
const asShiphero = (world: World) =>
  serving(shiphero, shipheroServer, wmsStock(world, shipheroServer.locationCode), world);

/** The vendors tell whole seconds. */
const toTheSecond = (at: number): number => Math.floor(at / 1000) * 1000;

function expectErp(world: World, levels: ReadonlyMap<string, ReportedLevel>): void {
  const listed = [...world.cells.values()].filter(({ erp }) => erp.listed);
  expect(levels.size).toBe(listed.length);
  for (const { item, place, erp } of listed) {
    const level = levels.get(
      `${erpCode(item)}@${netsuiteServer.locationCode(world.places.indexOf(place) + 1)}`,
    );
    const units = (state: "on_hand" | "available" | "committed" | "incoming") =>
      unitsOf(level?.states[state] ?? (0 as never)) * item.erpUnitsPer;
    expect(units("on_hand")).toBe(erp.onHand);
    expect(units("available")).toBe(availableIn(erp));
    expect(units("committed")).toBe(committedIn(erp));
    expect(units("incoming")).toBe(onOrderIn(erp));
    expect(level?.updatedAt).toBe(toTheSecond(erp.changedAt));
  }
}

describe("the world's ERP, served as NetSuite", () => {
  it("has every balance as the ERP holds it, packs included, and lists the warehouses", async () => {
    const world = smallWorld({ skus: 150 });
    const { sweep, config, context } = await asNetsuite(world);
    expectErp(world, await sweep());
    const locations = await netsuite.listLocations(config, context);
    expect(locations.map(({ name }) => name)).toEqual(
      world.places.map(({ warehouse, name }) => `${warehouse} ${name}`),
    );
  });

  it("goes on with the world: what was traded, kept out, renamed or opened since is seen in the next sweep", async () => {
    const world = smallWorld({ skus: 150 });
    const { sweep, config, context } = await asNetsuite(world);
    const before = await sweep();
    for (const name of ["filter_rule", "identity"] as const) world.inject({ name, handoff: "wms_erp" });
    world.inject({ name: "topology_change" });
    world.step(world.now() + 6 * hour);
    const after = await sweep();
    expectErp(world, after);
    expect([...before.keys()].filter((key) => !after.has(key))).not.toEqual([]);
    const listed = await netsuite.listLocations(config, context);
    expect(listed).toHaveLength(world.places.length);
  });

  it("tells a change of on hand as an event, at its time, and reads single keys", async () => {
    const world = smallWorld();
    const { sweep, config, context } = await asNetsuite(world);
    const before = await sweep();
    const since = world.now();
    world.step(since + 3 * hour);
    const after = await sweep();
    const moved = [...after].filter(
      ([key, { states }]) => before.get(key)?.states.on_hand !== states.on_hand && before.has(key),
    );
    expect(moved.length).toBeGreaterThan(0);
    const events = (await Array.fromAsync(netsuite.readEvents!(config, context, since))).flat();
    for (const [key, { updatedAt }] of moved)
      expect(events.map(({ item, code, at }) => [`${item}@${code}`, at])).toContainEqual([key, updatedAt]);
    const keys = moved.slice(0, 3).map(([, { item, code }]) => ({ item, code }));
    const probed = await netsuite.readKeys(config, context, keys);
    expect(probed.map(({ item, code, states }) => [`${item}@${code}`, states]).sort()).toEqual(
      moved
        .slice(0, 3)
        .map(([key, { states }]) => [key, states])
        .sort(),
    );
  });
});

describe("the world's WMS, served as ShipHero", () => {
  it.each([0, 6])(
    "has every row as the WMS holds it after %i hours, damaged units beside on hand",
    async (hours) => {
      const world = smallWorld({ skus: 150 });
      const { sweep } = await asShiphero(world);
      if (hours > 0) await sweep();
      world.inject({ name: "not_sellable" });
      world.step(world.now() + hours * hour);
      const levels = await sweep();
      const codes = new Map(
        world.places
          .flatMap(({ facilities }) => facilities)
          .map(({ code }, index) => [code, shipheroServer.locationCode(index + 1)]),
      );
      let rows = 0;
      for (const { item, bins } of world.cells.values())
        for (const bin of bins) {
          rows += 1;
          const { states, updatedAt } = levels.get(`${item.wmsItem}@${codes.get(bin.facility.code)}`)!;
          expect(unitsOf(states.on_hand!)).toBe(bin.onHand);
          expect(unitsOf(states.available!)).toBe(sellableIn(bin));
          expect(unitsOf(states.committed!)).toBe(bin.allocated);
          expect(unitsOf(states.unavailable!)).toBe(bin.damaged);
          expect(updatedAt).toBe(toTheSecond(bin.changedAt));
        }
      expect(levels.size).toBe(rows);
    },
  );
});
