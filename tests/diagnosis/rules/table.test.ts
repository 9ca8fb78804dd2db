import { describe, expect, it } from "vitest";
import {
  agreeing,
  at,
  causesOf,
  downstream,
  minute,
  upstream,
  type KeySeries,
  type SceneOptions,
} from "../support/scene.ts";

const others = Object.fromEntries(
  Array.from({ length: 12 }, (_, index) => [`OK-${index}`, agreeing(20 + index)]),
) satisfies Record<string, KeySeries>;

function many(count: number, key: (index: number) => KeySeries): Record<string, KeySeries> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`KC-${index}`, key(index)]));
}

interface Row {
  readonly name: string;
  readonly scene: SceneOptions;
  /** Of KC-0. */
  readonly says: string;
}

const sold = { available: 8, committed: 2, on_hand: 10 };
const unsold = { available: 10, committed: 0, on_hand: 10 };
const edit = {
  at: at(1) - minute,
  system: "storefront",
  kind: "adjustment",
  locationId: "brooklyn",
  sku: "KC-0",
} as const;
const runs = [-6, -5, -4, -3, -2, -1, 0].map(
  (reading) => ({ at: at(reading), system: "erp", kind: "sync_run" }) as const,
);

const spoken: readonly Row[] = [
  {
    name: "sync_lag: earlier numbers keep arriving, each later than the window",
    scene: { keys: { ...others, "KC-0": upstream([10, 12, 14, 16, 18, 20], [10, 10, 10, 10, 12, 14]) } },
    says: "sync_lag",
  },
  {
    name: "sync_stalled: several keys frozen while upstream went on",
    scene: { keys: { ...others, ...many(5, (index) => upstream([10, 12 + index], [10])) }, readings: 5 },
    says: "sync_stalled",
  },
  {
    name: "sync_stalled: runs used to come and have stopped",
    scene: { keys: { ...others, "KC-0": upstream([10, 12], [10]) }, events: runs, readings: 6 },
    says: "sync_stalled",
  },
  {
    name: "throttled_backlog: a queue that grew, with refused calls",
    scene: {
      keys: { ...others, "KC-0": upstream([10, 34], [10]) },
      health: [
        { at: at(0), system: "erp", queued: 0, failed: 0, throttled: 0, oldestQueuedAt: null },
        { at: at(3), system: "erp", queued: 140, failed: 3, throttled: 37, oldestQueuedAt: at(1) },
      ],
      readings: 4,
    },
    says: "throttled_backlog",
  },
  {
    name: "pool_definition: the storefront counts what is incoming",
    scene: {
      keys: {
        ...others,
        ...many(4, (index) => ({
          wms: [20 + index],
          erp: [{ available: 20 + index, incoming: 5 + 3 * index }],
          storefront: [20 + index, 25 + 4 * index],
        })),
      },
    },
    says: "pool_definition",
  },
  {
    name: "allocation_rule: five fewer, whatever the stock",
    scene: {
      keys: {
        ...others,
        ...many(6, (index) => downstream([30 + 7 * index], [30 + 7 * index, 25 + 7 * index])),
      },
    },
    says: "allocation_rule",
  },
  {
    name: "allocation_rule: six more on some keys, where a filter empties more of them",
    scene: {
      keys: {
        ...others,
        ...many(9, (index) => downstream([30 + 7 * index], [30 + 7 * index, 36 + 7 * index])),
        ...Object.fromEntries(
          Array.from({ length: 12 }, (_, index) => [
            `F-${index}`,
            downstream([31 + 9 * index], [31 + 9 * index, 0]),
          ]),
        ),
      },
    },
    says: "allocation_rule",
  },
  {
    name: "filter_rule: set to 0 while upstream has stock",
    scene: { keys: { ...others, "KC-0": downstream([17], [17, 0]), "KC-1": downstream([23], [23, 0]) } },
    says: "filter_rule",
  },
  {
    name: "filter_rule: no row downstream while others pass",
    scene: { keys: { ...others, "KC-0": downstream([17], [17, null]) } },
    says: "filter_rule",
  },
  {
    name: "pool_boundary: everything at one location, totals right",
    scene: {
      keys: {
        ...others,
        "KC-0": downstream([7], [7, 20]),
        "KC-0@austin": downstream([13], [13, 0]),
        "KC-1": downstream([11], [11, 17]),
        "KC-1@austin": downstream([6], [6, 0]),
      },
    },
    says: "pool_boundary",
  },
  {
    name: "location_mapping: two locations swapped",
    scene: {
      keys: {
        ...others,
        ...Object.fromEntries(
          [0, 1, 2, 3].flatMap((index) => [
            [`KC-${index}`, downstream([7 + index], [7 + index, 40 + 3 * index])],
            [`KC-${index}@austin`, downstream([40 + 3 * index], [40 + 3 * index, 7 + index])],
          ]),
        ),
      },
    },
    says: "location_mapping",
  },
  {
    name: "location_mapping: what was offered changed places, and what is held for orders stayed",
    scene: {
      compare: "on_hand",
      keys: Object.fromEntries(
        [0, 1, 2, 3].flatMap((index): [string, KeySeries][] => {
          const [here, there] = [7 + 5 * index, 40 + 3 * index];
          const [held, heldThere] = [1 + index, 9 - index];
          const right = (offered: number, committed: number) => ({ on_hand: offered + committed, committed });
          const told = (offered: number, committed: number) => ({
            ...right(offered, committed),
            available: offered,
          });
          return [
            [`KC-${index}`, { wms: [right(here, held)], erp: [told(here, held), told(there, held)] }],
            [
              `KC-${index}@austin`,
              { wms: [right(there, heldThere)], erp: [told(there, heldThere), told(here, heldThere)] },
            ],
          ];
        }),
      ),
    },
    says: "location_mapping",
  },
  {
    name: "location_mapping: two numbers stand at each other's place, and a third came over",
    scene: {
      keys: {
        ...others,
        "KC-0": downstream([7], [7, 40]),
        "KC-0@austin": downstream([40], [40, 7]),
        "KC-1": downstream([9], [9, 23]),
        "KC-1@austin": agreeing(23),
      },
    },
    says: "location_mapping",
  },
  {
    name: "unit_of_measure: few packs are left of each SKU, and one size fits them all",
    scene: {
      keys: {
        ...others,
        ...many(5, (index) =>
          downstream([25 + 13 * index], [25 + 13 * index, Math.floor((25 + 13 * index) / 24)]),
        ),
      },
    },
    says: "unit_of_measure",
  },
  {
    name: "topology_change: a location opened, and nothing reaches it",
    scene: {
      keys: many(5, (index) => downstream([9 + index], [0])),
      events: [
        { at: at(0) - 60 * minute, system: "storefront", kind: "location_added", locationId: "brooklyn" },
      ],
      readings: 3,
    },
    says: "topology_change",
  },
  {
    name: "topology_change: nothing reaches a location that opened, and one of the SKUs is on two items and a draft",
    scene: {
      keys: many(5, (index) => downstream([9 + index], [0])),
      items: { "KC-0": { itemsWithSku: 2, status: "draft" } },
      events: [
        { at: at(0) - 60 * minute, system: "storefront", kind: "location_added", locationId: "brooklyn" },
      ],
      readings: 3,
    },
    says: "topology_change",
  },
  {
    name: "unit_of_measure: twelve times as many, at two locations",
    scene: { keys: { ...others, "KC-0": downstream([5], [5, 60]), "KC-0@austin": downstream([7], [7, 84]) } },
    says: "unit_of_measure",
  },
  {
    name: "manual_override: the log names an edit",
    scene: { keys: { ...others, "KC-0": downstream([8], [8, 0]) }, events: [{ ...edit, delta: -8 }] },
    says: "manual_override",
  },
  {
    name: "manual_override: one key changed and nothing upstream had moved",
    scene: { keys: { ...others, "KC-0": downstream([8], [8, 15]) } },
    says: "manual_override",
  },
  {
    name: "competing_writer: the number flips while upstream stands still",
    scene: { keys: { ...others, "KC-0": downstream([20], [20, 27, 20, 27, 20, 27]) } },
    says: "competing_writer",
  },
  {
    name: "identity: the missing row lies under almost the same name",
    scene: {
      keys: { ...others, "KC-0": upstream([9], [9, null]) },
      items: { "KC-0": { nearMatches: [{ system: "erp", name: "kc-0" }] } },
    },
    says: "identity",
  },
  {
    name: "not_sellable: untracked in the storefront",
    scene: { keys: { ...others, "KC-0": downstream([9], [9, 0]) }, items: { "KC-0": { tracked: false } } },
    says: "not_sellable",
  },
];

const silent: readonly (Omit<Row, "says"> & { readonly not: string })[] = [
  {
    name: "pool_boundary: one location has nothing to give away, and the totals are only near",
    scene: {
      keys: {
        ...others,
        "KC-0": downstream([139], [139, 132]),
        "KC-0@austin": downstream([3], [3, 0]),
        "KC-1": downstream([90], [90, 83]),
        "KC-1@austin": downstream([2], [2, 0]),
      },
    },
    not: "pool_boundary",
  },
  {
    name: "pool_boundary: two small changes that cancel out, among many keys that do not",
    scene: {
      keys: {
        ...others,
        ...many(8, (index) => downstream([30 + index], [30 + index, 20 + 2 * index])),
        "KC-0": downstream([30], [30, 31]),
        "KC-0@austin": downstream([12], [12, 11]),
        "KC-1": downstream([31], [31, 32]),
        "KC-1@austin": downstream([9], [9, 8]),
      },
    },
    not: "pool_boundary",
  },
  {
    name: "filter_rule: nothing is what is left of a pack of twelve",
    scene: { keys: { ...others, "KC-0": downstream([6], [6, 0]), "KC-0@austin": downstream([53], [53, 4]) } },
    not: "filter_rule",
  },
  {
    name: "unit_of_measure: half of everything at one location is a share",
    scene: {
      keys: {
        ...others,
        ...many(6, (index) => downstream([40 + 4 * index, 60 + 4 * index], [40 + 4 * index, 30 + 2 * index])),
      },
    },
    not: "unit_of_measure",
  },
  {
    name: "unit_of_measure: few pieces of each SKU, and no size fits them all",
    scene: {
      keys: {
        ...others,
        ...many(5, (index) => downstream([25 + 13 * index], [25 + 13 * index, 1 + ((7 * index) % 5)])),
      },
    },
    not: "unit_of_measure",
  },
  {
    name: "sync_lag: the number was set to one that upstream never had",
    scene: { keys: { ...others, "KC-0": downstream([10], [10, 13]) } },
    not: "sync_lag",
  },
  {
    name: "sync_stalled: frozen keys, but numbers around them arrive late",
    scene: {
      keys: {
        ...others,
        ...many(4, (index) => upstream([10, 12, 14, 16, 18 + index, 20 + index], [10, 10, 10, 10, 12, 14])),
      },
    },
    not: "sync_stalled",
  },
  {
    name: "sync_stalled: a single late key without any log",
    scene: { keys: { ...others, "KC-0": upstream([10, 12], [10]) }, readings: 3 },
    not: "sync_stalled",
  },
  {
    name: "throttled_backlog: a queue as deep as ever",
    scene: {
      keys: { ...others, "KC-0": upstream([10, 34], [10]) },
      health: [-3, -2, -1, 3].map((reading) => ({
        at: at(reading),
        system: "erp" as const,
        queued: 40,
        failed: 0,
        throttled: 3,
        oldestQueuedAt: null,
      })),
      readings: 4,
    },
    not: "throttled_backlog",
  },
  {
    name: "throttled_backlog: the queue of another system",
    scene: {
      keys: { ...others, "KC-0": upstream([10, 34], [10]) },
      health: [
        { at: at(3), system: "storefront", queued: 140, failed: 3, throttled: 37, oldestQueuedAt: at(1) },
      ],
      readings: 4,
    },
    not: "throttled_backlog",
  },
  {
    name: "pool_definition: a dead sync whose gap is what became committed",
    scene: {
      keys: {
        ...others,
        ...many(5, (index) => ({
          wms: [20, 18 - index],
          erp: [
            { available: 20, committed: 0 },
            { available: 18 - index, committed: 2 + index },
          ],
          storefront: [20],
        })),
      },
      readings: 6,
    },
    not: "pool_definition",
  },
  {
    name: "allocation_rule: every key is off by another amount",
    scene: {
      keys: {
        ...others,
        ...many(6, (index) => downstream([30 + index], [30 + index, 31 + 3 * index + index * index])),
      },
    },
    not: "allocation_rule",
  },
  {
    name: "allocation_rule: one fewer of some, as after a sale",
    scene: {
      keys: {
        ...others,
        ...many(5, (index) => downstream([30 + 7 * index], [30 + 7 * index, 29 + 7 * index])),
      },
    },
    not: "allocation_rule",
  },
  {
    name: "allocation_rule: one amount is only the commonest of several",
    scene: {
      keys: {
        ...others,
        ...many(22, (index) => {
          const amount = index < 9 ? 3 : index < 14 ? 4 : index < 18 ? -2 : index - 12;
          return downstream([30 + 7 * index], [30 + 7 * index, 30 + 7 * index + amount]);
        }),
      },
    },
    not: "allocation_rule",
  },
  {
    name: "allocation_rule: the same receipt size on a dead sync",
    scene: {
      keys: { ...others, ...many(6, (index) => upstream([30 + index, 35 + index], [30 + index])) },
      readings: 5,
    },
    not: "allocation_rule",
  },
  {
    name: "filter_rule: upstream has come from 0 and the number is late",
    scene: { keys: { ...others, "KC-0": upstream([0, 24], [0]) }, readings: 3 },
    not: "filter_rule",
  },
  {
    name: "filter_rule: nothing passes here at all",
    scene: { keys: many(4, (index) => downstream([17 + index], [17 + index, 0])) },
    not: "filter_rule",
  },
  {
    name: "pool_boundary: a transfer that has not come down",
    scene: {
      keys: { ...others, "KC-0": downstream([20, 15], [20]), "KC-0@austin": downstream([3, 8], [3]) },
      readings: 3,
    },
    not: "pool_boundary",
  },
  {
    name: "pool_boundary: the totals differ too",
    scene: {
      keys: { ...others, "KC-0": downstream([7], [7, 12]), "KC-0@austin": downstream([13], [13, 1]) },
    },
    not: "pool_boundary",
  },
  {
    name: "location_mapping: one SKU that happens to equal another location's number",
    scene: { keys: { ...others, "KC-0": downstream([7], [7, 40]), "KC-0@austin": agreeing(40) } },
    not: "location_mapping",
  },
  {
    name: "topology_change: an old location",
    scene: {
      keys: many(5, (index) => downstream([9 + index], [0])),
      events: [
        {
          at: at(0) - 40 * 24 * 60 * minute,
          system: "storefront",
          kind: "location_added",
          locationId: "brooklyn",
        },
      ],
      readings: 3,
    },
    not: "topology_change",
  },
  {
    name: "topology_change: a new location where most keys agree",
    scene: {
      keys: { ...others, "KC-0": downstream([9], [9, 3]) },
      events: [
        { at: at(0) - 60 * minute, system: "storefront", kind: "location_added", locationId: "brooklyn" },
      ],
    },
    not: "topology_change",
  },
  {
    name: "unit_of_measure: a receipt that tripled the stock and is late",
    scene: { keys: { ...others, "KC-0": upstream([12, 36], [12]) }, readings: 3 },
    not: "unit_of_measure",
  },
  {
    name: "unit_of_measure: twice as many, seen once",
    scene: { keys: { ...others, "KC-0": downstream([5], [5, 10]) } },
    not: "unit_of_measure",
  },
  {
    name: "manual_override: the storefront sold",
    scene: {
      keys: { ...others, "KC-0": { wms: [unsold], erp: [unsold], storefront: [unsold, sold] } },
      readings: 4,
    },
    not: "manual_override",
  },
  {
    name: "manual_override: one SKU written at two places at once",
    scene: { keys: { ...others, "KC-0": downstream([8], [8, 15]), "KC-0@austin": downstream([9], [9, 13]) } },
    not: "manual_override",
  },
  {
    name: "manual_override: the number is what upstream has of it at another place",
    scene: { keys: { ...others, "KC-0": downstream([8], [8, 15]), "KC-0@austin": agreeing(15) } },
    not: "manual_override",
  },
  {
    name: "manual_override: the ERP takes what was sold where nobody tells of orders",
    scene: { keys: { ...others, "KC-0": { wms: [10], erp: [10, 10, 8], storefront: [10, 8] } }, readings: 4 },
    not: "manual_override",
  },
  {
    name: "manual_override: a job wrote many keys between two readings",
    scene: {
      keys: {
        ...others,
        ...many(12, (index) => downstream([30 + index], [30 + index, 31 + 3 * index + index * index])),
      },
    },
    not: "manual_override",
  },
  {
    name: "competing_writer: changed once",
    scene: { keys: { ...others, "KC-0": downstream([20], [20, 27]) } },
    not: "competing_writer",
  },
  {
    name: "competing_writer: what is put right is calculated wrong again, receipts included",
    scene: {
      keys: {
        ...others,
        ...many(4, (index) => {
          const wrong = [1, 3, 4, 7, 9];
          const up = Array.from({ length: 10 }, (_, at) => 30 + 9 * index + (index === 0 && at > 3 ? 12 : 0));
          return downstream(
            up,
            up.map((units, at) => (wrong.includes(at) ? units - 6 : units)),
          );
        }),
      },
    },
    not: "competing_writer",
  },
  {
    name: "competing_writer: follows upstream a little late each time",
    scene: { keys: { ...others, "KC-0": downstream([20, 19, 19, 18, 18, 17], [20, 20, 19, 19, 18, 18]) } },
    not: "competing_writer",
  },
  {
    name: "identity: a near name that lies in a system which has the row",
    scene: {
      keys: { ...others, "KC-0": upstream([9], [9, null]) },
      items: { "KC-0": { nearMatches: [{ system: "wms", name: "kc-0" }] } },
    },
    not: "identity",
  },
  {
    name: "not_sellable: a draft whose numbers were overwritten like others",
    scene: { keys: { ...others, "KC-0": downstream([9], [9, 14]) }, items: { "KC-0": { status: "draft" } } },
    not: "not_sellable",
  },
];

describe("a rule speaks", () => {
  it.each(spoken)("$name", ({ scene, says }) => {
    expect(causesOf(scene)["KC-0"]).toBe(says);
  });
});

describe("a rule stays silent", () => {
  it.each(silent)("$name", ({ scene, not }) => {
    const causes = causesOf(scene);
    expect(Object.keys(causes)).toContain("KC-0");
    expect(Object.values(causes)).not.toContain(not);
  });
});
