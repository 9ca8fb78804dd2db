import { describe, expect, it, test } from "vitest";
import { wholeUnits, type Location, type Quantity, type System } from "../../app/inventory/index.ts";
import {
  countStates,
  decide,
  defaultSettings,
  move,
  outlook,
  stateOf,
  treadmill,
  chooseRoute,
  type FreshKey,
  type Intent,
  type RowIn,
  type Rules,
} from "../../app/resync/index.ts";
import { brooklyn, itemOf, requestedRow } from "./support/merchant.ts";

const noon = Date.UTC(2026, 3, 3, 12);
const place: Location = {
  id: brooklyn,
  name: "Brooklyn",
  active: true,
  fulfillsOnlineOrders: true,
  fulfillmentService: false,
};
const half = 500_000 as Quantity;

function fresh(values: Partial<Record<System, Quantity | null>>, change: Partial<FreshKey> = {}): FreshKey {
  const side = { states: {}, missing: false, updatedAt: noon, observedAt: noon, problem: null };
  const known = { wms: wholeUnits(5), erp: wholeUnits(5), storefront: wholeUnits(9), ...values };
  const agrees = new Set(Object.values(known)).size === 1;
  return {
    sku: "KC-1",
    locationId: brooklyn,
    inventoryItemId: itemOf(0),
    sides: { wms: side, erp: side, storefront: side },
    flags: { tracked: true, duplicateSkuCount: 0, isActive: true },
    pools: {
      available: {
        values: known,
        standing: agrees ? "agrees" : "differs",
        verdict: agrees ? null : "downstream",
      },
    },
    ...change,
  };
}

function rules(change: Partial<Rules> = {}): Rules {
  return {
    locations: new Map([[brooklyn, place]]),
    mapped: new Set([brooklyn]),
    pools: new Map([
      [
        "available",
        {
          name: "available",
          compare: { wms: "available", erp: "available", storefront: "available" },
          truth: "erp",
          tolerance: { units: wholeUnits(0), percent: 0 },
        },
      ],
    ]),
    settings: defaultSettings,
    insists: false,
    approved: false,
    undoes: false,
    ...change,
  };
}

const intent = (change: Partial<Intent> = {}): Intent => ({ ...requestedRow("r", 0), ...change });

const refusals: readonly (readonly [string, Partial<Intent>, FreshKey, Partial<Rules>])[] = [
  ["unknown_location", {}, fresh({}), { mapped: new Set() }],
  ["unknown_location", { locationId: "gid://shopify/Location/9" }, fresh({}), {}],
  ["closed_location", {}, fresh({}), { locations: new Map([[brooklyn, { ...place, active: false }]]) }],
  [
    "fulfillment_service_location",
    {},
    fresh({}),
    { locations: new Map([[brooklyn, { ...place, fulfillmentService: true }]]) },
  ],
  [
    "stale_evidence",
    {},
    fresh(
      {},
      { sides: { ...fresh({}).sides, erp: { ...fresh({}).sides.erp!, problem: "The ERP is down." } } },
    ),
    {},
  ],
  ["untracked", {}, fresh({}, { flags: { tracked: false, duplicateSkuCount: 0, isActive: true } }), {}],
  ["not_stocked", {}, fresh({}, { flags: { tracked: true, duplicateSkuCount: 0, isActive: false } }), {}],
  ["not_stocked", {}, fresh({}, { flags: null }), {}],
  ["identity", {}, fresh({}, { flags: { tracked: true, duplicateSkuCount: 1, isActive: true } }), {}],
  ["identity", { cause: "identity" }, fresh({}), {}],
  ["already_agrees", {}, fresh({ storefront: wholeUnits(5) }), {}],
  ["unknown_quantity", {}, fresh({ erp: null }), {}],
  ["negative_quantity", {}, fresh({ erp: wholeUnits(-2) }), {}],
  ["fractional_quantity", {}, fresh({ erp: half }), {}],
  ["too_large", {}, fresh({ erp: wholeUnits(2_000_000_000) }), {}],
  ["upstream_gap", { verdict: "upstream" }, fresh({}), {}],
  ["upstream_gap", { verdict: "erp_alone" }, fresh({}), {}],
  ["would_be_undone", { cause: "pool_definition" }, fresh({}), {}],
  ["would_be_undone", { recurrence: 3 }, fresh({}), {}],
  ["no_route", { route: "ask" }, fresh({}), {}],
  ["not_undoable", { shownFrom: wholeUnits(8) }, fresh({}), { undoes: true }],
  [
    "not_writable_pool",
    {},
    fresh({}),
    {
      pools: new Map([
        ["available", { ...rules().pools.get("available")!, compare: { storefront: "on_hand - committed" } }],
      ]),
    },
  ],
];

describe("a resync", () => {
  it.each(refusals)("is refused as %s, with a sentence and the way on", (name, wish, read, given) => {
    const decision = decide(intent(wish), read, rules(given));
    expect(decision).toMatchObject({ kind: "refuse", refusal: { name } });
    if (decision.kind !== "refuse") return;
    expect(decision.refusal.sentence).toMatch(/^[^ ].{20,}[.]$/);
    expect(decision.refusal.wayOn).toMatch(/^[A-Z].{10,}[.]$/);
  });

  it("sends on the number of now, from the number of now, whatever the page showed", () => {
    const read = fresh({ erp: wholeUnits(3), storefront: wholeUnits(8) });
    expect(decide(intent(), read, rules())).toEqual({
      kind: "set",
      quantity: "available",
      from: wholeUnits(8),
      to: wholeUnits(3),
      needsApproval: false,
    });
  });

  it("may be insisted on where the refusal is advice, and nowhere else", () => {
    const insisting = rules({ insists: true });
    expect(decide(intent({ cause: "pool_definition" }), fresh({}), insisting).kind).toBe("set");
    expect(decide(intent({ verdict: "upstream", truth: "wms" }), fresh({}), insisting).kind).toBe("set");
    expect(decide(intent({ cause: "identity" }), fresh({}), insisting).kind).toBe("refuse");
    expect(decide(intent(), fresh({ erp: wholeUnits(-1) }), insisting).kind).toBe("refuse");
  });

  it("needs a second person above the location's own threshold, and none once one approved", () => {
    const strict = { ...defaultSettings, approvalAboveAt: { [brooklyn]: 3 } };
    expect(decide(intent(), fresh({}), rules({ settings: strict }))).toMatchObject({ needsApproval: true });
    expect(decide(intent(), fresh({}), rules({ settings: strict, approved: true }))).toMatchObject({
      needsApproval: false,
    });
    expect(decide(intent(), fresh({}), rules())).toMatchObject({ needsApproval: false });
  });

  it("restores what stood before when it undoes, as long as ours still stands", () => {
    const undo = intent({ shownFrom: wholeUnits(9), shownTo: wholeUnits(2), truth: "storefront" });
    expect(decide(undo, fresh({}), rules({ undoes: true }))).toMatchObject({
      kind: "set",
      to: wholeUnits(2),
    });
  });
});

test("asking upstream goes before typing over it, unless the shop or the merchant chose otherwise", () => {
  const erp = { connectionId: "c", role: "erp", name: "ERP" } as const;
  expect(chooseRoute("erp_storefront", [erp], { policy: {} }, null)).toEqual({ route: "ask", asked: erp });
  expect(chooseRoute("erp_storefront", [], { policy: {} }, null)).toEqual({ route: "set", asked: null });
  expect(chooseRoute("erp_storefront", [erp], { policy: { erp_storefront: "set" } }, null).route).toBe("set");
  expect(chooseRoute("erp_storefront", [erp], { policy: { erp_storefront: "set" } }, "ask").asked).toBe(erp);
});

test("what a rule writes on every run does not last; a gap of unknown cause promises nothing", () => {
  const gap = { handoff: "erp_storefront", recurrence: 0 } as const;
  expect(outlook({ ...gap, cause: "allocation_rule" }).lasting).toBe("undone");
  expect(outlook({ ...gap, cause: "sync_stalled" }).lasting).toBe("lasts");
  expect(outlook({ ...gap, cause: null }).lasting).toBe("unknown");
  expect(outlook({ ...gap, cause: null, recurrence: 1 }).lasting).toBe("undone");
});

describe("a bulk request", () => {
  it.each([
    [["held", "came_back", "refused"], "came_back"],
    [["held", "held", "refused"], "held"],
    [["requested", "verifying"], "sending"],
    [["requested", "refused"], "requested"],
    [["awaiting_approval", "verifying"], "awaiting_approval"],
    [["cancelled", "cancelled"], "cancelled"],
  ] as const)("whose rows are %j is %s", (states, state) => {
    expect(stateOf(countStates(states.map((own) => ({ state: own }))))).toBe(state);
  });
});

test("a step that the lifecycle does not know does not compile", () => {
  const because = { at: noon, actor: "app", why: "Because." };
  const held = { ...requestedRow("r", 0), state: "held" } as RowIn<"held">;
  // @ts-expect-error held is final
  move(held, "sending", because);
  // @ts-expect-error nothing is accepted that was not sent
  move(requestedRow("r", 0) as RowIn<"requested">, "accepted", because);
  const sent = move(requestedRow("r", 0) as RowIn<"requested">, "sending", because);
  expect(sent.transitions).toEqual([{ from: "requested", to: "sending", ...because }]);
});

test("the treadmill adds up fixes, returns, people and minutes, and leaves out what stayed", () => {
  const day = 86_400_000;
  const fix = { sku: "A", locationId: brooklyn, cause: "allocation_rule", by: "7" };
  const lines = treadmill(
    [
      { ...fix, at: 0, returnedAt: day },
      { ...fix, at: 2 * day, returnedAt: 5 * day, by: "8" },
      { ...fix, at: 6 * day, returnedAt: null },
      { ...fix, sku: "B", at: 0, returnedAt: null },
    ],
    6,
  );
  expect(lines).toEqual([
    {
      sku: "A",
      locationId: brooklyn,
      cause: "allocation_rule",
      fixes: 3,
      returns: 2,
      meanTimeToReturn: 2 * day,
      people: [
        { person: "7", fixes: 2 },
        { person: "8", fixes: 1 },
      ],
      minutes: 18,
      firstAt: 0,
      lastAt: 6 * day,
    },
  ]);
});
