import { expect, it } from "vitest";
import { createComparison } from "../../app/comparison/index.ts";
import { defaultPools, type ConnectedRole } from "../../app/inventory/index.ts";
import { probe } from "../../app/scan/probe.ts";
import type { Source } from "../../app/scan/ports.ts";
import { brooklyn, codeOf, itemOf, TinyMerchant } from "./tiny-merchant.ts";
import { newConnection } from "../support/connection.ts";

const noon = Date.UTC(2026, 3, 3, 12);

const connection = (role: ConnectedRole) => newConnection({ shop: "tiny", role, createdAt: noon });

it("a probe of 500 keys asks every system once, all within 50 ms of each other and none after another's answer", async () => {
  const tiny = new TinyMerchant("tiny", noon, { wms: connection("wms"), erp: connection("erp") });
  const keys = Array.from({ length: 500 }, (_, index) => ({
    sku: `SKU-${index}`,
    locationId: brooklyn,
    inventoryItemId: itemOf(`SKU-${index}`),
  }));
  for (const { sku } of keys) tiny.putAll(sku, brooklyn, { wms: 5, erp: 5, storefront: 4 }, noon - 60_000);

  const asked: number[] = [];
  let answered = 0;
  const slow = async <Answer>(read: () => Promise<Answer>): Promise<Answer> => {
    expect(answered).toBe(0);
    asked.push(performance.now());
    await new Promise((resolve) => setTimeout(resolve, 300));
    answered += 1;
    return read();
  };
  const sources = tiny.sources.map((source): Source => ({
    ...source,
    readKeys: (...given) => slow(() => source.readKeys(...given)),
  }));
  const storefront = {
    ...tiny.storefront,
    probeLevels: (...given: Parameters<typeof tiny.storefront.probeLevels>) =>
      slow(() => tiny.storefront.probeLevels(...given)),
  };
  const systems = new Set(["wms", "erp", "storefront"] as const);
  const { gaps } = await probe(
    {
      shop: "tiny",
      setup: {
        systems,
        locations: await tiny.storefront.readLocations("tiny", AbortSignal.timeout(1_000)),
        codes: tiny.sources.map(({ connection: { id, role } }) => ({
          ...{ locationId: brooklyn, connectionId: id, role, code: codeOf(role, brooklyn) },
        })),
        pools: defaultPools(systems),
        sparse: new Set(),
        items: [],
        normalise: { case: false, spaces: false, leadingZeros: false },
      },
      sources,
      storefront,
      compare: createComparison,
      signal: AbortSignal.timeout(10_000),
    },
    keys,
  );
  expect(gaps.length).toBeGreaterThan(0);
  expect(asked).toHaveLength(3);
  expect(Math.max(...asked) - Math.min(...asked)).toBeLessThan(50);
});
