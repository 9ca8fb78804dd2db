import type { Location } from "../../inventory/index.ts";
import type { AdminApi } from "../admin-api.ts";
import { StorefrontError } from "../errors.ts";
import { LocationsDocument } from "../generated/operations.ts";

/** Every location, closed ones and those of fulfilment services included. */
export async function readLocations(
  api: AdminApi,
  shop: string,
  signal: AbortSignal,
): Promise<readonly Location[]> {
  const found: Location[] = [];
  let after: string | null = null;
  do {
    const page = await readPage(api, shop, after, signal);
    for (const node of page.nodes) {
      found.push({
        id: node.id,
        name: node.name,
        active: node.isActive,
        fulfillsOnlineOrders: node.fulfillsOnlineOrders,
        fulfillmentService: node.isFulfillmentService,
      });
    }
    const next = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    if (next !== null && next === after)
      throw new StorefrontError("unreadable", "Shopify's list of locations does not end.");
    after = next;
  } while (after !== null);
  return found;
}

async function readPage(api: AdminApi, shop: string, after: string | null, signal: AbortSignal) {
  const answer = await api.run(shop, {
    document: LocationsDocument,
    variables: { after },
    priority: "probe",
    signal,
  });
  return answer.locations;
}
