import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

export const brooklyn = "gid://shopify/Location/101";
export const austin = "gid://shopify/Location/102";

/** A recorded store in a folder of its own that is gone after the test. `files` by path; null leaves one out. */
export function recordedStore(files: Readonly<Record<string, string | null>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "recorded-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const all: Readonly<Record<string, string | null>> = { "store.json": storeJson(), ...files };
  for (const [path, content] of Object.entries(all)) {
    if (content === null) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

export function storeJson(changes: object = {}): string {
  return JSON.stringify({
    format: 1,
    shop: "kiln.myshopify.com",
    timezone: "America/New_York",
    locations: [
      {
        id: brooklyn,
        name: "Brooklyn",
        active: true,
        fulfillsOnlineOrders: true,
        createdAt: "2025-01-10T15:00:00Z",
        erp: ["WH-BK"],
        wms: ["BK1"],
      },
      {
        id: austin,
        name: "Austin",
        active: true,
        fulfillsOnlineOrders: true,
        createdAt: "2025-01-10T15:00:00Z",
        erp: ["WH-AU"],
        wms: ["AU1"],
      },
    ],
    systems: {
      wms: { name: "WMS" },
      erp: { name: "ERP", syncWindowMinutes: 15 },
      storefront: { name: "Shopify", syncWindowMinutes: 10 },
    },
    pools: [
      {
        name: "available",
        compare: { wms: "available", erp: "available", storefront: "available" },
        truth: "erp",
        tolerance: { units: 0, percent: 0 },
      },
    ],
    ...changes,
  });
}

/** available by SKU, all in Brooklyn; a system that is left out was not read. */
export interface Stock {
  readonly wms?: Readonly<Record<string, number>>;
  readonly erp?: Readonly<Record<string, number>>;
  readonly storefront?: Readonly<Record<string, number>>;
}

const LONG_AGO = "2026-04-01T00:00:00Z";

/** The files of one snapshot. */
export function snapshot(
  name: string,
  { wms, erp, storefront }: Stock,
): Readonly<Record<string, string | null>> {
  const folder = `snapshots/${name}`;
  return {
    [`${folder}/wms.csv`]: wms
      ? lines(
          "sku,facility,available,updated_at",
          entries(wms).map(([sku, available]) => `${sku},BK1,${available},${LONG_AGO}`),
        )
      : null,
    [`${folder}/erp.jsonl`]: erp
      ? lines(
          ...entries(erp).map(([item, available]) =>
            JSON.stringify({ item, warehouse: "WH-BK", available, updated_at: LONG_AGO }),
          ),
        )
      : null,
    [`${folder}/storefront.jsonl`]: storefront
      ? lines(
          ...entries(storefront).flatMap(([sku, available], index) => bulkLines(sku, index + 1, available)),
        )
      : null,
  };
}

function bulkLines(sku: string, item: number, available: number): readonly string[] {
  const id = `gid://shopify/InventoryItem/${item}`;
  const level = {
    id: `gid://shopify/InventoryLevel/9?inventory_item_id=${item}`,
    isActive: true,
    updatedAt: LONG_AGO,
    location: { id: brooklyn },
    quantities: [{ name: "available", quantity: available, updatedAt: null }],
    __parentId: id,
  };
  return [{ id, sku, tracked: true, duplicateSkuCount: 0 }, level].map((line) =>
    JSON.stringify(line).replaceAll("/", "\\/"),
  );
}

function entries(stock: Readonly<Record<string, number>>): readonly (readonly [string, number])[] {
  return Object.entries(stock);
}

function lines(...parts: readonly (string | readonly string[])[]): string {
  return parts
    .flat()
    .map((line) => `${line}\n`)
    .join("");
}
