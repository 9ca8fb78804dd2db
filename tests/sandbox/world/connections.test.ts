import { afterEach, describe, expect, it } from "vitest";
import type { Connector, ConnectorContext } from "../../../app/connectors/contract.ts";
import { loneContexts } from "../../../app/connectors/shared/context.ts";
import { csv } from "../../../app/connectors/csv/index.ts";
import { restJson } from "../../../app/connectors/rest-json/index.ts";
import { unitsOf, type ReportedLevel } from "../../../app/inventory/index.ts";
import { createHttp } from "../../../app/platform/http/index.ts";
import { createErp } from "../../../sandbox/erp/erp.ts";
import { createWms } from "../../../sandbox/wms/wms.ts";
import { erpConnection, wmsConnection, wmsExport } from "../../../sandbox/world/connections.ts";
import { availableIn, onOrderIn, sellableIn } from "../../../sandbox/world/stock.ts";
import { smallWorld } from "./example.ts";

const erpCredentials = { clientId: "handoff", clientSecret: "secret", bearerToken: "token" };
const wmsCredentials = { apiKey: "key", user: "reader", password: "password" };

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function connected() {
  const world = smallWorld({ skus: 150 });
  const erp = createErp(world, { credentials: erpCredentials });
  const wms = createWms(world, { credentials: wmsCredentials });
  const [erpAddress, wmsAddress] = await Promise.all([erp.listen(0), wms.listen(0)]);
  const http = createHttp({
    allowedPrivateHosts: [new URL(erpAddress).host, new URL(wmsAddress).host],
    production: false,
    userAgent: "test",
  });
  closers.push(
    () => erp.close(),
    () => wms.close(),
    () => http.close(),
  );
  const contextFor = loneContexts({ http: http.connectors, now: world.now });
  const context = contextFor("sweep", AbortSignal.timeout(20_000));
  return { world, context, erpAddress, wmsAddress };
}

async function sweep<Config>(connector: Connector<Config>, raw: unknown, context: ConnectorContext) {
  const levels = new Map<string, ReportedLevel>();
  for await (const page of connector.readLevels(connector.config.parse(raw), context)) {
    expect(page.rejected).toEqual([]);
    for (const level of page.levels) levels.set(`${level.item}@${level.code}`, level);
  }
  return levels;
}

describe("the app's connectors with the ready-made configurations", () => {
  it("read every balance of the ERP as the ERP holds it", async () => {
    const { world, context, erpAddress } = await connected();
    const levels = await sweep(restJson, erpConnection(erpAddress, erpCredentials), context);
    expect(levels.size).toBe(world.cells.size);
    for (const { item, place, erp } of world.cells.values()) {
      const { states, updatedAt } = levels.get(`${item.erpItem}@${place.warehouse}`)!;
      expect(unitsOf(states.on_hand!) * item.erpUnitsPer).toBe(erp.onHand);
      expect(unitsOf(states.available!) * item.erpUnitsPer).toBe(availableIn(erp));
      expect(unitsOf(states.incoming!) * item.erpUnitsPer).toBe(onOrderIn(erp));
      expect(updatedAt).toBe(erp.changedAt);
    }
  });

  it("read every row of the WMS, and the same from its export", async () => {
    const { world, context, wmsAddress } = await connected();
    const levels = await sweep(restJson, wmsConnection(wmsAddress, wmsCredentials), context);
    const exported = await sweep(csv, wmsExport(wmsAddress, wmsCredentials), context);
    for (const { item, bins } of world.cells.values())
      for (const bin of bins) {
        const name = `${item.wmsItem}@${bin.facility.code}`;
        const { states, updatedAt } = levels.get(name)!;
        expect(unitsOf(states.on_hand!)).toBe(bin.onHand);
        expect(unitsOf(states.available!)).toBe(sellableIn(bin));
        expect(unitsOf(states.damaged!)).toBe(bin.damaged);
        expect(updatedAt).toBe(bin.changedAt);
        expect(exported.get(name)!.states).toEqual(states);
      }
    expect(exported.size).toBe(levels.size);
  });

  it("read single items, odd characters included, and list the locations", async () => {
    const { world, context, erpAddress, wmsAddress } = await connected();
    const erp = restJson.config.parse(erpConnection(erpAddress, erpCredentials));
    const wms = restJson.config.parse(wmsConnection(wmsAddress, wmsCredentials));
    const odd = [...world.cells.values()].filter(({ item }) => /[^\w.-]/.test(item.sku));
    expect(odd.length).toBeGreaterThan(0);
    const erpKeys = odd.map(({ item, place }) => ({ item: item.erpItem, code: place.warehouse }));
    const wmsKeys = odd.map(({ item, bins }) => ({ item: item.wmsItem, code: bins[0]!.facility.code }));
    expect(await restJson.readKeys(erp, context, erpKeys)).toHaveLength(erpKeys.length);
    expect(await restJson.readKeys(wms, context, wmsKeys)).toHaveLength(wmsKeys.length);
    expect((await restJson.listLocations(erp, context)).map(({ code }) => code)).toEqual(
      world.places.map(({ warehouse }) => warehouse),
    );
    expect((await restJson.listLocations(wms, context)).map(({ code }) => code)).toContain("BK2");
  });
});
