import type { FaultRequest } from "./sabotage.ts";

/** What is broken in the demonstration where nobody asks for anything else: a little of everything that merchants meet. */
export const usualFaults: readonly FaultRequest[] = [
  { name: "sync_stalled", handoff: "erp_storefront", flow: "stock" },
  { name: "pool_definition", handoff: "erp_storefront" },
  { name: "sync_lag", handoff: "wms_erp", flow: "stock" },
  { name: "treadmill" },
  { name: "unit_of_measure", handoff: "wms_erp" },
  { name: "filter_rule", handoff: "erp_storefront", flow: "stock" },
  { name: "identity", handoff: "erp_storefront" },
  { name: "manual_override", handoff: "wms_erp" },
];
