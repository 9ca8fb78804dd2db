import { describe, expect, it } from "vitest";
import type { Connector } from "../../app/connectors/contract.ts";
import { findConnector } from "../../app/connectors/registry.ts";
import { loneContexts } from "../../app/connectors/shared/context.ts";
import { askToPush } from "../../app/scan/ask.ts";
import { sourcesOf, witnessesOf, type SourceDependencies } from "../../app/scan/sources.ts";
import type { Connection } from "../../app/shops/shop.ts";
import { newConnection } from "../support/connection.ts";

const noon = Date.UTC(2026, 3, 3, 12);
const shop = "kiln.myshopify.com";
const signal = new AbortController().signal;
const connection = (id: string, connector: string): Connection =>
  newConnection({ id, shop, role: "erp", connector, name: connector, createdAt: noon });
const settings: Readonly<Record<string, unknown>> = {
  erp: {
    address: "https://erp.example",
    levels: { path: "/stock" },
    fields: { item: "sku", location: { from: "fixed", code: "W" } },
    states: { available: "qty" },
  },
  flows: { token: "t0ken" },
  gone: {},
};

/** Celigo as the registry has it, but for the one thing that the test listens to. */
function dependencies(asked: unknown[] = []): SourceDependencies {
  const connections = [
    connection("erp", "rest-json"),
    connection("flows", "celigo"),
    connection("gone", "fax"),
  ];
  const deaf = (found: Connector): Connector => ({
    ...found,
    requestResync: (_config, _context, ask) => {
      asked.push(ask);
      return Promise.resolve({ accepted: true, message: "It runs." });
    },
  });
  return {
    connections: {
      list: () => Promise.resolve(connections),
      configuration: (_shop: string, id: string) => Promise.resolve(settings[id]),
    } as unknown as SourceDependencies["connections"],
    connector: (id) => {
      const found = findConnector(id);
      return found?.holdsStock === false ? deaf(found) : found;
    },
    contextsOf: () => loneContexts({ http: {} as never, now: () => noon }),
    circuits: {} as SourceDependencies["circuits"],
    now: () => noon,
  };
}

describe("the connections of a shop", () => {
  it("are swept where they hold stock; middleware is heard and not swept", async () => {
    const swept = await sourcesOf(shop, dependencies());
    const heard = await witnessesOf(shop, dependencies());
    expect(swept.map((source) => source.connection.id)).toEqual(["erp", "gone"]);
    expect(heard.map((source) => source.connection.id)).toEqual(["erp", "flows", "gone"]);
    const flows = heard.find((source) => source.connection.id === "flows");
    const able = { readHealth: expect.any(Function), requestResync: expect.any(Function) };
    expect(flows).toMatchObject({ holdsStock: false, canProbe: false, ...able });
  });

  it("ask middleware in the storefront's own words, since it has no codes", async () => {
    const asked: unknown[] = [];
    const heard = await witnessesOf(shop, dependencies(asked));
    const lines = [{ sku: "KC-001", locationId: "gid://shopify/Location/1" }];
    const call = { id: "call-1", connectionId: "flows", lines } as unknown as Parameters<typeof askToPush>[0];
    const setup = { codes: [], items: [] } as unknown as Parameters<typeof askToPush>[2];
    expect(await askToPush(call, heard, setup, signal)).toEqual({ accepted: true, message: "It runs." });
    expect(asked).toEqual([
      { idempotencyKey: "call-1", keys: [{ item: "KC-001", code: "gid://shopify/Location/1" }] },
    ]);
  });
});
