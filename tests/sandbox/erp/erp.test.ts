import { afterEach, describe, expect, it } from "vitest";
import { restJsonConfig } from "../../../app/connectors/rest-json/config.ts";
import type { Balance } from "../../../sandbox/erp/balances.ts";
import { createErp, type Erp, type ErpOptions } from "../../../sandbox/erp/erp.ts";
import type { Integration } from "../../../sandbox/erp/integrations.ts";
import type { LogLine } from "../../../sandbox/erp/log.ts";
import { availableIn } from "../../../sandbox/world/stock.ts";
import { erpConnection } from "../../../sandbox/world/connections.ts";
import { noon, smallWorld } from "../world/example.ts";

const credentials = { clientId: "handoff", clientSecret: "s3cret:with colon", bearerToken: "fixed-token" };
const bearer = { authorization: "Bearer fixed-token" };

let erp: Erp | null = null;
afterEach(async () => erp?.close());

async function open(options: Partial<ErpOptions> = {}, world = smallWorld()) {
  erp = createErp(world, { credentials, requestsPerMinute: 100_000, ...options });
  return { world, erp, address: await erp.listen(0) };
}

interface Body {
  readonly balances: readonly Balance[];
  readonly nextCursor: string | null;
  readonly lines: readonly LogLine[];
  readonly integrations: readonly Integration[];
}

async function json(url: string, headers: Record<string, string> = bearer) {
  const response = await fetch(url, { headers });
  return {
    status: response.status,
    headers: response.headers,
    body: JSON.parse(await response.text()) as Body,
  };
}

function token(address: string, secret = credentials.clientSecret) {
  return fetch(`${address}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`handoff:${secret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
}

describe("signing in to the ERP", () => {
  it("takes its fixed token, and refuses none, a wrong one and a made-up one", async () => {
    const { address } = await open();
    expect((await json(`${address}/v1/warehouses`)).status).toBe(200);
    expect((await json(`${address}/v1/warehouses`, {})).status).toBe(401);
    expect((await json(`${address}/v1/warehouses`, { authorization: "Bearer x" })).status).toBe(401);
  });

  it("issues tokens that expire", async () => {
    let now = noon;
    const { address } = await open({ now: () => now, tokenSeconds: 60 });
    const issued = JSON.parse(await (await token(address)).text());
    expect(issued).toMatchObject({ token_type: "Bearer", expires_in: 60 });
    const headers = { authorization: `Bearer ${issued.access_token}` };
    expect((await json(`${address}/v1/warehouses`, headers)).status).toBe(200);
    now += 61_000;
    expect((await json(`${address}/v1/warehouses`, headers)).status).toBe(401);
    expect((await token(address, "wrong")).status).toBe(401);
  });
});

describe("the ERP's balances", () => {
  it("come complete in pages, without repeats, while the stock changes and a location opens", async () => {
    const { world, address } = await open();
    const before = world.cells.size;
    const seen: string[] = [];
    let path = "/v1/inventory-balances?limit=17";
    for (;;) {
      const { body, headers } = await json(address + path);
      seen.push(...body.balances.map((row) => `${row.item}@${row.warehouse}`));
      world.step(world.now() + 600_000);
      if (seen.length === 34) world.inject({ name: "topology_change" });
      expect(headers.get("link") === null).toBe(body.nextCursor === null);
      if (body.nextCursor === null) break;
      path = `/v1/inventory-balances?limit=17&cursor=${body.nextCursor}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(world.cells.size);
    expect(seen.length).toBeGreaterThan(before);
  });

  it("count in the item's own unit and keep the ERP's own codes", async () => {
    const { world, address } = await open({}, smallWorld({ skus: 200 }));
    const { body } = await json(`${address}/v1/inventory-balances?limit=1000`);
    const packed = [...world.cells.values()].find((cell) => cell.item.erpUnitsPer > 1)!;
    const row = body.balances.find(
      (candidate) => candidate.item === packed.item.erpItem && candidate.warehouse === packed.place.warehouse,
    );
    expect(row!.unit).toBe(`PK${packed.item.erpUnitsPer}`);
    expect(row!.quantityOnHand * packed.item.erpUnitsPer).toBe(packed.erp.onHand);
    expect(row!.quantityAvailable * packed.item.erpUnitsPer).toBe(availableIn(packed.erp));
    expect(row!.quantityOnHand - row!.quantityCommitted).toBeCloseTo(row!.quantityAvailable, 9);
  });

  it("are read by item, odd characters included", async () => {
    const { world, address } = await open();
    const odd = world.items.find((item) => /[^\w.-]/.test(item.sku))!;
    const items = [odd.erpItem, world.items[0]!.erpItem];
    const { body } = await json(
      `${address}/v1/inventory-balances?items=${items.map(encodeURIComponent).join("|")}`,
    );
    expect(new Set(body.balances.map((row) => row.item))).toEqual(new Set(items));
  });

  it("say when they changed by the ERP's own clock", async () => {
    const { world, address } = await open({ skew: 90_000 });
    const { body } = await json(`${address}/v1/inventory-balances?limit=1`);
    expect(body.balances[0]!.lastModified).toMatch(/-05:00$/);
    const [cell] = world.cells.values();
    expect(Date.parse(body.balances[0]!.lastModified)).toBe(cell!.erp.changedAt + 90_000);
  });
});

describe("the ERP's other answers", () => {
  it("tell the log since a time, without what only others know", async () => {
    const { world, address } = await open();
    const since = new Date(noon - 3_600_000).toISOString();
    const { body } = await json(`${address}/v1/log?since=${since}&limit=2000`);
    expect(body.lines).toHaveLength(
      world.happenings(noon - 3_600_000).filter((line) => line.teller === "erp").length,
    );
    expect(body.lines.some((line) => line.type === "pick")).toBe(false);
    expect(body.lines.some((line) => line.target === "storefront")).toBe(true);
    expect((await json(`${address}/v1/log?since=yesterday`)).status).toBe(400);
  });

  it("show a stalled integration by its queue", async () => {
    const { world, address } = await open();
    const entry = world.inject({ name: "sync_stalled", handoff: "erp_storefront", flow: "stock" });
    world.step(noon + 3 * 3_600_000);
    const { body } = await json(`${address}/v1/integrations`);
    const integration = body.integrations.find((one) => one.name === "storefront-stock");
    expect(integration!.failed).toBeGreaterThan(0);
    expect(Date.parse(integration!.oldestQueued!)).toBeGreaterThanOrEqual(entry.injectedAt - 600_000);
  });

  it("push to the storefront once per request, however often it is sent", async () => {
    const { world, address } = await open();
    const entry = world.inject({ name: "manual_override", handoff: "erp_storefront" });
    const { sku, locationId } = entry.keys[0]!;
    const item = world.items.find((candidate) => candidate.sku === sku)!;
    const warehouse = world.places.find((place) => place.id === locationId)!.warehouse;
    const body = JSON.stringify({ requestId: "r-1", keys: [{ item: item.erpItem, warehouse }] });
    const send = () =>
      fetch(`${address}/v1/integrations/storefront/pushes`, { method: "POST", headers: bearer, body });
    const first = await (await send()).json();
    expect(first).toEqual({ requestId: "r-1", accepted: 1, sent: 1, queued: 0 });
    expect(world.threeWay(sku, locationId).storefront).toEqual(world.threeWay(sku, locationId).erp);
    world.storefront().setAvailable(item.inventoryItemId, locationId, 1, new Date(noon));
    expect(await (await send()).json()).toEqual(first);
    expect(world.threeWay(sku, locationId).storefront!.available).toBe(1);
    const bad = await fetch(`${address}/v1/integrations/storefront/pushes`, {
      method: "POST",
      headers: bearer,
      body: "{",
    });
    expect(bad.status).toBe(400);
  });

  it("limit the rate and say when to come again", async () => {
    let now = noon;
    const { address } = await open({ requestsPerMinute: 8, now: () => now });
    for (let request = 0; request < 2; request += 1)
      expect((await json(`${address}/v1/warehouses`)).status).toBe(200);
    const refused = await json(`${address}/v1/warehouses`);
    expect(refused.status).toBe(429);
    now += Number(refused.headers.get("retry-after")) * 1000;
    expect((await json(`${address}/v1/warehouses`)).status).toBe(200);
  });
});

describe("the ERP when its transport is broken", () => {
  it("answers as each fault says, and well again when it is cleared", async () => {
    const { address, erp: service } = await open();
    const url = `${address}/v1/inventory-balances?limit=30`;
    const read = async () => (await fetch(url, { headers: bearer, signal: AbortSignal.timeout(300) })).text();
    const sound = await read();
    service.control.fault = "cut_off";
    expect(sound.startsWith(await read())).toBe(true);
    service.control.fault = "html";
    expect(await read()).toContain("<!doctype html>");
    service.control.fault = "server_error";
    expect((await fetch(url, { headers: bearer })).status).toBe(500);
    service.control.fault = "hang";
    await expect(read()).rejects.toThrow();
    service.control.fault = "slow";
    service.control.delay = 1_000;
    await expect(read()).rejects.toThrow();
    service.control.fault = "wrong_types";
    expect(JSON.parse(await read()).balances[0].quantityOnHand).toBe("n/a");
    service.control.fault = "duplicate_rows";
    expect(JSON.parse(await read()).balances).toHaveLength(32);
    service.control.fault = null;
    expect(await read()).toBe(sound);
  });

  it("knows none of its tokens any more when they have expired", async () => {
    const { address, erp: service } = await open();
    const issued = JSON.parse(await (await token(address)).text());
    service.expireTokens();
    expect(
      (await json(`${address}/v1/warehouses`, { authorization: `Bearer ${issued.access_token}` })).status,
    ).toBe(401);
  });
});

it("is described by a configuration that the JSON connector accepts", () => {
  const config = erpConnection("https://erp.example.com", credentials);
  expect(restJsonConfig.parse(config)).toMatchObject(config);
});
