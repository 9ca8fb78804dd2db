import type { AdminApi } from "../admin-api.ts";
import { StorefrontError } from "../errors.ts";
import { PublicationsDocument } from "../generated/operations.ts";
import type { SalesChannel } from "../ports.ts";

/** See Storefront.readChannels. */
export async function readChannels(
  api: AdminApi,
  shop: string,
  signal: AbortSignal,
): Promise<readonly SalesChannel[]> {
  const found: SalesChannel[] = [];
  let after: string | null = null;
  do {
    const page = await readPage(api, shop, after, signal);
    for (const { id, catalog } of page.nodes) found.push({ id, name: catalog?.title ?? id });
    const next = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    if (next !== null && next === after)
      throw new StorefrontError("unreadable", "Shopify's list of sales channels does not end.");
    after = next;
  } while (after !== null);
  return found;
}

async function readPage(api: AdminApi, shop: string, after: string | null, signal: AbortSignal) {
  const answer = await api.run(shop, {
    document: PublicationsDocument,
    variables: { after },
    priority: "probe",
    signal,
  });
  return answer.publications;
}
