import { randomUUID } from "node:crypto";
import { wholeUnits, type Quantity, type System } from "../../../app/inventory/index.ts";
import type { FreshKey, LookedUpKey } from "../../../app/resync/index.ts";
import type { FreshLook, ResyncShop } from "../../../app/resync/ports.ts";
import { defaultSettings, type ResyncSettings } from "../../../app/resync/settings.ts";
import { untouched, type Row } from "../../../app/resync/row.ts";
import { systemClock, type Clock } from "../../../app/storefront/clock.ts";
import { StorefrontError, TokenRevoked } from "../../../app/storefront/errors.ts";
import { createStorefront } from "../../../app/storefront/storefront.ts";
import { storefrontWriter } from "../../../app/storefront/writes/set-quantities.ts";
import { createShopify, type SimulatedShop } from "../../../sandbox/shopify/index.ts";
import { answerGraphql } from "../../../sandbox/shopify/graphql/answer.ts";

export const domain = "kiln.myshopify.com";
export const brooklyn = "gid://shopify/Location/101";
const minute = 60_000;

export interface MerchantClock extends Clock {
  at: number;
  readonly now: () => number;
}

/** Time as it is, for measurements; `at` cannot be moved. */
export const realTime: MerchantClock = {
  get at() {
    return Date.now();
  },
  set at(_) {
    throw new Error("Real time passes by itself");
  },
  now: () => Date.now(),
  timer: (ms, ring) => systemClock.timer(ms, ring),
};

/** Time passes at once whenever somebody waits. */
export class EagerClock implements MerchantClock {
  at = Date.UTC(2026, 3, 3, 12);
  now = (): number => this.at;
  timer(ms: number, ring: () => void): () => void {
    let stopped = false;
    queueMicrotask(() => {
      if (stopped) return;
      this.at += ms;
      ring();
    });
    return () => (stopped = true);
  }
}

interface CostlyAnswer {
  readonly extensions?: { readonly cost?: { readonly actualQueryCost: number | null } };
}

interface WholeAnswer extends CostlyAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
}

/** A write is carried out by the time that its answer falls apart. */
function partly(answer: WholeAnswer, how: "beside" | "instead"): object {
  const code = how === "beside" ? "ACCESS_DENIED" : "INTERNAL_SERVER_ERROR";
  const errors = [{ message: "This field could not be resolved.", path: [], extensions: { code } }];
  if (how === "beside" || !answer.data) return { ...answer, errors };
  const data = Object.fromEntries(
    Object.entries(answer.data).map(([name, value]) => [
      name,
      // The first node of a list is missing, or the only field.
      Array.isArray(value) ? [null, ...(value as unknown[]).slice(1)] : null,
    ]),
  );
  return { ...answer, data, errors };
}

export const itemOf = (index: number): string => `gid://shopify/InventoryItem/${index + 1}`;
export const skuOf = (index: number): string => `KC-${index + 1}`;

export interface MerchantOptions {
  readonly clock?: MerchantClock;
  readonly restoreRate?: number;
}

/**
 * A shop whose storefront is the stand-in Admin API, reached without a network, and whose WMS and ERP hold what a test says. The
 * storefront's number of every SKU is off.
 */
export class Merchant {
  readonly clock: MerchantClock;
  readonly shopify: SimulatedShop;
  readonly truth = new Map<string, number>();
  readonly broken = new Map<System, string>();
  /** The answer of the next request gets lost after Shopify carried it out. */
  loseAnswers = 0;
  /** The next answers come with HTTP 200 and an error: beside the whole data, or in the place of some of it. */
  readonly partial: ("beside" | "instead")[] = [];
  settings: ResyncSettings = defaultSettings;
  installed = true;
  readonly storefront;
  readonly writer;

  /** Points that the Admin API charged so far. */
  points = 0;

  constructor(keys: number, { clock = new EagerClock(), restoreRate = 100 }: MerchantOptions = {}) {
    this.clock = clock;
    const since = new Date(this.clock.at - 86_400_000);
    const stock = {
      locationId: brooklyn,
      active: true,
      available: 9,
      committed: 2,
      incoming: 0,
      updatedAt: since,
    };
    const stand = createShopify({
      seeds: [
        {
          domain,
          name: "Kiln & Co",
          timezone: "UTC",
          currency: "USD",
          restoreRate,
          staff: [],
          locations: [
            {
              id: brooklyn,
              name: "Brooklyn",
              active: true,
              fulfillsOnlineOrders: true,
              fulfillmentService: false,
              createdAt: since,
            },
          ],
          products: [
            {
              id: "gid://shopify/Product/1",
              title: "Bowl",
              status: "ACTIVE",
              variants: Array.from({ length: keys }, (_, index) => ({
                id: `gid://shopify/ProductVariant/${index + 1}`,
                inventoryItemId: itemOf(index),
                title: `Size ${index + 1}`,
                sku: skuOf(index),
                barcode: null,
                price: "49.00",
                tracked: true,
                levels: [stock],
              })),
            },
          ],
        },
      ],
      app: {
        apiKey: "key",
        apiSecret: "hush",
        webhookUrl: "http://127.0.0.1:9/webhooks",
        topics: [],
        scopes: ["read_products", "write_inventory", "read_locations"],
      },
      clock: () => new Date(this.clock.at),
      randomSeed: 1,
    });
    this.shopify = stand.shop(domain);
    for (let index = 0; index < keys; index += 1) this.truth.set(skuOf(index), 5);
    const { storefront, api } = createStorefront({
      fetch: this.#fetch,
      tokens: {
        token: () => Promise.resolve("token"),
        replacementFor: (shop) => Promise.reject(new TokenRevoked(shop)),
      },
      clock: this.clock,
      random: () => 0.5,
    });
    this.storefront = storefront;
    this.writer = storefrontWriter(api);
  }

  readonly #fetch: typeof fetch = async (_input, init) => {
    const failure = this.shopify.takeFailure();
    if (failure === "cut") throw new TypeError("fetch failed");
    if (failure !== null) return Response.json({ errors: "Service Unavailable" }, { status: failure });
    if (!this.shopify.isInstalled()) return Response.json({ errors: "Invalid token" }, { status: 401 });
    const { query, variables } = JSON.parse(init?.body as string) as { query: string; variables: object };
    const answer = await answerGraphql(
      { query, variables: variables as Record<string, unknown>, operationName: null },
      { shop: this.shopify, scopes: this.shopify.installation.scopes },
    );
    this.points += (answer as CostlyAnswer).extensions?.cost?.actualQueryCost ?? 0;
    if (this.loseAnswers > 0 && query.includes("mutation")) {
      this.loseAnswers -= 1;
      throw new TypeError("terminated");
    }
    const how = this.partial.shift();
    return Response.json(how === undefined ? answer : partly(answer, how));
  };

  available(index: number): number {
    return this.shopify.storefront.stock(itemOf(index), brooklyn)?.available ?? Number.NaN;
  }

  /** Somebody else writes, as far as the item still exists. */
  setAvailable(index: number, units: number): void {
    if (!this.shopify.state.items.has(itemOf(index))) return;
    this.shopify.storefront.setAvailable(itemOf(index), brooklyn, units, new Date(this.clock.at));
  }

  /** How often Shopify really changed this key for this request. */
  writes(requestId: string, index: number): number {
    return this.shopify.writes
      .filter(({ referenceDocumentUri }) => referenceDocumentUri?.endsWith(`/${requestId}`))
      .flatMap(({ changes }) => changes)
      .filter(({ inventoryItemId, delta }) => inventoryItemId === itemOf(index) && delta !== 0).length;
  }

  readonly look: FreshLook = {
    look: async (_shop, keys, signal) => {
      const observedAt = this.clock.now();
      const read = await this.storefront
        .probeLevels(domain, keys as readonly { inventoryItemId: string; locationId: string }[], signal)
        .catch((error: unknown) => {
          if (error instanceof StorefrontError) return error.message;
          throw error;
        });
      return keys.map((key) => this.#freshKey(key, read, observedAt));
    },
  };

  #freshKey(
    key: LookedUpKey,
    read: string | Awaited<ReturnType<Merchant["storefront"]["probeLevels"]>>,
    observedAt: number,
  ): FreshKey {
    const level =
      typeof read === "string" ? undefined : read.find((one) => one.inventoryItemId === key.inventoryItemId);
    const problem = typeof read === "string" ? read : (this.broken.get("storefront") ?? null);
    const upstream = (system: System) => ({
      states: {},
      missing: false,
      updatedAt: observedAt - 60 * minute,
      observedAt,
      problem: this.broken.get(system) ?? null,
    });
    const truth = wholeUnits(this.truth.get(key.sku) ?? 0);
    const known = (system: System): Quantity | null => (this.broken.has(system) ? null : truth);
    const shown = problem === null ? (level?.states.available ?? null) : null;
    const values = { wms: known("wms"), erp: known("erp"), storefront: shown };
    const unknown = Object.values(values).includes(null);
    return {
      ...key,
      sides: {
        wms: upstream("wms"),
        erp: upstream("erp"),
        storefront: {
          states: problem === null ? (level?.states ?? {}) : {},
          missing: !level,
          updatedAt: level?.updatedAt ?? null,
          observedAt,
          problem,
        },
      },
      flags: level && problem === null ? level : null,
      pools: {
        available: {
          values,
          standing: unknown ? "not_read" : shown === truth ? "agrees" : "differs",
          verdict: unknown || shown === truth ? null : "downstream",
        },
      },
    };
  }

  shop(): ResyncShop {
    return {
      locations: [
        {
          id: brooklyn,
          name: "Brooklyn",
          active: true,
          fulfillsOnlineOrders: true,
          fulfillmentService: false,
        },
      ],
      mapped: new Set([brooklyn]),
      pools: [
        {
          name: "available",
          compare: { wms: "available", erp: "available", storefront: "available" },
          truth: "erp",
          tolerance: { units: wholeUnits(0), percent: 0 },
        },
      ],
      settings: this.settings,
      windows: { wms_erp: 15 * minute, erp_storefront: 10 * minute, wms_storefront: 10 * minute },
      installed: this.installed,
      askables: () => [],
    };
  }
}

export function requestedRow(requestId: string, index: number, facts: Partial<Row> = {}): Row {
  return {
    id: randomUUID(),
    requestId,
    position: index,
    sku: skuOf(index),
    locationId: brooklyn,
    inventoryItemId: itemOf(index),
    pool: "available",
    handoff: "erp_storefront",
    verdict: "downstream",
    cause: null,
    recurrence: 0,
    discrepancies: [],
    route: "set",
    truth: "erp",
    connectionId: null,
    state: "requested",
    shownFrom: wholeUnits(9),
    shownTo: wholeUnits(5),
    ...untouched,
    ...facts,
  };
}
