import type { Handoff, System } from "../inventory/index.ts";

/** How systems and handoffs are called in a sentence. */
export const systemWords: Readonly<Record<System, string>> = {
  wms: "the WMS",
  erp: "the ERP",
  storefront: "the storefront",
};

export const handoffWords: Readonly<Record<Handoff, string>> = {
  wms_erp: "the handoff from WMS to ERP",
  erp_storefront: "the handoff from ERP to storefront",
  wms_storefront: "the handoff from WMS to storefront",
  both: "both handoffs",
};
