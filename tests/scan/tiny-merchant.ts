import { ConnectorError } from "../../app/connectors/errors.ts";
import {
  wholeUnits,
  type ConnectedRole,
  type Instant,
  type Location,
  type ReportedLevel,
} from "../../app/inventory/index.ts";
import type { Source } from "../../app/scan/ports.ts";
import type { Connection } from "../../app/shops/shop.ts";
import { StorefrontError } from "../../app/storefront/errors.ts";
import type { ProbedLevel, Storefront } from "../../app/storefront/ports.ts";

export const brooklyn = "gid://shopify/Location/101";
export const austin = "gid://shopify/Location/102";

interface Row {
  available: number | null;
  updatedAt: Instant;
}

/** A merchant whose three systems hold what a test puts there. Rows are keyed "SKU@location". */
export class TinyMerchant {
  readonly shop: string;
  now: Instant;
  readonly rows: Record<"storefront" | ConnectedRole, Map<string, Row>> = {
    storefront: new Map(),
    wms: new Map(),
    erp: new Map(),
  };
  /** By name the SKUs that are published there; null: the shop has not let the app read its sales channels. */
  channels: ReadonlyMap<string, readonly string[]> | null = null;
  readonly renamed = new Map<string, string>();
  readonly closed = new Set<string>();
  /** Beside Brooklyn and Austin. */
  readonly opened: Location[] = [];
  /** SKUs whose inventory item is another one than usual. */
  readonly items = new Map<string, string>();
  /** A sentence makes every read of the system fail with it. */
  readonly broken: Partial<Record<"storefront" | ConnectedRole, string>> = {};
  /** Called between the sweep and the probe. */
  beforeProbe: () => void = () => undefined;
  readonly #connections: Record<ConnectedRole, Connection>;

  constructor(shop: string, now: Instant, connections: Record<ConnectedRole, Connection>) {
    this.shop = shop;
    this.now = now;
    this.#connections = connections;
  }

  put(
    system: "storefront" | ConnectedRole,
    sku: string,
    location: string,
    available: number | null,
    updatedAt: Instant,
  ): void {
    this.rows[system].set(`${sku}@${location}`, { available, updatedAt });
  }

  putAll(
    sku: string,
    location: string,
    values: { wms: number; erp: number; storefront: number },
    updatedAt: Instant,
  ): void {
    for (const system of ["wms", "erp", "storefront"] as const)
      this.put(system, sku, location, values[system], updatedAt);
  }

  itemOf(sku: string): string {
    return this.items.get(sku) ?? itemOf(sku);
  }

  /** Another system, connected in the same role. */
  replace(role: ConnectedRole, connection: Connection): void {
    this.#connections[role] = connection;
  }

  get sources(): readonly Source[] {
    return (["wms", "erp"] as const).map((role) => this.#source(role));
  }

  #source(role: ConnectedRole): Source {
    const levels = (): ReportedLevel[] =>
      [...this.rows[role]].map(([key, row]) => {
        const [item = "", location = ""] = key.split("@");
        return {
          item,
          code: codeOf(role, location),
          states: row.available === null ? {} : { available: wholeUnits(row.available) },
          updatedAt: row.updatedAt,
          observedAt: this.now,
        };
      });
    const failing = (): void => {
      const sentence = this.broken[role];
      if (sentence) throw new ConnectorError("unavailable", sentence);
    };
    return {
      connection: this.#connections[role],
      holdsStock: true,
      canProbe: true,
      resumes: false,
      listLocations: () => Promise.resolve([{ code: codeOf(role, brooklyn), name: "Brooklyn" }]),
      async *readLevels() {
        const all = levels();
        const half = Math.ceil(all.length / 2);
        yield await Promise.resolve({ levels: all.slice(0, half), rejected: [], total: all.length });
        failing();
        yield { levels: all.slice(half), rejected: [], total: all.length };
      },
      readKeys(keys) {
        failing();
        return Promise.resolve(
          levels().filter((level) => keys.some((key) => key.item === level.item && key.code === level.code)),
        );
      },
    };
  }

  get storefront(): Storefront {
    const rows = () => this.rows.storefront;
    const itemOf = (sku: string) => this.itemOf(sku);
    return {
      readShop: () => Promise.resolve({ name: "Tiny", timezone: "America/New_York", currency: "USD" }),
      readLocations: () =>
        Promise.resolve([
          ...[brooklyn, austin].map((id) => ({
            id,
            name: this.renamed.get(id) ?? (id === brooklyn ? "Brooklyn" : "Austin"),
            active: !this.closed.has(id),
            fulfillsOnlineOrders: true,
            fulfillmentService: false,
          })),
          ...this.opened,
        ]),
      sweepLevels: () => {
        const lines = [...rows()].flatMap(([key, row]) => bulkLines(key, row, itemOf));
        return Promise.resolve({
          startedAt: this.now,
          finishedAt: this.now,
          objects: lines.length,
          bytes: bytesOf(lines),
        });
      },
      async *sweepProducts() {
        yield* await Promise.resolve(
          [...new Set([...rows().keys()].map((key) => key.split("@")[0] ?? ""))].map((sku) => ({
            inventoryItemId: itemOf(sku),
            variantId: null,
            productId: null,
            sku,
            barcode: null,
            productTitle: `Product ${sku}`,
            variantTitle: null,
            price: "10.00",
            imageUrl: null,
            vendor: null,
            tags: [],
          })),
        );
      },
      readChannels: () =>
        this.channels
          ? Promise.resolve([...this.channels.keys()].map((name) => ({ id: channelId(name), name })))
          : Promise.reject(new StorefrontError("rights", "The app may not read sales channels.")),
      sweepPublished: (_shop, id) =>
        skusOf([...(this.channels ?? [])].find(([name]) => channelId(name) === id)),
      probeLevels: (_shop, keys) => {
        this.beforeProbe();
        return Promise.resolve(
          [...rows()].flatMap(([key, row]): ProbedLevel[] => {
            const [sku = "", locationId = ""] = key.split("@");
            const inventoryItemId = itemOf(sku);
            const asked = keys.some(
              (wanted) => wanted.inventoryItemId === inventoryItemId && wanted.locationId === locationId,
            );
            if (!asked) return [];
            const states = row.available === null ? {} : { available: wholeUnits(row.available) };
            const facts = { sku, tracked: true, duplicateSkuCount: 0, isActive: true };
            return [
              {
                inventoryItemId,
                locationId,
                ...facts,
                states,
                updatedAt: row.updatedAt,
                observedAt: this.now,
              },
            ];
          }),
        );
      },
    };
  }
}

export function channelId(name: string): string {
  return `gid://shopify/Publication/${name.length}`;
}

async function* skusOf(channel: readonly [string, readonly string[]] | undefined): AsyncGenerator<string> {
  for (const sku of channel?.[1] ?? []) yield await Promise.resolve(sku);
}

export function codeOf(role: ConnectedRole, location: string): string {
  return `${role}-${location.slice(-3)}`;
}

export function itemOf(sku: string): string {
  return `gid://shopify/InventoryItem/${BigInt(`0x${Buffer.from(sku).toString("hex")}`)}`;
}

function bulkLines(key: string, row: Row, itemOf: (sku: string) => string): string[] {
  const [sku = "", locationId = ""] = key.split("@");
  const id = itemOf(sku);
  const updatedAt = new Date(row.updatedAt).toISOString();
  const quantities =
    row.available === null ? [] : [{ name: "available", quantity: row.available, updatedAt }];
  return [
    { id, sku, tracked: true, duplicateSkuCount: 0 },
    {
      id: `gid://shopify/InventoryLevel/${sku.length}${locationId.slice(-3)}?inventory_item_id=${id.split("/").at(-1)}`,
      isActive: true,
      updatedAt,
      location: { id: locationId },
      quantities,
      __parentId: id,
    },
  ].map((line) => JSON.stringify(line).replaceAll("/", "\\/"));
}

async function* bytesOf(lines: readonly string[]): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
  for (let at = 0; at < bytes.length; at += 100) yield await Promise.resolve(bytes.subarray(at, at + 100));
}
