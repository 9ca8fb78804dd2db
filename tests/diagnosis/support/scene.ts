import {
  diagnose,
  itemKey,
  type Finding,
  type Inquiry,
  type ItemFacts,
  type LoggedEvent,
  type Mismatch,
} from "../../../app/diagnosis/index.ts";
import { companyKey, ReadingMemory, type RawSides } from "../../../app/diagnosis/memory/index.ts";
import type { Instant, Quantity, System } from "../../../app/inventory/index.ts";

export const minute = 60_000;
export const start = Date.parse("2026-04-03T10:00:00Z");
/** Readings come every quarter of an hour. */
export const at = (reading: number): Instant => start + reading * 15 * minute;

/** What one system says in each reading: a number is `available`, null a missing row. */
export type Series = readonly (number | null | Readonly<Record<string, number>>)[];
export type KeySeries = Readonly<Partial<Record<System, Series>>>;

export interface SceneOptions {
  /** By "SKU" (at Brooklyn) or "SKU@location"; a series that is too short goes on with its last word. */
  readonly keys: Readonly<Record<string, KeySeries>>;
  readonly events?: readonly (Partial<LoggedEvent> & Pick<LoggedEvent, "at" | "kind">)[];
  readonly health?: Inquiry["health"];
  readonly open?: Inquiry["open"];
  readonly items?: Readonly<Record<string, Partial<ItemFacts>>>;
  readonly locations?: readonly (Partial<Inquiry["locations"][number]> & { readonly id: string })[];
  readonly readings?: number;
  /** What the pool counts, in every system. */
  readonly compare?: string;
  readonly shuffle?: (mismatches: readonly Mismatch[]) => readonly Mismatch[];
}

/** Plays the readings and diagnoses every key that differs in the last one. */
export function findingsOf(options: SceneOptions): readonly Finding[] {
  return diagnose(inquiryOf(options));
}

/** By key the cause that is found; keys that agree are left out. */
export function causesOf(options: SceneOptions): Readonly<Record<string, string>> {
  return Object.fromEntries(
    findingsOf(options).map(({ sku, locationId, cause }) => [
      locationId === "brooklyn" ? sku : `${sku}@${locationId}`,
      cause,
    ]),
  );
}

export function inquiryOf(options: SceneOptions): Inquiry {
  const chain = (["wms", "erp", "storefront"] as const).filter((system) =>
    Object.values(options.keys).some((series) => series[system]),
  );
  const counted = options.compare ?? "available";
  const compare = { wms: counted, erp: counted, storefront: counted };
  const pool = {
    name: "available",
    compare,
    truth: "erp",
    tolerance: { units: 0 as Quantity, percent: 0 },
    channel: null,
  } as const;
  const memory = new ReadingMemory(chain, [pool]);
  const readings =
    options.readings ??
    Math.max(
      ...Object.values(options.keys).flatMap((series) => Object.values(series).map((one) => one.length)),
    );
  const keys = Object.entries(options.keys).map(([name, series]) => {
    const [sku = name, locationId = "brooklyn"] = name.split("@");
    return { sku, locationId, series };
  });
  for (let reading = 0; reading < readings; reading += 1)
    memory.take(
      at(reading),
      keys.map(({ sku, locationId, series }) => ({
        sku,
        locationId,
        inventoryItemId: null,
        sides: sidesAt(series, reading),
      })),
    );
  const mismatches = keys.flatMap(({ sku, locationId }): Mismatch[] => {
    const past = memory.past(sku, locationId, "available");
    const sides = past.at(-1)?.sides ?? {};
    const values = Object.values(sides).map((side) => (side.missing ? "missing" : side.value));
    if (new Set(values).size < 2) return [];
    const verdict = values.includes("missing")
      ? "missing"
      : verdictOf(sides.wms?.value, sides.erp?.value, sides.storefront?.value);
    return [
      {
        sku,
        locationId,
        pool: "available",
        inventoryItemId: null,
        verdict,
        sides,
        firstSeenAt: at(readings - 1),
        lastAgreedAt: null,
        past,
      },
    ];
  });
  const shuffled = options.shuffle?.(mismatches) ?? mismatches;
  const ids = new Set(keys.map(({ locationId }) => locationId));
  return {
    at: at(readings - 1),
    chain,
    names: { wms: "ShipHero", erp: "NetSuite", storefront: "Shopify" },
    windows: {
      stock: { erp: 15 * minute, storefront: 10 * minute },
      orders: { erp: 15 * minute, storefront: 10 * minute },
    },
    pools: [pool],
    locations: [...ids].map((id) => ({
      id,
      name: id,
      active: true,
      fulfillsOnlineOrders: true,
      createdAt: null,
      codes: [{ system: "erp", code: id }],
      ...options.locations?.find((location) => location.id === id),
    })),
    items: new Map(
      Object.entries(options.items ?? {}).map(([sku, facts]) => [sku, { ...plain(sku), ...facts }]),
    ),
    mismatches: shuffled,
    ...memory.company(
      new Set(mismatches.map(({ pool: name, sku, locationId }) => companyKey(name, sku, locationId))),
    ),
    elsewhere: new Map(
      mismatches.map(({ pool: name, sku }) => [itemKey(name, sku), memory.everywhere(sku, name)]),
    ),
    events: (options.events ?? []).map((event) => ({
      system: null,
      locationId: null,
      sku: null,
      delta: null,
      note: null,
      ...event,
    })),
    health: options.health ?? [],
    open: options.open ?? [],
    arrivals: memory.arrivals,
    declared: [],
  };
}

/** A key on which all systems agree. */
export function agreeing(...numbers: readonly number[]): KeySeries {
  return { wms: numbers, erp: numbers, storefront: numbers };
}

/** WMS and ERP agree; the storefront shows its own. */
export function downstream(erp: Series, storefront: Series): KeySeries {
  return { wms: erp, erp, storefront };
}

/** The ERP passes on whatever it has; it differs from the WMS. */
export function upstream(wms: Series, erp: Series): KeySeries {
  return { wms, erp, storefront: erp };
}

function plain(sku: string): ItemFacts {
  return {
    sku,
    tracked: true,
    status: "active",
    published: true,
    unitsPer: {},
    itemsWithSku: 1,
    nearMatches: [],
    renamedTo: null,
    inactiveAt: [],
  };
}

function sidesAt(series: KeySeries, reading: number): RawSides {
  return Object.fromEntries(
    Object.entries(series).map(([system, told]) => {
      const word = told[Math.min(reading, told.length - 1)] ?? null;
      const states = word === null ? {} : typeof word === "number" ? { available: word } : word;
      const scaled = Object.fromEntries(
        Object.entries(states).map(([state, units]) => [state, units * 1_000_000]),
      );
      return [system, { missing: word === null, states: scaled, updatedAt: null, observedAt: at(reading) }];
    }),
  );
}

function verdictOf(
  wms: number | null | undefined,
  erp: number | null | undefined,
  storefront: number | null | undefined,
): Mismatch["verdict"] {
  if (wms === undefined || wms === erp) return "downstream";
  if (erp === storefront) return "upstream";
  return wms === storefront ? "erp_alone" : "both";
}
