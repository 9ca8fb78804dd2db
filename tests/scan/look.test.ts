import { beforeEach, describe, expect, it } from "vitest";
import { createComparison, type ComparisonSetup } from "../../app/comparison/index.ts";
import { defaultPools, wholeUnits, type ConnectedRole } from "../../app/inventory/index.ts";
import { lookAt, type SystemAnswer } from "../../app/scan/look.ts";
import { austin, brooklyn, codeOf, itemOf, TinyMerchant } from "./tiny-merchant.ts";
import { newConnection } from "../support/connection.ts";

const noon = Date.UTC(2026, 3, 3, 12);

const connection = (role: ConnectedRole) => newConnection({ shop: "tiny", role, createdAt: noon });

let tiny: TinyMerchant;
let setup: ComparisonSetup;
let answers: SystemAnswer[];
beforeEach(async () => {
  tiny = new TinyMerchant("tiny", noon, { wms: connection("wms"), erp: connection("erp") });
  answers = [];
  setup = {
    systems: new Set(["wms", "erp", "storefront"]),
    locations: await tiny.storefront.readLocations("tiny", AbortSignal.timeout(1_000)),
    codes: tiny.sources.map(({ connection: { id, role } }) => ({
      locationId: brooklyn,
      connectionId: id,
      role,
      code: codeOf(role, brooklyn),
    })),
    pools: defaultPools(new Set(["wms", "erp", "storefront"])),
    sparse: new Set(),
    items: [],
    normalise: { case: false, spaces: false, leadingZeros: false },
  };
  tiny.putAll("A-1", brooklyn, { wms: 5, erp: 5, storefront: 9 }, noon - 60_000);
  tiny.putAll("B-1", brooklyn, { wms: 3, erp: 3, storefront: 3 }, noon - 60_000);
});

type Asked = readonly [sku: string, locationId: string];

const look = (...keys: readonly Asked[]) => lookWith(tiny.sources, ...keys);

const lookWith = (sources: TinyMerchant["sources"], ...keys: readonly Asked[]) =>
  lookAt(
    {
      shop: "tiny",
      setup,
      sources,
      storefront: tiny.storefront,
      compare: createComparison,
      signal: new AbortController().signal,
      now: () => tiny.now,
      onAnswer: (answer) => answers.push(answer),
    },
    keys.map(([sku, locationId]) => ({ sku, locationId, inventoryItemId: itemOf(sku) })),
  );

describe("a look at a few keys", () => {
  it("tells what each system holds, whether it agrees or not", async () => {
    const [a, b] = await look(["A-1", brooklyn], ["B-1", brooklyn]);
    expect(a?.pools["available"]).toEqual({
      values: { wms: wholeUnits(5), erp: wholeUnits(5), storefront: wholeUnits(9) },
      standing: "differs",
      verdict: "downstream",
    });
    expect(b?.pools["available"]).toMatchObject({ standing: "agrees", verdict: null });
    expect(b?.sides.erp).toEqual({
      states: { available: wholeUnits(3) },
      missing: false,
      updatedAt: noon - 60_000,
      observedAt: noon,
      problem: null,
    });
    expect(answers.map(({ system, problem }) => [system, problem])).toHaveLength(3);
  });

  it("shows the others where one system fails, with that one's reason and nothing of it taken for known", async () => {
    tiny.broken.erp = "The ERP did not answer.";
    const [a] = await look(["A-1", brooklyn]);
    expect(a?.sides.erp).toMatchObject({ problem: "The ERP did not answer.", states: {}, missing: false });
    expect(a?.pools["available"]).toMatchObject({
      values: { wms: wholeUnits(5), erp: null, storefront: wholeUnits(9) },
      standing: "not_read",
    });
  });

  it("asks all systems at once, and tells of each as soon as it answers, however slow another is", async () => {
    const slow = Promise.withResolvers<undefined>();
    const begun: string[] = [];
    const sources = tiny.sources.map((source) => ({
      ...source,
      readKeys: async (...given: Parameters<typeof source.readKeys>) => {
        begun.push(source.connection.role);
        if (source.connection.role === "wms") await slow.promise;
        return source.readKeys(...given);
      },
    }));
    const looking = lookWith(sources, ["A-1", brooklyn]);
    await expect.poll(() => answers.map(({ system }) => system).toSorted()).toEqual(["erp", "storefront"]);
    expect(begun.toSorted()).toEqual(["erp", "wms"]);
    slow.resolve(undefined);
    const [a] = await looking;
    expect(a?.pools["available"]).toMatchObject({ standing: "differs" });
    expect(answers.at(-1)).toMatchObject({ system: "wms", problem: null });
  });

  it("leaves out a system that has no code at the location", async () => {
    tiny.put("storefront", "A-1", austin, 4, noon);
    const [a] = await look(["A-1", austin]);
    expect(Object.keys(a?.sides ?? {})).toEqual(["storefront"]);
  });

  it("says that a row is missing where a system answered without one", async () => {
    tiny.rows.wms.delete("A-1@" + brooklyn);
    const [a] = await look(["A-1", brooklyn]);
    expect(a?.sides.wms).toMatchObject({ missing: true, problem: null });
    expect(a?.pools["available"]).toMatchObject({ standing: "differs", verdict: "missing" });
  });
});
