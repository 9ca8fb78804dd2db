import { closeSync, existsSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/** A synthetic recorded store with one snapshot, the same for the same arguments. */
export interface Feeds {
  readonly folder: string;
  readonly snapshot: string;
  readonly levels: number;
}

export const LOCATIONS = 50;
const SNAPSHOT = "2026-04-03T101500Z";
/** How the lines are written: as Shopify and a plain exporter do, or so that no line looks like the one before. */
export type Writing = "plain" | "respaced" | "shuffled";

/** Writes the store under `root` unless it is there. 2 % of the levels are off somewhere; the feeds of ERP and WMS are shuffled. */
export function makeFeeds(root: string, levels: number, writing: Writing = "plain"): Feeds {
  const folder = join(root, `${levels}-${writing}`);
  const snapshot = join(folder, "snapshots", SNAPSHOT);
  const feeds = { folder, snapshot: SNAPSHOT, levels };
  if (existsSync(join(folder, "store.json"))) return feeds;
  mkdirSync(snapshot, { recursive: true });
  const skus = Math.ceil(levels / LOCATIONS);
  const random = randomFrom(levels);
  const write = writerOf(writing, random);

  writeFile(join(snapshot, "storefront.jsonl"), function* () {
    for (let sku = 0; sku < skus; sku += 1) {
      const item = 40_000_000_000_000 + sku * 977;
      yield write({ id: gid("InventoryItem", item), sku: skuName(sku), tracked: true, duplicateSkuCount: 0 });
      for (let location = 0; location < LOCATIONS && sku * LOCATIONS + location < levels; location += 1) {
        const { storefront, committed, incoming, updatedAt } = levelOf(sku, location);
        const quantities = Object.entries({
          available: storefront,
          committed,
          on_hand: storefront + committed,
          incoming,
        });
        yield write({
          id: `${gid("InventoryLevel", 90_000_000_000_000 + sku * LOCATIONS + location)}?inventory_item_id=${item}`,
          isActive: true,
          updatedAt,
          location: { id: locationId(location) },
          quantities: quantities.map(([name, quantity]) => ({ name, quantity, updatedAt })),
          __parentId: gid("InventoryItem", item),
        });
      }
    }
  });
  writeFile(join(snapshot, "erp.jsonl"), function* () {
    for (const at of shuffled(levels, random)) {
      const sku = Math.floor(at / LOCATIONS);
      const { erp, committed, incoming, updatedAt } = levelOf(sku, at % LOCATIONS);
      yield write({
        item: skuName(sku),
        warehouse: `WH-${at % LOCATIONS}`,
        on_hand: erp + committed,
        available: erp,
        committed,
        incoming,
        updated_at: updatedAt,
      });
    }
  });
  writeFile(join(snapshot, "wms.csv"), function* () {
    yield "sku,facility,on_hand,available,committed,reserved,incoming,safety_stock,damaged,quality_control,updated_at\n";
    for (const at of shuffled(levels, random)) {
      const sku = Math.floor(at / LOCATIONS);
      const { wms, committed, updatedAt } = levelOf(sku, at % LOCATIONS);
      yield `${skuName(sku)},FC${at % LOCATIONS},${wms + committed},${wms},${committed},,,,,,${updatedAt}\n`;
    }
  });
  writeFileSync(join(folder, "store.json"), JSON.stringify(storeJson()));
  return feeds;
}

interface SyntheticLevel {
  readonly wms: number;
  readonly erp: number;
  readonly storefront: number;
  readonly committed: number;
  readonly incoming: number;
  readonly updatedAt: string;
}

/** Half a percent each: upstream, downstream, all three, the ERP alone. */
function levelOf(sku: number, location: number): SyntheticLevel {
  const hash = mix(sku * LOCATIONS + location);
  const shelf = hash % 400;
  const off = (hash >>> 9) % 200;
  const by = 1 + ((hash >>> 20) % 40);
  return {
    wms: off === 0 || off === 2 ? shelf + by : shelf,
    erp: off === 3 ? shelf + by : shelf,
    storefront: off === 1 || off === 2 ? shelf + 2 * by : shelf,
    committed: (hash >>> 5) % 7,
    incoming: (hash >>> 13) % 3 === 0 ? (hash >>> 7) % 90 : 0,
    updatedAt: new Date(Date.UTC(2026, 2, 1) + (hash % (33 * 86_400)) * 1000)
      .toISOString()
      .replace(".000Z", "Z"),
  };
}

function storeJson(): object {
  return {
    format: 1,
    shop: "bench.myshopify.com",
    timezone: "UTC",
    locations: Array.from({ length: LOCATIONS }, (_, location) => ({
      id: locationId(location),
      name: `Location ${location}`,
      active: true,
      fulfillsOnlineOrders: true,
      erp: [`WH-${location}`],
      wms: [`FC${location}`],
    })),
    systems: { wms: { name: "WMS" }, erp: { name: "ERP" }, storefront: { name: "Shopify" } },
  };
}

/** JSON of one line with Shopify's escaped slashes. */
function writerOf(
  writing: Writing,
  random: () => number,
): (line: Readonly<Record<string, unknown>>) => string {
  switch (writing) {
    case "plain":
      return (line) => escaped(JSON.stringify(line));
    case "respaced":
      return (line) =>
        escaped(
          JSON.stringify(line, null, 1).replaceAll(/\n\s*/g, () => " ".repeat(1 + Math.floor(random() * 4))),
        );
    case "shuffled":
      return (line) => {
        const fields = Object.entries(line);
        for (let at = fields.length - 1; at > 0; at -= 1) swap(fields, at, Math.floor(random() * (at + 1)));
        return escaped(JSON.stringify(Object.fromEntries(fields)));
      };
  }
}

function escaped(json: string): string {
  return json.replaceAll("/", "\\/") + "\n";
}

function gid(kind: string, id: number): string {
  return `gid://shopify/${kind}/${id}`;
}

function locationId(location: number): string {
  return gid("Location", 70_000_000_000 + location);
}

function skuName(sku: number): string {
  return `KC-${String(sku).padStart(7, "0")}`;
}

function shuffled(count: number, random: () => number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let at = count - 1; at > 0; at -= 1) swap(order, at, Math.floor(random() * (at + 1)));
  return order;
}

function swap<Entry>(list: { [index: number]: Entry }, a: number, b: number): void {
  const held = list[a] as Entry;
  list[a] = list[b] as Entry;
  list[b] = held;
}

function mix(value: number): number {
  let hash = Math.imul(value + 0x9e3779b9, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Mulberry32: a small generator that gives the same numbers everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let hash = Math.imul(state ^ (state >>> 15), state | 1);
    hash ^= hash + Math.imul(hash ^ (hash >>> 7), hash | 61);
    return ((hash ^ (hash >>> 14)) >>> 0) / 2 ** 32;
  };
}

function writeFile(path: string, lines: () => Iterable<string>): void {
  const handle = openSync(path, "w");
  let batch: string[] = [];
  for (const line of lines()) {
    batch.push(line);
    if (batch.length === 4096) {
      writeSync(handle, batch.join(""));
      batch = [];
    }
  }
  writeSync(handle, batch.join(""));
  closeSync(handle);
}
