import type { Windows } from "../discrepancies/settling.ts";
import type { System } from "../inventory/index.ts";

/** Milliseconds that the shop's last handoff, the one into the storefront, usually takes: the WMS's own where no ERP stands between. */
export function windowIntoStorefront(windows: Windows, systems: readonly System[]): number {
  return systems.includes("erp") ? windows.erp_storefront : windows.wms_storefront;
}
