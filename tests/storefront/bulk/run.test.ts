import { describe, expect, test } from "vitest";
import type { SweepProgress } from "../../../app/storefront/ports.ts";
import { data, scriptedShopify, type Answer } from "../support/scripted-shopify.ts";
import { storefrontOver } from "../support/storefront-over.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const shop = "kiln.myshopify.com";
const id = "gid://shopify/BulkOperation/1";

const started: Answer = () => data({ bulkOperationRunQuery: { bulkOperation: { id }, userErrors: [] } });
const busy = () =>
  data({
    bulkOperationRunQuery: {
      bulkOperation: null,
      userErrors: [{ code: "OPERATION_IN_PROGRESS", message: "busy" }],
    },
  });
const state = (status: string, more: object = {}) =>
  data({
    bulkOperation: { id, status, errorCode: null, objectCount: "0", fileSize: null, url: null, ...more },
  });

function sweep(answers: Readonly<Record<string, Answer>>, signal = new AbortController().signal) {
  const clock = new VirtualClock();
  const shopify = scriptedShopify({ BulkRun: started, ...answers });
  const { storefront } = storefrontOver(shopify.fetch, clock);
  const progress: SweepProgress[] = [];
  const run = () =>
    clock.run(storefront.sweepLevels(shop, { signal, onProgress: (step) => progress.push(step) }));
  return { run, progress, clock, calls: shopify.calls };
}

function inTurn(...answers: (() => Response)[]): Answer {
  let turn = 0;
  return () => (answers[Math.min(turn++, answers.length - 1)] ?? (() => state("RUNNING")))();
}

describe("a sweep by bulk operation", () => {
  test("polls until it is complete and tells how far it is", async () => {
    const running = (objectCount: string) => () => state("RUNNING", { objectCount });
    const done = () => state("COMPLETED", { objectCount: "900" });
    const { run, progress, clock } = sweep({ BulkProgress: inTurn(running("10"), running("500"), done) });
    const before = clock.now();
    const result = await run();
    expect(progress).toEqual([
      { stage: "running", objects: 10 },
      { stage: "running", objects: 500 },
      { stage: "downloading", objects: 900 },
    ]);
    expect(result).toMatchObject({ objects: 900, startedAt: before });
    expect(result.finishedAt).toBeGreaterThan(before);
  });

  test("asks for a query as Shopify documents bulk queries: no name, edges and no nodes", async () => {
    const { run, calls } = sweep({ BulkProgress: () => state("COMPLETED") });
    await run();
    const query = String(calls[0]?.variables["query"]);
    expect(query).toMatch(/^\{\s+inventoryItems \{\s+edges/);
    expect(query).not.toMatch(/nodes|\bquery\b|first:/);
  });

  test("of an empty shop has no address and yields nothing", async () => {
    const { run } = sweep({ BulkProgress: () => state("COMPLETED", { url: null }) });
    const chunks = [];
    for await (const chunk of (await run()).bytes) chunks.push(chunk);
    expect(chunks).toEqual([]);
  });

  test("waits for a slot while five others run", async () => {
    const { run, progress, calls } = sweep({
      BulkRun: inTurn(busy, busy, () =>
        data({ bulkOperationRunQuery: { bulkOperation: { id }, userErrors: [] } }),
      ),
      BulkProgress: () => state("COMPLETED"),
    });
    await run();
    expect(progress.filter((step) => step.stage === "waiting")).toHaveLength(2);
    expect(calls.filter((call) => call.operation === "BulkRun")).toHaveLength(3);
  });

  test("gives the wait for a slot up in the end", async () => {
    await expect(sweep({ BulkRun: busy }).run()).rejects.toMatchObject({ fault: "bulk_failed" });
  });

  test("that Shopify does not start says why", async () => {
    const refused = {
      bulkOperation: null,
      userErrors: [{ code: "INVALID", message: "Field 'x' is unknown" }],
    };
    const { run } = sweep({ BulkRun: () => data({ bulkOperationRunQuery: refused }) });
    await expect(run()).rejects.toThrow("Field 'x' is unknown");
  });

  test.each([
    ["FAILED", { errorCode: "ACCESS_DENIED", partialDataUrl: "https://x.test/part" }, "permission"],
    ["FAILED", { errorCode: "TIMEOUT" }, "ran out of time"],
    ["EXPIRED", {}, "gave the reading up"],
    ["CANCELED", {}, "cancelled"],
  ])("that ends as %s %o is an error, whatever part of it there is", async (status, more, words) => {
    const { run } = sweep({ BulkProgress: () => state(status, more) });
    await expect(run()).rejects.toThrow(words);
    await expect(sweep({ BulkProgress: () => state(status, more) }).run()).rejects.toMatchObject({
      fault: "bulk_failed",
    });
  });

  test("that is cancelled here is cancelled at Shopify too", async () => {
    const giveUp = new AbortController();
    const { run, calls } = sweep(
      {
        BulkProgress: () => {
          giveUp.abort(new Error("the scan was cancelled"));
          return state("RUNNING");
        },
        BulkCancel: () =>
          data({ bulkOperationCancel: { bulkOperation: { id, status: "CANCELING" }, userErrors: [] } }),
      },
      giveUp.signal,
    );
    await expect(run()).rejects.toThrow("the scan was cancelled");
    expect(calls.at(-1)).toMatchObject({ operation: "BulkCancel", variables: { id } });
  });
});
