import fc from "fast-check";
import type { ComparisonSetup, ItemMapping, UnitsPer } from "../../app/comparison/contract.ts";
import {
  parseQuantity,
  states,
  type Quantity,
  type ReportedLevel,
  type State,
  type States,
} from "../../app/inventory/index.ts";

/** One feed's delivery: pages of ERP or WMS, or bytes of the storefront's. */
export type Delivery =
  | {
      readonly kind: "levels";
      readonly role: "wms" | "erp";
      readonly connectionId: string;
      readonly levels: readonly ReportedLevel[];
    }
  | { readonly kind: "bulk"; readonly text: string; readonly cuts: readonly number[] };

export interface RandomShop {
  readonly setup: ComparisonSetup;
  readonly deliveries: readonly Delivery[];
  readonly complete: readonly (readonly ["wms" | "erp" | "storefront", string | null, boolean])[];
}

const skus = [
  "A",
  "a",
  "A ",
  "00A",
  "KC-001",
  "KC-1",
  "é",
  "日本",
  'q"uote',
  "back\\slash",
  "1",
  "001",
  "B",
  "C",
];
const locationIds = [
  "gid://shopify/Location/1",
  "gid://shopify/Location/22",
  "gid://shopify/Location/9007199254740993",
];
const codes = ["W1", "W2", "X"];
const connections = ["first", "second"];

export const quantity = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 4 }).map((units) => parseQuantity(units)) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }).map((units) => parseQuantity(units)),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: -4_000_000, max: 4_000_000 }).map((scaled) => scaled as Quantity),
  },
);

const statesOf: fc.Arbitrary<States> = fc
  .uniqueArray(fc.tuple(fc.constantFrom<State>(...states.slice(0, 4)), quantity), {
    selector: ([state]) => state,
  })
  .map((entries) => Object.fromEntries(entries));

const time = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 0, max: 3 }).map((day) => Date.UTC(2026, 0, 30 + day, 12)),
  fc.integer({ min: 0, max: 5 }).map((at) => Date.UTC(2026, 1, 28) + at * 500),
);

const level: fc.Arbitrary<ReportedLevel> = fc.record({
  item: fc.constantFrom(...skus),
  code: fc.constantFrom(...codes, "nowhere"),
  states: statesOf,
  updatedAt: time,
  observedAt: fc.integer({ min: 1, max: 4 }),
});

const delivered: fc.Arbitrary<Delivery> = fc.record({
  kind: fc.constant("levels"),
  role: fc.constantFrom("wms", "erp"),
  connectionId: fc.constantFrom(...connections),
  levels: fc.array(level, { maxLength: 8 }),
});

const itemId = fc.integer({ min: 1, max: 8 }).map((id) => `gid://shopify/InventoryItem/${id}`);

const itemLine = fc
  .record({
    id: itemId,
    sku: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom<string | null>(...skus) },
      { weight: 1, arbitrary: fc.constantFrom(null, "") },
    ),
    tracked: fc.oneof({ weight: 8, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.boolean() }),
    duplicateSkuCount: fc.oneof(
      { weight: 8, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.constant(1) },
    ),
  })
  .map((item) => JSON.stringify(item));

const levelLine = fc
  .record({
    item: itemId,
    location: fc.constantFrom(...locationIds, "gid://shopify/Location/404"),
    isActive: fc.oneof(
      { weight: 6, arbitrary: fc.constant(true) },
      { weight: 1, arbitrary: fc.constant(false) },
    ),
    states: statesOf,
    updatedAt: time,
    written: fc.constantFrom("plain", "spaced", "reordered"),
  })
  .map(({ item, location, isActive, states: known, updatedAt, written }) => {
    const line = {
      id: "gid://shopify/InventoryLevel/5?inventory_item_id=7",
      isActive,
      updatedAt: updatedAt === null ? null : new Date(updatedAt).toISOString().replace(".000Z", "Z"),
      location: { id: location },
      quantities: Object.entries(known).map(([name, scaled]) => ({
        name,
        quantity: scaled / 1_000_000,
        updatedAt: null,
      })),
      __parentId: item,
    };
    if (written === "reordered") return JSON.stringify(Object.fromEntries(Object.entries(line).reverse()));
    return written === "spaced"
      ? JSON.stringify(line, null, 1).replaceAll("\n", "")
      : JSON.stringify(line).replaceAll("/", "\\/");
  });

const strangeLine = fc.constantFrom(
  "",
  "  ",
  "{",
  "null",
  '{"id":"gid://shopify/InventoryLevel/1","__parentId":"gid://shopify/InventoryItem/1","location":{"id":"gid://shopify/Location/1"},"quantities":[{"name":"available","quantity":"5"}]}',
  '{"id":"gid://shopify/InventoryLevel/1","__parentId":"gid://shopify/InventoryItem/1","location":{}}',
  '{"id":"gid://shopify/Product/1"}',
);

const storefrontBytes = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 4, arbitrary: itemLine },
        { weight: 8, arbitrary: levelLine },
        { weight: 1, arbitrary: strangeLine },
      ),
      {
        maxLength: 30,
      },
    ),
    fc.constantFrom("\n", "\r\n"),
    fc.boolean(),
  )
  .map(([lines, ending, ended]) => lines.join(ending) + (ended ? ending : ""));

const bulk: fc.Arbitrary<readonly Delivery[]> = fc
  .tuple(storefrontBytes, fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 4 }))
  .map(([text, cuts]) => [{ kind: "bulk", text, cuts }]);

const unitsPer: fc.Arbitrary<UnitsPer> = fc.oneof(
  fc.integer({ min: 1, max: 12 }).map((units) => parseQuantity(units)),
  fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })).map(([a, b]) => ({
    numerator: parseQuantity(a),
    denominator: parseQuantity(b),
  })),
);

const mapping: fc.Arbitrary<ItemMapping> = fc.record(
  {
    sku: fc.constantFrom(...skus),
    erpItem: fc.constantFrom(...skus, "ERP-ONLY"),
    wmsItem: fc.constantFrom(...skus),
    wmsUnitsPer: unitsPer,
    tracked: fc.boolean(),
  },
  { requiredKeys: ["sku"] },
);

const setup: fc.Arbitrary<ComparisonSetup> = fc
  .record({
    roles: fc.constantFrom(
      ["wms"] as const,
      ["erp"] as const,
      ["wms", "erp"] as const,
      ["wms", "erp"] as const,
    ),
    codes: fc.array(
      fc.record({
        locationId: fc.constantFrom(...locationIds),
        role: fc.constantFrom("wms" as const, "erp" as const),
        connectionId: fc.constantFrom(...connections),
        code: fc.constantFrom(...codes),
      }),
      { minLength: 2, maxLength: 8 },
    ),
    percent: fc.constantFrom(0, 0, 10, 12.5),
    units: fc.constantFrom(0, 0, 1).map((units) => parseQuantity(units)),
    sparse: fc.subarray(["wms", "erp", "storefront"] as const, { maxLength: 1 }),
    items: fc.oneof(fc.constant([]), fc.uniqueArray(mapping, { selector: ({ sku }) => sku, maxLength: 4 })),
    normalise: fc.oneof(
      fc.constant({ case: false, spaces: false, leadingZeros: false }),
      fc.record({ case: fc.boolean(), spaces: fc.boolean(), leadingZeros: fc.boolean() }),
    ),
    expression: fc.constantFrom("available", "on_hand - committed", "0.5 * (on_hand + reserved)"),
  })
  .map(({ roles, codes: all, percent, units, sparse, items, normalise, expression }) => ({
    systems: new Set([...roles, "storefront" as const]),
    locations: locationIds.map((id) => ({
      id,
      name: id,
      active: true,
      fulfillsOnlineOrders: true,
      fulfillmentService: false,
    })),
    codes: firstOfEach(all, ({ role, connectionId, code }) => `${role} ${connectionId} ${code}`),
    pools: [
      {
        name: "on_hand",
        compare: { wms: "on_hand", erp: "on_hand", storefront: "on_hand" },
        truth: "erp" as const,
        tolerance: { units, percent },
      },
      {
        name: "second",
        compare: { wms: expression, erp: "available", storefront: "available" },
        truth: "erp" as const,
        tolerance: { units, percent: 0 },
      },
    ],
    sparse: new Set(sparse),
    items,
    normalise,
  }));

export const randomShop: fc.Arbitrary<RandomShop> = fc
  .record({
    setup,
    levels: fc.array(delivered, { maxLength: 6 }),
    bulk,
    bulkFirst: fc.boolean(),
    incomplete: fc.constantFrom(0, 0, 0, 1, 2, 3),
    cutShort: fc.constantFrom(false, false, true),
  })
  .map(({ setup: shop, levels, bulk: bytes, bulkFirst, incomplete, cutShort }) => {
    const all = [
      ["storefront", null, false] as const,
      ...(["wms", "erp"] as const).flatMap((role) =>
        connections.map((connection) => [role, connection, cutShort] as const),
      ),
    ];
    return {
      setup: shop,
      deliveries: bulkFirst ? [...bytes, ...levels] : [...levels, ...bytes],
      complete: incomplete === 0 ? all : all.filter((_, index) => index !== incomplete - 1),
    };
  });

export function cutUp(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = cuts[turn % cuts.length] ?? 1;
    // A copy: the engine's chunks may be written over by whoever reads the next one.
    chunks.push(bytes.slice(at, at + length));
    at += length;
  }
  return chunks;
}

function firstOfEach<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): readonly Entry[] {
  return [...new Map([...entries].reverse().map((entry) => [keyOf(entry), entry])).values()].reverse();
}

export { locationIds, skus };
