import type { Handoff, System } from "../../inventory/index.ts";

export const systemNames: Readonly<Record<System, string>> = {
  wms: "WMS",
  erp: "ERP",
  storefront: "Storefront",
};

/** Named in a sentence: "ERP and storefront agree". */
export const systemsNamed: Readonly<Record<System, string>> = {
  wms: "WMS",
  erp: "ERP",
  storefront: "storefront",
};

/** As the subject of a sentence. */
export const systemsInSentence: Readonly<Record<System, string>> = {
  wms: "the WMS",
  erp: "the ERP",
  storefront: "the storefront",
};

export const handoffNames: Readonly<Record<Handoff, string>> = {
  wms_erp: "WMS to ERP",
  erp_storefront: "ERP to storefront",
  wms_storefront: "WMS to storefront",
  both: "both handoffs",
};

/** What each system is for a shop, in a form. */
export const roleHelp = {
  wms: "WMS: counts what is on the shelf",
  erp: "ERP: allocates and buys",
} as const;
