import type { Candidate } from "../resync/plan.ts";
import type { LookupData, ProductStockQuery } from "./contract.ts";

/** What the resync pages read besides the requests themselves. */
export interface ResyncCandidates {
  /** By key; ids that are not this shop's, or no longer live, are left out. */
  byDiscrepancies(shop: string, ids: readonly string[]): Promise<readonly Candidate[]>;
  /** What is open of it: not what still settles, what somebody put aside, nor what was mended already. */
  ofIncident(shop: string, incidentId: string): Promise<readonly Candidate[]>;
  /** As `ofIncident`, of the variants of a product. `locations` null: everywhere. */
  ofProduct(
    shop: string,
    product: ProductStockQuery,
    locations: readonly string[] | null,
  ): Promise<readonly Candidate[]>;
  titles(shop: string, skus: readonly string[]): Promise<ReadonlyMap<string, string>>;
  firstKeys(
    shop: string,
    requestIds: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly sku: string; readonly locationId: string }>>;
  items(shop: string, search: string): Promise<LookupData["found"]>;
}
