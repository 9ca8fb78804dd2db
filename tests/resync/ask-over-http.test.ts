import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { celigo } from "../../app/connectors/celigo/index.ts";
import { loadConfig } from "../../app/connectors/config.ts";
import type { Connector } from "../../app/connectors/contract.ts";
import type { ConnectorHttp } from "../../app/connectors/http.ts";
import { netsuite } from "../../app/connectors/netsuite/index.ts";
import { loneContexts } from "../../app/connectors/shared/context.ts";
import { isSignedWith } from "../../app/connectors/shared/message-signature.ts";
import { signedWebhook } from "../../app/connectors/signed-webhook/index.ts";
import { HttpError } from "../../app/platform/http/error.ts";
import { createHttp } from "../../app/platform/http/index.ts";
import { attend, LEASE, type ResyncDependencies } from "../../app/resync/index.ts";
import { askToPush } from "../../app/scan/ask.ts";
import type { Source } from "../../app/scan/ports.ts";
import { simulator as celigoSimulator } from "../../sandbox/vendors/celigo/index.ts";
import { simulator as netsuiteSimulator } from "../../sandbox/vendors/netsuite/index.ts";
import { serve } from "../contracts/connectors-server.ts";
import { MemoryResyncStore } from "./support/memory-store.ts";
import { brooklyn, domain, Merchant, requestedRow, skuOf } from "./support/merchant.ts";
import { newConnection } from "../support/connection.ts";

const never = new AbortController().signal;
const connectionId = randomUUID();
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

/** An outside system on loopback that counts itself what it was asked. */
interface Outside {
  readonly connector: Connector;
  readonly config: unknown;
  readonly asked: () => number;
  /** The request that asks, as against those that read. */
  readonly asks: (url: string) => boolean;
}

const outsides: Readonly<Record<string, () => Promise<Outside>>> = {
  "an ERP's own script": async () => {
    const stock = { item: skuOf(0), code: "1", onHand: "5", updatedAt: "2026-04-03T10:00:00Z" };
    const locations = [{ code: "1", name: "Brooklyn" }];
    const vendor = await netsuiteSimulator.start({ rows: [stock], locations, limits: null });
    open.push(vendor);
    const { pushed } = vendor.extras as unknown as { readonly pushed: () => readonly string[] };
    return {
      connector: netsuite,
      config: loadConfig(netsuite.config, vendor.config()),
      asked: () => pushed().length,
      asks: (url) => url.includes("restlet"),
    };
  },
  "a flow of Celigo's": async () => {
    const vendor = await celigoSimulator.start({ rows: [], locations: [], limits: null });
    open.push(vendor);
    const { runs } = vendor.extras as unknown as { readonly runs: () => readonly unknown[] };
    return {
      connector: celigo,
      config: loadConfig(celigo.config, vendor.config()),
      asked: () => runs().length,
      asks: (url) => url.endsWith("/run"),
    };
  },
  "a signed message to a middleware": async () => {
    const secret = "a secret of the merchant";
    let taken = 0;
    const server = await serve(({ headers }, body) => {
      const { "x-handoff-timestamp": at, "x-handoff-signature": signature } = headers;
      const signed = isSignedWith(secret, String(at), Buffer.from(body), String(signature));
      if (signed) taken += 1;
      return { status: signed ? 202 : 401, headers: {}, body: "" };
    });
    open.push(server);
    return {
      connector: signedWebhook,
      config: loadConfig(signedWebhook.config, { address: `${server.origin}/resync`, secret }),
      asked: () => taken,
      asks: () => true,
    };
  },
};

async function play(start: () => Promise<Outside>) {
  const outside = await start();
  const real = createHttp({ allowedPrivateHosts: ["127.0.0.1"], production: false, userAgent: "test" });
  open.push(real);
  let lost = 0;
  // The outside took it and has answered: the answer gets lost on its way back.
  const http: ConnectorHttp = {
    ...real.connectors,
    async request(request) {
      const answer = await real.connectors.request(request);
      if (lost === 0 || !outside.asks(request.url)) return answer;
      lost -= 1;
      throw new HttpError("connection", "The connection was cut");
    },
  };
  const { connector, config } = outside;
  const contexts = loneContexts({ http, now: Date.now });
  const role = "erp" as const;
  const nothing = () => Promise.reject(new Error("nobody asks this here"));
  const source: Source = {
    connection: newConnection({
      ...{ id: connectionId, shop: domain, role, connector: connector.id, name: "Upstream" },
      createdAt: 0,
    }),
    holdsStock: connector.holdsStock !== false,
    canProbe: false,
    resumes: false,
    listLocations: nothing,
    readLevels: () => {
      throw new Error("nobody asks this here");
    },
    readKeys: nothing,
    requestResync: async (ask, signal) =>
      (await connector.requestResync?.(config, contexts("resync", signal), ask)) ?? {
        accepted: false,
        message: "It cannot.",
      },
  };
  const merchant = new Merchant(1);
  const store = new MemoryResyncStore();
  const shop = {
    ...merchant.shop(),
    askables: () => [{ connectionId, role, name: "Upstream" }],
  };
  const setup = {
    systems: new Set(["erp", "storefront"] as const),
    locations: shop.locations,
    codes: [{ connectionId, role, code: "1", locationId: brooklyn }],
    pools: shop.pools,
    sparse: new Set<never>(),
    items: [],
    normalise: { case: false, spaces: false, leadingZeros: false },
  };
  let killed = 0;
  const dependencies: ResyncDependencies = {
    store,
    look: merchant.look,
    writer: merchant.writer,
    asker: {
      async ask(_shop, call, signal) {
        const answer = await askToPush(call, [source], setup, signal);
        if (killed > 0) {
          killed -= 1;
          throw new Error("The process died before it could write the answer down");
        }
        return answer;
      },
    },
    shopOf: () => Promise.resolve(shop),
    newId: randomUUID,
    now: merchant.clock.now,
  };
  const requestId = randomUUID();
  await store.create(
    {
      ...{ id: requestId, shop: domain, origin: "discrepancies", undoOf: null, insistence: null },
      ...{ requestedBy: "7", requestedAt: merchant.clock.at, confirmedKeys: null },
    },
    [requestedRow(requestId, 0, { route: "ask", connectionId })],
  );
  return {
    outside,
    merchant,
    loseOne: () => (lost = 1),
    killOnce: () => (killed = 1),
    row: async () => (await store.rows(domain, requestId))[0],
    /** Another process each time. */
    work: async () => {
      const runner = { shop: domain, requestId, runner: randomUUID() };
      await attend(runner, dependencies, never).catch(() => (merchant.clock.at += LEASE + 1));
    },
  };
}

describe.each(Object.entries(outsides))("a resync that asks %s to push again", (_name, start) => {
  it("asks once, and watches until the number has arrived", async () => {
    const { outside, merchant, work, row } = await play(start);
    await work();
    await work();
    expect(outside.asked()).toBe(1);
    expect(await row()).toMatchObject({ state: "verifying", attempts: 0 });
    merchant.setAvailable(0, 5);
    merchant.clock.at += 11 * 60_000;
    await work();
    merchant.clock.at += 31 * 60_000;
    await work();
    expect(await row()).toMatchObject({ state: "held" });
    expect(outside.asked()).toBe(1);
    expect(merchant.shopify.writes).toEqual([]);
  });

  it.each(["the answer got lost on its way", "the process died before it wrote the answer down"])(
    "asks no second time when %s: looking tells whether it helped",
    async (how) => {
      const { outside, merchant, work, row, loseOne, killOnce } = await play(start);
      if (how.startsWith("the answer")) loseOne();
      else killOnce();
      await work();
      await work();
      await work();
      expect(outside.asked()).toBe(1);
      expect(await row()).toMatchObject({
        state: "verifying",
        why: expect.stringContaining("It is not asked again"),
      });
      merchant.setAvailable(0, 5);
      merchant.clock.at += 11 * 60_000;
      await work();
      merchant.clock.at += 31 * 60_000;
      await work();
      expect(await row()).toMatchObject({ state: "held" });
      expect(outside.asked()).toBe(1);
    },
  );
});
