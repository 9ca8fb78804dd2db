import { describe, expect, test } from "vitest";
import { AdminApi } from "../../app/storefront/admin-api.ts";
import {
  BulkRunDocument,
  SetQuantitiesDocument,
  ShopDocument,
} from "../../app/storefront/generated/operations.ts";
import { Limiters } from "../../app/storefront/limiter/limiters.ts";
import { data, errors, scriptedShopify, throttled, type Answer } from "./support/scripted-shopify.ts";
import { VirtualClock } from "./support/virtual-clock.ts";

const shop = "kiln.myshopify.com";
const never = new AbortController().signal;
const facts = { shop: { name: "Kiln & Co", ianaTimezone: "Europe/Berlin", currencyCode: "EUR" } };

function apiOver(
  answers: Readonly<Record<string, Answer>>,
  replacement: () => Promise<string> = () => Promise.resolve("second"),
) {
  const clock = new VirtualClock();
  const shopify = scriptedShopify(answers);
  const api = new AdminApi({
    fetch: shopify.fetch,
    tokens: { token: () => Promise.resolve("first"), replacementFor: replacement },
    limiters: new Limiters({ clock, random: () => 0.5 }),
  });
  const readShop = (signal = never) =>
    clock.run(api.run(shop, { document: ShopDocument, variables: {}, priority: "probe", signal }));
  const startBulk = () =>
    clock.run(
      api.run(shop, {
        document: BulkRunDocument,
        variables: { query: "{}" },
        priority: "sweep",
        signal: never,
      }),
    );
  return { api, clock, calls: shopify.calls, readShop, startBulk };
}

/** Each call the next answer; the last one stays. */
function inTurn(...answers: (() => Response)[]): Answer {
  let turn = 0;
  return () => (answers[Math.min(turn++, answers.length - 1)] ?? (() => data(null)))();
}

describe("the Admin API", () => {
  test("is asked under its pinned version, with the shop's token and a named operation", async () => {
    const { readShop, calls } = apiOver({ Shop: () => data(facts) });
    expect(await readShop()).toEqual(facts);
    expect(calls).toEqual([
      {
        url: "https://kiln.myshopify.com/admin/api/2026-10/graphql.json",
        operation: "Shop",
        variables: {},
        token: "first",
      },
    ]);
  });

  test("throttling with HTTP 200 is waited out for as long as the points need", async () => {
    const { readShop, calls, clock } = apiOver({
      Shop: inTurn(
        () => throttled(0),
        () => data(facts),
      ),
    });
    const start = clock.now();
    expect(await readShop()).toEqual(facts);
    expect(calls).toHaveLength(2);
    expect(clock.now() - start).toBeGreaterThanOrEqual(1000);
  });

  test("throttling with HTTP 429 is waited out for as long as Shopify says", async () => {
    const busy = () => new Response("Too many", { status: 429, headers: { "retry-after": "2.5" } });
    const { readShop, clock } = apiOver({ Shop: inTurn(busy, () => data(facts)) });
    const start = clock.now();
    await readShop();
    expect(clock.now() - start).toBeGreaterThanOrEqual(2500);
  });

  test("a refused token is replaced once, and the request sent again", async () => {
    const { readShop, calls } = apiOver({
      Shop: (call) =>
        call.token === "second" ? data(facts) : Response.json({ errors: "Unauthorized" }, { status: 401 }),
    });
    expect(await readShop()).toEqual(facts);
    expect(calls.map((call) => call.token)).toEqual(["first", "second"]);
  });

  test("a second refusal means that the merchant must open the app", async () => {
    const { readShop, calls } = apiOver({ Shop: () => new Response("", { status: 401 }) });
    await expect(readShop()).rejects.toMatchObject({ name: "TokenRevoked", fault: "token_revoked" });
    expect(calls).toHaveLength(2);
  });

  test("a query is asked again when Shopify fails, a mutation that is not idempotent is not", async () => {
    const down = () => new Response("<html>Bad gateway", { status: 502 });
    const query = apiOver({ Shop: inTurn(down, down, () => data(facts)) });
    expect(await query.readShop()).toEqual(facts);
    const mutation = apiOver({ BulkRun: down });
    await expect(mutation.startBulk()).rejects.toMatchObject({ fault: "unavailable" });
    expect(mutation.calls).toHaveLength(1);
  });

  test("a mutation is sent again after throttling, which did nothing", async () => {
    const { startBulk, calls } = apiOver({
      BulkRun: inTurn(
        () => throttled(1000),
        () => data({ bulkOperationRunQuery: null }),
      ),
    });
    await startBulk();
    expect(calls).toHaveLength(2);
  });

  test("a part of an answer is no answer: data beside errors is refused with the reason", async () => {
    const { readShop } = apiOver({ Shop: () => errors("ACCESS_DENIED", facts) });
    await expect(readShop()).rejects.toMatchObject({ fault: "rights" });
  });

  test("unless the caller says that the part is what it wanted, as after a write that went through", async () => {
    const written = { inventorySetQuantities: { inventoryAdjustmentGroup: null, userErrors: [] } };
    const { api, clock } = apiOver({ SetQuantities: () => errors("ACCESS_DENIED", written) });
    const run = api.run(shop, {
      document: SetQuantitiesDocument,
      variables: {
        key: "k",
        input: { name: "available", reason: "correction", referenceDocumentUri: null, quantities: [] },
      },
      priority: "probe",
      signal: never,
      acceptPartial: (answer) => answer.inventorySetQuantities !== null,
    });
    expect(await clock.run(run)).toEqual(written);
  });

  test.each([
    ["MAX_COST_EXCEEDED", "too_expensive"],
    ["INTERNAL_SERVER_ERROR", "unavailable"],
    ["undefinedField", "unreadable"],
  ])("the error %s is told as %s", async (code, fault) => {
    await expect(apiOver({ Shop: () => errors(code) }).readShop()).rejects.toMatchObject({ fault });
  });

  test.each([
    [
      "a page instead of JSON",
      () => new Response("<html>hello", { headers: { "content-type": "text/html" } }),
    ],
    [
      "JSON that is cut off",
      () => new Response('{"data":{"shop":{"na', { headers: { "content-type": "application/json" } }),
    ],
    ["no data", () => Response.json({})],
    ["a closed shop", () => new Response("Not found", { status: 404 })],
    ["a frozen shop", () => new Response("", { status: 402 })],
  ])("%s is told as unavailable, in a sentence without token or body", async (_what, answer) => {
    const error = await apiOver({ Shop: answer })
      .readShop()
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: "StorefrontError", fault: "unavailable" });
    expect(String(error)).not.toMatch(/first|second|html|query/i);
  });

  test("an abort while Shopify throttles ends the request with the signal's reason", async () => {
    const giveUp = new AbortController();
    const { readShop } = apiOver({
      Shop: () => {
        giveUp.abort(new Error("closed the page"));
        return throttled(0);
      },
    });
    await expect(readShop(giveUp.signal)).rejects.toThrow("closed the page");
  });
});
