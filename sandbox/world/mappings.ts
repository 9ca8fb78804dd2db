import type { ItemMapping } from "../../app/comparison/contract.ts";
import { wholeUnits } from "../../app/inventory/index.ts";
import type { World } from "./world.ts";

/** The items that a system knows by another code or counts in packs, as the app's item mappings say it. */
export function itemMappings(world: World): readonly ItemMapping[] {
  return world.items
    .filter((item) => item.erpItem !== item.sku || item.wmsItem !== item.sku || item.erpUnitsPer !== 1)
    .map((item) => ({
      sku: item.sku,
      erpItem: item.erpItem,
      wmsItem: item.wmsItem,
      erpUnitsPer: wholeUnits(item.erpUnitsPer),
    }));
}

export interface LocationMapping {
  readonly locationId: string;
  readonly erp: readonly string[];
  readonly wms: readonly string[];
}

/** Which codes stand for which Shopify location. */
export function locationMappings(world: World): readonly LocationMapping[] {
  return world.places.map(({ id, warehouse, facilities }) => ({
    locationId: id,
    erp: [warehouse],
    wms: facilities.map((facility) => facility.code),
  }));
}
