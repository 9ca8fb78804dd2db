import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../../../sandbox/world/world.ts";
import { availableIn, committedIn, expectedIn, onOrderIn, sellableIn } from "../../../sandbox/world/stock.ts";
import { erpCode } from "../../../sandbox/world/catalogue.ts";
import type { Spot } from "../../../sandbox/world/faults/contract.ts";

const minute = 60_000;

/** What is written at the end, when the world's log is whole. */
export interface Recording {
  snapshot(): void;
  close(): void;
}

/** Writes a world as a recorded store: snapshots when asked, the rest when closed. */
export function recordWorld(world: World, folder: string): Recording {
  const health: string[] = [];
  mkdirSync(join(folder, "snapshots"), { recursive: true });
  return {
    snapshot() {
      const at = iso(world.now());
      const own = join(folder, "snapshots", at.replaceAll(":", ""));
      mkdirSync(own);
      writeFileSync(join(own, "wms.csv"), wmsRows(world));
      writeFileSync(join(own, "erp.jsonl"), erpRows(world));
      writeFileSync(join(own, "storefront.jsonl"), storefrontRows(world));
      health.push(...healthRows(world));
    },
    close() {
      writeFileSync(join(folder, "store.json"), JSON.stringify(storeOf(world)));
      writeFileSync(join(folder, "events.jsonl"), eventRows(world));
      writeFileSync(join(folder, "health.jsonl"), health.join("\n"));
      const items = world.items.map((item) =>
        [quoted(item.sku), quoted(item.erpItem), quoted(item.wmsItem), item.erpUnitsPer, 1, item.price].join(
          ",",
        ),
      );
      writeFileSync(
        join(folder, "items.csv"),
        ["sku,erp_item,wms_item,erp_units_per,wms_units_per,price", ...items].join("\n"),
      );
    },
  };
}

function storeOf(world: World): unknown {
  return {
    format: 1,
    shop: "kiln-and-co.myshopify.com",
    timezone: "America/New_York",
    locations: world.places.map((place) => ({
      id: place.id,
      name: place.name,
      active: true,
      fulfillsOnlineOrders: true,
      createdAt: iso(place.createdAt),
      erp: [place.warehouse],
      wms: place.facilities.map(({ code }) => code),
    })),
    systems: {
      wms: { name: "ShipHero" },
      erp: { name: "NetSuite", syncWindowMinutes: 16, orderWindowMinutes: 7 },
      storefront: { name: "Shopify", syncWindowMinutes: 11, orderWindowMinutes: 7 },
    },
  };
}

function wmsRows(world: World): string {
  const rows = [...world.cells.values()].flatMap((cell) =>
    cell.bins.map((bin) =>
      [
        quoted(cell.item.wmsItem),
        bin.facility.code,
        bin.onHand,
        sellableIn(bin),
        bin.allocated,
        "",
        expectedIn(bin),
        "",
        bin.damaged,
        "",
        iso(bin.changedAt),
      ].join(","),
    ),
  );
  return [
    "sku,facility,on_hand,available,committed,reserved,incoming,safety_stock,damaged,quality_control,updated_at",
    ...rows,
  ].join("\n");
}

function erpRows(world: World): string {
  return [...world.cells.values()]
    .filter(({ erp }) => erp.listed)
    .map(({ item, place, erp }) => {
      const per = item.erpUnitsPer;
      return JSON.stringify({
        item: erpCode(item),
        warehouse: place.warehouse,
        on_hand: erp.onHand / per,
        available: availableIn(erp) / per,
        committed: committedIn(erp) / per,
        incoming: onOrderIn(erp) / per,
        updated_at: iso(erp.changedAt),
      });
    })
    .join("\n");
}

function storefrontRows(world: World): string {
  const variants = world.shopSeed().products.flatMap(({ variants }) => variants);
  return variants
    .flatMap((variant) => [
      JSON.stringify({ id: variant.inventoryItemId, sku: variant.sku, tracked: variant.tracked }),
      ...variant.levels.map((level) =>
        JSON.stringify({
          id: `gid://shopify/InventoryLevel/${level.locationId.split("/").at(-1) ?? ""}?inventory_item_id=1`,
          isActive: level.active,
          updatedAt: level.updatedAt.toISOString(),
          location: { id: level.locationId },
          quantities: [
            { name: "available", quantity: level.available, updatedAt: level.updatedAt.toISOString() },
            { name: "committed", quantity: level.committed, updatedAt: null },
            { name: "on_hand", quantity: level.available + level.committed, updatedAt: null },
            { name: "incoming", quantity: level.incoming, updatedAt: null },
          ],
          __parentId: variant.inventoryItemId,
        }),
      ),
    ])
    .join("\n");
}

function eventRows(world: World): string {
  const places = new Map(world.places.map((place) => [place.id, place]));
  return world
    .happenings()
    .map(({ at, teller, system, kind, locationId, facility, sku, delta, note }) => {
      const place = places.get(locationId ?? "");
      const location =
        place &&
        (teller === "wms"
          ? (facility ?? place.facilities[0]?.code)
          : teller === "erp"
            ? place.warehouse
            : place.id);
      return JSON.stringify({ at: iso(at), system, kind, location, sku, delta, note });
    })
    .join("\n");
}

function healthRows(world: World): readonly string[] {
  const into: readonly (readonly [string, readonly Spot[]])[] = [
    [
      "erp",
      [
        { handoff: "wms_erp", flow: "stock" },
        { handoff: "erp_storefront", flow: "orders" },
      ],
    ],
    ["storefront", [{ handoff: "erp_storefront", flow: "stock" }]],
    ["wms", [{ handoff: "wms_erp", flow: "orders" }]],
  ];
  return into.map(([system, spots]) => {
    const all = spots.map((spot) => world.health(spot));
    const sum = (name: "queued" | "failed" | "throttled"): number =>
      all.reduce((total, one) => total + one[name], 0);
    const oldest = all.flatMap(({ oldestQueuedAt }) => (oldestQueuedAt === null ? [] : [oldestQueuedAt]));
    return JSON.stringify({
      at: iso(world.now()),
      system,
      queued: sum("queued"),
      failed: sum("failed"),
      throttled: sum("throttled"),
      oldest_queued_at: oldest.length === 0 ? null : iso(Math.min(...oldest)),
    });
  });
}

export function stepAndRecord(world: World, recording: Recording, minutes: number, count: number): void {
  for (let step = 0; step < count; step += 1) {
    world.step(world.now() + minutes * minute);
    recording.snapshot();
  }
}

function iso(at: number): string {
  return new Date(Math.round(at / 1000) * 1000).toISOString().replace(".000Z", "Z");
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
