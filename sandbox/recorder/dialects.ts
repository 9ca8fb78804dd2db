import type { StateName, SystemName } from "./words.ts";

/** How one kind of shop moves, stamps, logs and is read. What a dialect leaves to chance is drawn per seed. */
export interface Dialect {
  readonly name: string;
  readonly systems: readonly SystemName[];
  readonly reported: Readonly<Record<SystemName, readonly StateName[]>>;
  /** Null: the format's default pools. */
  readonly pools: readonly PoolSetting[] | null;
  /** Usual windows in minutes: stock into the ERP and the storefront, and orders. */
  readonly windows: { readonly erp: number; readonly storefront: number; readonly orders: number | null };
  /** `runs`: a job at fixed times; `stream`: each message on its own. */
  readonly pace: "runs" | "stream";
  /** `changes`: only what changed is sent; `everything`: each run writes all that it has. */
  readonly push: "changes" | "everything";
  /** Whether orders are held as committed, or simply taken off. */
  readonly commits: boolean;
  readonly stamps: Readonly<Record<SystemName, "change" | "run" | "none" | "constant" | "day">>;
  /** Minutes by which a system's clock is ahead. */
  readonly clocks: Readonly<Record<SystemName, number>>;
  readonly readings: {
    readonly every: readonly [low: number, high: number];
    readonly hours: number;
    /** Share of readings in which one system is not read, and of those that are skipped altogether. */
    readonly unread: number;
    readonly skipped: number;
    /** Seconds over which systems are read. */
    readonly spread: number;
    readonly pulled: boolean;
  };
  readonly log: {
    /** Share of the movements of these kinds that are logged; a kind that is not named never is. */
    readonly movements: Readonly<Partial<Record<string, number>>>;
    readonly deltas: boolean;
    readonly runs: "all" | "with_rows" | "none";
    readonly failures: boolean;
    readonly refusals: boolean;
    /** Share of settings changed that somebody noted. */
    readonly settings: number;
    readonly edits: "noted" | "bare" | "none";
    readonly disorder: boolean;
    readonly chatter: readonly string[];
  };
  readonly health: "all" | "some" | "none";
  readonly open: boolean;
  readonly sparse: readonly SystemName[];
  readonly skus: readonly [number, number];
  readonly places: readonly [number, number];
  readonly ordersPerDay: number;
  readonly receiptsPerDay: number;
  readonly stock: readonly [number, number];
  readonly priced: number;
  /** Share of items that the ERP keeps in packs, as declared. */
  readonly packs: number;
  /** An edit: pinned until healed, carried along as an offset, or undone by the next write. */
  readonly edits: readonly ("pinned" | "offset" | "undone")[];
  readonly names: (number: number) => string;
  /** What changes half way and is no fault: SKUs that move to another inventory item, and a connection that gives no times any more. */
  readonly shifts?: { readonly items: number; readonly replaced: SystemName };
}

export interface PoolSetting {
  readonly name: string;
  readonly compare: Readonly<Partial<Record<SystemName, string>>>;
  readonly truth: SystemName;
  readonly tolerance?: { readonly units: number; readonly percent: number };
  readonly channel?: string;
  readonly declared?: readonly {
    readonly location?: string;
    readonly sku?: string;
    readonly units: number;
  }[];
}

const movements = { receipt: 1, pick: 1, cycle_count: 1, adjustment: 1, transfer_out: 1, transfer_in: 1 };

/** A three-system shop whose middleware runs every few minutes and logs well. */
const plain: Dialect = {
  name: "plain",
  systems: ["wms", "erp", "storefront"],
  reported: {
    wms: ["on_hand", "available", "committed", "incoming", "damaged"],
    erp: ["on_hand", "available", "committed", "incoming", "damaged", "safety_stock"],
    storefront: ["available", "committed", "on_hand", "incoming", "damaged", "safety_stock"],
  },
  pools: null,
  windows: { erp: 15, storefront: 10, orders: 10 },
  pace: "runs",
  push: "changes",
  commits: true,
  stamps: { wms: "change", erp: "change", storefront: "change" },
  clocks: { wms: 0, erp: 0, storefront: 0 },
  readings: { every: [15, 15], hours: 14, unread: 0, skipped: 0, spread: 20, pulled: true },
  log: {
    movements: { ...movements, order: 1, cancellation: 1, return: 1 },
    deltas: true,
    runs: "all",
    failures: true,
    refusals: true,
    settings: 1,
    edits: "noted",
    disorder: false,
    chatter: ["Weekly report mailed", "Picker shift started"],
  },
  health: "all",
  open: false,
  sparse: [],
  skus: [60, 120],
  places: [3, 4],
  ordersPerDay: 1.5,
  receiptsPerDay: 0.25,
  stock: [5, 90],
  priced: 1,
  packs: 0.05,
  edits: ["pinned", "offset"],
  names: (number) => `KC-${String(number).padStart(4, "0")}`,
};

/** Numbers and little else: no committed, nearly no log, no health, no times of the job. */
const terse: Dialect = {
  ...plain,
  name: "terse",
  reported: {
    wms: ["on_hand", "available"],
    erp: ["on_hand", "available"],
    storefront: ["available", "on_hand"],
  },
  pools: [{ name: "available", compare: same("available"), truth: "erp" }],
  windows: { erp: 20, storefront: 15, orders: null },
  pace: "stream",
  commits: false,
  stamps: { wms: "none", erp: "none", storefront: "change" },
  readings: { every: [20, 30], hours: 22, unread: 0.03, skipped: 0.03, spread: 60, pulled: false },
  log: {
    ...plain.log,
    movements: { receipt: 0.7, adjustment: 0.5 },
    runs: "none",
    failures: false,
    refusals: false,
    settings: 0.3,
    edits: "none",
    chatter: [],
  },
  health: "none",
  skus: [20, 60],
  places: [2, 3],
  ordersPerDay: 1,
  priced: 0.5,
  packs: 0,
  edits: ["pinned"],
  names: (number) => `${1000 + number}`,
};

/** Everything is written again in every run, so that times move although numbers do not. */
const repush: Dialect = {
  ...plain,
  name: "repush",
  windows: { erp: 30, storefront: 20, orders: 15 },
  push: "everything",
  stamps: { wms: "change", erp: "run", storefront: "run" },
  clocks: { wms: 0, erp: 3, storefront: -2 },
  readings: { every: [10, 25], hours: 14, unread: 0.02, skipped: 0.05, spread: 120, pulled: true },
  log: {
    ...plain.log,
    movements: { ...movements },
    deltas: false,
    runs: "all",
    edits: "bare",
    settings: 0.7,
  },
  health: "some",
  skus: [40, 90],
  places: [3, 5],
  ordersPerDay: 3,
  edits: ["undone"],
  names: (number) => `TEE-${["BLK", "WHT", "RED"][number % 3] ?? ""}-${number}`,
};

/** A small shop without a warehouse system: the ERP feeds the storefront, at long distances. */
const pair: Dialect = {
  ...plain,
  name: "pair",
  systems: ["erp", "storefront"],
  windows: { erp: 15, storefront: 30, orders: 30 },
  stamps: { wms: "change", erp: "day", storefront: "change" },
  readings: { every: [20, 60], hours: 30, unread: 0.02, skipped: 0.05, spread: 30, pulled: false },
  log: {
    ...plain.log,
    movements: { receipt: 1, adjustment: 1, order: 1 },
    runs: "with_rows",
    disorder: true,
  },
  health: "some",
  skus: [30, 200],
  places: [1, 3],
  receiptsPerDay: 0.5,
  ordersPerDay: 2,
  names: (number) => `SKU ${number}`,
};

/** A warehouse that feeds the storefront directly. */
const direct: Dialect = {
  ...plain,
  name: "direct",
  systems: ["wms", "storefront"],
  windows: { erp: 15, storefront: 12, orders: 12 },
  pace: "stream",
  stamps: { wms: "constant", erp: "change", storefront: "change" },
  sparse: ["wms"],
  readings: { every: [10, 20], hours: 12, unread: 0.05, skipped: 0, spread: 40, pulled: true },
  log: {
    ...plain.log,
    movements: { receipt: 1, pick: 0.5, cycle_count: 1 },
    runs: "with_rows",
    edits: "bare",
  },
  skus: [40, 120],
  places: [2, 3],
  stock: [0, 60],
  names: (number) => `b${number}-x`,
};

/** Many orders an hour, few keys at rest, large numbers. */
const busy: Dialect = {
  ...plain,
  name: "busy",
  windows: { erp: 10, storefront: 5, orders: 5 },
  pace: "stream",
  readings: { every: [10, 15], hours: 9, unread: 0.02, skipped: 0.02, spread: 90, pulled: true },
  log: { ...plain.log, movements: { ...movements, order: 0.9 }, runs: "none" },
  open: true,
  skus: [60, 150],
  places: [3, 5],
  ordersPerDay: 12,
  receiptsPerDay: 1,
  stock: [40, 900],
  names: (number) => `${String.fromCharCode(65 + (number % 26))}${number}/EU`,
};

/** Wide shop with expressions, tolerance and a night batch's pace; logs without SKUs' numbers; clocks minutes apart. */
const wide: Dialect = {
  ...plain,
  name: "wide",
  pools: [
    { name: "on_hand", compare: same("on_hand"), truth: "wms" },
    {
      name: "sellable",
      compare: {
        wms: "on_hand - committed - damaged",
        erp: "available + safety_stock",
        storefront: "available + safety_stock",
      },
      truth: "erp",
    },
  ],
  windows: { erp: 45, storefront: 30, orders: 20 },
  clocks: { wms: 4, erp: -3, storefront: 0 },
  readings: { every: [15, 45], hours: 30, unread: 0.05, skipped: 0.1, spread: 300, pulled: true },
  log: {
    ...plain.log,
    movements: { ...movements, return: 1 },
    deltas: true,
    runs: "with_rows",
    refusals: false,
    settings: 0.8,
    disorder: true,
    chatter: ["Label printer replaced", "New picker trained", "Inventory report exported"],
  },
  health: "some",
  skus: [150, 300],
  places: [2, 3],
  ordersPerDay: 0.6,
  edits: ["offset", "pinned"],
  names: (number) => `00${number}`,
};

/** A middling shop that logs some of everything, with clocks apart. */
const stranger: Dialect = {
  ...plain,
  name: "stranger",
  reported: {
    wms: ["on_hand", "available", "committed"],
    erp: ["on_hand", "available", "committed", "incoming"],
    storefront: ["available", "on_hand", "committed", "damaged", "safety_stock"],
  },
  windows: { erp: 12, storefront: 8, orders: 8 },
  stamps: { wms: "change", erp: "change", storefront: "run" },
  clocks: { wms: -2, erp: 1, storefront: 0 },
  readings: { every: [12, 30], hours: 16, unread: 0.04, skipped: 0.04, spread: 75, pulled: true },
  log: {
    ...plain.log,
    movements: { receipt: 0.8, cycle_count: 0.8, transfer_in: 1, adjustment: 0.6 },
    runs: "with_rows",
    failures: true,
    refusals: false,
    settings: 0.6,
    edits: "bare",
    disorder: true,
    chatter: ["Backup finished"],
  },
  health: "some",
  skus: [50, 180],
  places: [2, 5],
  ordersPerDay: 2.5,
  receiptsPerDay: 0.4,
  stock: [3, 200],
  edits: ["pinned", "undone"],
  names: (number) => `ab_${number * 7}`,
};

/** Clocks many minutes apart, a pool per channel, SKUs that move to other items, and an ERP's connection that is replaced half way. */
const shifting: Dialect = {
  ...plain,
  name: "shifting",
  pools: [
    { name: "on_hand", compare: same("on_hand"), truth: "wms" },
    { name: "available", compare: same("available"), truth: "erp" },
    {
      name: "counter",
      compare: { erp: "available", storefront: "available" },
      truth: "storefront",
      channel: "Point of Sale",
    },
  ],
  windows: { erp: 20, storefront: 15, orders: 15 },
  clocks: { wms: 7, erp: -6, storefront: 0 },
  readings: { every: [12, 20], hours: 14, unread: 0.03, skipped: 0.03, spread: 60, pulled: true },
  log: { ...plain.log, runs: "with_rows", settings: 0.7, edits: "bare", disorder: true },
  health: "some",
  skus: [40, 90],
  places: [2, 4],
  ordersPerDay: 2,
  names: (number) => `sh ${number}`,
  shifts: { items: 0.2, replaced: "erp" },
};

/** Held out: looked at only when the figures are taken. Read once an hour, booked by other people's habits. */
const outsider: Dialect = {
  ...plain,
  name: "outsider",
  reported: {
    wms: ["on_hand", "committed", "damaged"],
    erp: ["on_hand", "available", "incoming", "safety_stock"],
    storefront: ["available", "committed", "on_hand"],
  },
  pools: [
    { name: "on_hand", compare: same("on_hand"), truth: "wms" },
    {
      name: "for_sale",
      compare: { erp: "available", storefront: "available" },
      truth: "erp",
    },
  ],
  windows: { erp: 60, storefront: 40, orders: null },
  pace: "runs",
  stamps: { wms: "day", erp: "change", storefront: "none" },
  clocks: { wms: 0, erp: -6, storefront: 5 },
  readings: { every: [50, 65], hours: 60, unread: 0.04, skipped: 0.04, spread: 200, pulled: false },
  log: {
    ...plain.log,
    movements: { receipt: 0.9, transfer_out: 1, order: 0.6 },
    deltas: false,
    runs: "none",
    failures: true,
    refusals: true,
    settings: 0.4,
    edits: "bare",
    disorder: true,
    chatter: ["Carrier contract renewed", "Nightly export done"],
  },
  health: "none",
  skus: [30, 160],
  places: [2, 4],
  ordersPerDay: 1.2,
  receiptsPerDay: 0.3,
  stock: [2, 140],
  packs: 0.1,
  edits: ["pinned", "offset", "undone"],
  names: (number) => `P.${number * 13}.A`,
};

export const dialects: readonly Dialect[] = [
  plain,
  terse,
  repush,
  pair,
  direct,
  busy,
  wide,
  stranger,
  shifting,
  outsider,
];
/** No dialect of these was looked at while the engine was adjusted. */
export const heldOut: ReadonlySet<string> = new Set(["outsider"]);

function same(expression: string): Readonly<Record<SystemName, string>> {
  return { wms: expression, erp: expression, storefront: expression };
}
