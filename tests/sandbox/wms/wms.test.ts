import { afterEach, describe, expect, it } from "vitest";
import { restJsonConfig } from "../../../app/connectors/rest-json/config.ts";
import { createWms, type Wms, type WmsOptions } from "../../../sandbox/wms/wms.ts";
import type { Activity } from "../../../sandbox/wms/activity.ts";
import { stockRows, type StockRow } from "../../../sandbox/wms/stock-rows.ts";
import { sumOf } from "../../../sandbox/world/stock.ts";
import { wmsConnection } from "../../../sandbox/world/connections.ts";
import { noon, smallWorld } from "../world/example.ts";

const credentials = { apiKey: "key-1", user: "reader", password: "pass word" };
const key = { "x-api-key": "key-1" };

let wms: Wms | null = null;
afterEach(async () => wms?.close());

async function open(options: Partial<WmsOptions> = {}, world = smallWorld()) {
  wms = createWms(world, { credentials, requestsPerMinute: 100_000, ...options });
  return { world, wms, address: await wms.listen(0) };
}

interface Body<Row> {
  readonly data: readonly Row[];
  readonly meta: { readonly pages: number; readonly total: number };
  readonly erp: { readonly errors: number; readonly oldest: number };
}

async function json<Row = StockRow>(url: string, headers: Record<string, string> = key) {
  const response = await fetch(url, { headers });
  return {
    status: response.status,
    headers: response.headers,
    body: JSON.parse(await response.text()) as Body<Row>,
  };
}

describe("signing in to the WMS", () => {
  it("takes the key or user and password, and refuses anything else", async () => {
    const { address } = await open();
    const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString("base64")}` });
    const status = async (headers: Record<string, string>) =>
      (await json(`${address}/api/facilities`, headers)).status;
    expect(await status(key)).toBe(200);
    expect(await status(basic("reader:pass word"))).toBe(200);
    expect(await status({})).toBe(401);
    expect(await status({ "x-api-key": "key-2" })).toBe(403);
    expect(await status(basic("reader:no"))).toBe(403);
  });
});

describe("the WMS's stock", () => {
  it("comes complete in numbered pages, without repeats, while it changes and a location opens", async () => {
    const { world, address } = await open();
    const seen: string[] = [];
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const { body } = await json(`${address}/api/stock?per_page=23&page=${page}`);
      seen.push(...body.data.map((row) => `${row.article}@${row.facility}`));
      pages = body.meta.pages;
      world.step(world.now() + 600_000);
      if (page === 2) world.inject({ name: "topology_change" });
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(stockRows(world, 0).length);
  });

  it("adds up over the two facilities of the first location", async () => {
    const { world, address } = await open();
    const [place] = world.places;
    expect(place!.facilities).toHaveLength(2);
    const { body } = await json(`${address}/api/stock?per_page=500`);
    const codes = new Set(place!.facilities.map((facility) => facility.code));
    const rows = body.data;
    const here = [...world.cells.values()].filter((cell) => cell.place === place);
    expect(rows.filter((row) => codes.has(row.facility)).reduce((sum, row) => sum + row.onHand, 0)).toBe(
      here.reduce((sum, cell) => sum + sumOf(cell.bins, "onHand"), 0),
    );
    expect(rows.some((row) => row.facility === place!.facilities[1]!.code && row.onHand > 0)).toBe(true);
  });

  it("is read by article, and changed by the WMS's own clock", async () => {
    const { world, address } = await open({ skew: -45_000 });
    const items = [world.items[0]!, world.items.find((item) => item.wmsItem !== item.sku)!];
    const articles = items.map((item) => encodeURIComponent(item.wmsItem)).join("|");
    const { body } = await json(`${address}/api/stock?articles=${articles}`);
    expect(new Set(body.data.map((row) => row.article))).toEqual(new Set(items.map((item) => item.wmsItem)));
    const [cell] = world.cells.values();
    expect(body.data[0]!.changed).toBe(cell!.bins[0]!.changedAt - 45_000);
  });

  it("comes as a CSV file with the same rows", async () => {
    const { world, address } = await open();
    const text = await (await fetch(`${address}/api/stock.csv`, { headers: key })).text();
    const lines = text.split("\r\n");
    expect(lines[0]).toBe("Article;Facility;On hand;Allocated;Sellable;Expected;Damaged;Changed");
    expect(lines).toHaveLength(stockRows(world, 0).length + 2);
    expect(lines[1]).toMatch(/;\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  });

  it("refuses a page that is none", async () => {
    const { address } = await open();
    expect((await json(`${address}/api/stock?page=0`)).status).toBe(400);
    expect((await json(`${address}/api/stock?per_page=many`)).status).toBe(400);
    expect((await json(`${address}/api/nothing`)).status).toBe(404);
  });
});

describe("the WMS's other answers", () => {
  it("tell its own log and nobody else's", async () => {
    const { world, address } = await open();
    const since = noon - 6 * 3_600_000;
    const { body } = await json<Activity>(`${address}/api/activity?since=${since}&per_page=500`);
    expect(body.meta.total).toBe(world.happenings(since).filter((line) => line.teller === "wms").length);
    const picked = body.data.find((line) => line.action === "pick");
    expect(picked!.change).toBeLessThan(0);
    expect(picked!.article).not.toBeNull();
  });

  it("show what waits for the ERP", async () => {
    const { world, address } = await open();
    world.inject({ name: "sync_stalled", handoff: "wms_erp", flow: "stock" });
    world.step(noon + 3 * 3_600_000);
    const { body } = await json(`${address}/api/sync`);
    expect(body.erp.errors).toBeGreaterThan(0);
    expect(body.erp.oldest).toBeLessThan(noon + 3_600_000);
  });

  it("push to the ERP once per reference", async () => {
    const { world, address } = await open();
    const entry = world.inject({ name: "manual_override", handoff: "wms_erp" });
    const { sku, locationId } = entry.keys[0]!;
    const item = world.items.find((candidate) => candidate.sku === sku)!;
    const facility = world.places.find((place) => place.id === locationId)!.facilities[0]!.code;
    expect(world.threeWay(sku, locationId).erp).not.toEqual(world.threeWay(sku, locationId).wms);
    const body = JSON.stringify({ reference: "p-1", lines: [{ article: item.wmsItem, facility }] });
    const send = () => fetch(`${address}/api/sync/push`, { method: "POST", headers: key, body });
    const first = await (await send()).json();
    expect(first).toMatchObject({ accepted: 1, sent: 1, queued: 0 });
    expect(await (await send()).json()).toEqual(first);
    expect(world.threeWay(sku, locationId).erp).toEqual(world.threeWay(sku, locationId).wms);
  });

  it("limit the rate", async () => {
    const { address } = await open({ requestsPerMinute: 4 });
    expect((await json(`${address}/api/facilities`)).status).toBe(200);
    const refused = await json(`${address}/api/facilities`);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

it("is described by a configuration that the JSON connector accepts", () => {
  const config = wmsConnection("https://wms.example.com", credentials);
  expect(restJsonConfig.parse(config)).toMatchObject(config);
});
