/** The three roles in the chain a number travels: the WMS counts, the ERP allocates, the storefront sells. */
export const systems = ["wms", "erp", "storefront"] as const;
export type System = (typeof systems)[number];

/** The roles that are read through a connector. */
export const connectedRoles = ["wms", "erp"] as const;
export type ConnectedRole = (typeof connectedRoles)[number];

/** The step between two neighbours in the chain; `wms_storefront` only in a shop without an ERP. */
export const handoffs = ["wms_erp", "erp_storefront", "wms_storefront", "both"] as const;
export type Handoff = (typeof handoffs)[number];

export const verdicts = ["upstream", "downstream", "both", "erp_alone", "split", "missing"] as const;
export type Verdict = (typeof verdicts)[number];
