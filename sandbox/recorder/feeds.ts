import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Dialect } from "./dialects.ts";
import type { Word } from "./faults.ts";
import { wordKey, type Played, type ReadPoint, type SeenWord } from "./play.ts";
import { share } from "./lanes.ts";
import { stateOf } from "./sums.ts";
import type { Cell, Item, Shop, StateName, SystemName } from "./words.ts";

export interface Reading {
  readonly at: number;
  readonly points: readonly ReadPoint[];
  readonly until: number;
}

/** Writes one snapshot folder. */
export function writeSnapshot(folder: string, reading: Reading, index: number, world: Written): void {
  const own = join(folder, "snapshots", iso(reading.at).replaceAll(":", ""));
  mkdirSync(own, { recursive: true });
  const pulled: Record<string, object> = {};
  for (const { system, at } of reading.points) {
    const seen = world.played.words.get(wordKey(index, system)) ?? new Map<string, SeenWord>();
    pulled[system] = { from: iso(at), to: iso(at + world.dialect.readings.spread) };
    const text = writers[system](seen, at, world);
    writeFileSync(join(own, files[system]), text);
  }
  if (world.dialect.readings.pulled) writeFileSync(join(own, "pulled.json"), JSON.stringify(pulled));
}

export interface Written {
  readonly shop: Shop;
  readonly dialect: Dialect;
  readonly played: Played;
  /** When half of the recording is over. */
  readonly half: number;
}
type Seen = ReadonlyMap<string, SeenWord>;

const files: Readonly<Record<SystemName, string>> = {
  wms: "wms.csv",
  erp: "erp.jsonl",
  storefront: "storefront.jsonl",
};
const writers: Readonly<Record<SystemName, (seen: Seen, at: number, world: Written) => string>> = {
  wms,
  erp,
  storefront,
};

function wms(seen: Seen, at: number, world: Written): string {
  const { dialect, shop } = world;
  const names = [
    "on_hand",
    "available",
    "committed",
    "reserved",
    "incoming",
    "safety_stock",
    "damaged",
    "quality_control",
  ] as const;
  const rows = shop.cells.flatMap((cell) => {
    const word = seen.get(cell.key);
    if (!word || isLeftOut(word, "wms", dialect)) return [];
    const cells = names.map((name) => reported(dialect, "wms", word, name) ?? "");
    return [
      [
        quoted(word.alias ?? cell.item.sku),
        cell.place.facility,
        ...cells,
        stampOf("wms", cell, word, at, world) ?? "",
      ].join(","),
    ];
  });
  return [`sku,facility,${names.join(",")},updated_at`, ...rows].join("\n");
}

function erp(seen: Seen, at: number, world: Written): string {
  const { dialect, shop } = world;
  return shop.cells
    .flatMap((cell) => {
      const word = seen.get(cell.key);
      if (!word || isLeftOut(word, "erp", dialect)) return [];
      const row: Record<string, unknown> = {
        item: word.alias ?? cell.item.erpItem,
        warehouse: cell.place.warehouse,
      };
      for (const name of dialect.reported.erp) row[name] = stateOf("erp", word, name) / cell.item.erpUnitsPer;
      const stamp = stampOf("erp", cell, word, at, world);
      if (stamp !== null) row.updated_at = stamp;
      return [JSON.stringify(row)];
    })
    .join("\n");
}

function storefront(seen: Seen, at: number, world: Written): string {
  const { dialect, shop } = world;
  const byItem = Map.groupBy(shop.cells, ({ item }) => item);
  const lines: string[] = [];
  for (const item of shop.items) {
    const cells = byItem.get(item) ?? [];
    const words = cells.flatMap((cell) => seen.get(cell.key) ?? []);
    const twin = words.find((word) => word.twin !== undefined)?.twin;
    const alias = words.find((word) => word.alias !== undefined)?.alias;
    const untracked = words.some((word) => word.untracked);
    const copies = twin === undefined ? 1 : 2;
    const base = item.number + (isMoved(item, at, world) ? 20_000 : 0);
    for (let copy = 0; copy < copies; copy += 1) {
      const id = `gid://shopify/InventoryItem/${base + copy * 5000}`;
      lines.push(
        JSON.stringify({ id, sku: alias ?? item.sku, tracked: !untracked, duplicateSkuCount: copies - 1 }),
      );
      for (const cell of cells) {
        const word = seen.get(cell.key);
        if (!word || word.gone) continue;
        const told = copy === 0 ? { ...word, twin: 0 } : secondCopy(word);
        lines.push(level(id, cell, told, stampOf("storefront", cell, word, at, world), dialect));
      }
    }
  }
  return lines.join("\n").replaceAll("gid://", "gid:\\/\\/");
}

function secondCopy(word: SeenWord): Word {
  return { stock: { available: word.twin ?? 0, committed: 0, incoming: 0, damaged: 0, safety_stock: 0 } };
}

function level(
  id: string,
  cell: Cell,
  word: Word,
  stamp: string | null,
  { reported: told }: Dialect,
): string {
  const place = cell.place.id.split("/").at(-1) ?? "";
  const item = id.split("/").at(-1) ?? "";
  return JSON.stringify({
    id: `gid://shopify/InventoryLevel/${item}${place}?inventory_item_id=${item}`,
    isActive: word.inactive !== true,
    ...(stamp !== null && { updatedAt: stamp }),
    location: { id: cell.place.id },
    quantities: told.storefront.map((name) => ({
      name,
      quantity: stateOf("storefront", word, name),
      updatedAt: name === "on_hand" ? null : stamp,
    })),
    __parentId: id,
  });
}

/** The product was made anew: its SKU stands on another inventory item, with the stock that it had. */
function isMoved({ number }: Item, at: number, { dialect, half }: Written): boolean {
  return dialect.shifts !== undefined && at >= half && share(number, 77) < dialect.shifts.items;
}

/** A sparse feed has no row where there is nothing. */
function isLeftOut(word: Word, system: SystemName, { sparse }: Dialect): boolean {
  return (
    word.gone === true || (sparse.includes(system) && Object.values(word.stock).every((units) => units === 0))
  );
}

function reported({ reported: told }: Dialect, system: SystemName, word: Word, name: string): number | null {
  return told[system].includes(name as StateName) ? stateOf(system, word, name as StateName) : null;
}

function stampOf(
  system: SystemName,
  cell: Cell,
  word: SeenWord,
  at: number,
  { dialect, played, half }: Written,
): string | null {
  const ahead = dialect.clocks[system] * 60;
  if (dialect.shifts?.replaced === system && at >= half) return null;
  switch (dialect.stamps[system]) {
    case "none":
      return null;
    case "constant":
      return "2026-01-01T00:00:00Z";
    case "day":
      return iso(word.changedAt + ahead).slice(0, 10);
    case "change":
      return iso(word.changedAt + ahead);
    case "run": {
      const lane = played.lanes.find(({ into, flow }) => into === system && flow === "stock");
      if (!lane) return iso(word.changedAt + ahead);
      const stop = lane.troubled(at);
      const last = stop?.does === "stop" && stop.cells.has(cell.key) ? stop.begin : at;
      const period = lane.period ?? lane.window / 2;
      return iso(Math.max(word.changedAt, lane.runAfter(last - 2 * period - 60)) + ahead);
    }
  }
}

export function iso(at: number): string {
  return new Date(Math.round(at) * 1000).toISOString().replace(".000Z", "Z");
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
