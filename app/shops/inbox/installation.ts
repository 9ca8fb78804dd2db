import { z } from "zod";
import { readPayload } from "./payload.ts";
import type { Handler, ShopAccess } from "./ports.ts";

/**
 * app/uninstalled: nothing of the shop is read or written any more; its data waits for shop/redact or a re-install. It may arrive
 * after somebody installed the app again, so access that works outweighs it.
 */
export const uninstalled: Handler = async (
  { shop: domain, triggeredAt, receivedAt },
  { shops, access, signal },
) => {
  const at = triggeredAt ?? receivedAt;
  const shop = await shops.find(domain);
  if (shop && (shop.installedAt > at || (await worksForSure(access, domain, signal)))) {
    return "Left alone: the app was installed again since";
  }
  await access.forget(domain);
  if (!shop) return "Sessions deleted; the shop was not known";
  await shops.markUninstalled(domain, at);
  return "Marked as uninstalled; sessions deleted";
};

async function worksForSure(access: ShopAccess, shop: string, signal: AbortSignal): Promise<boolean> {
  try {
    return await access.stillWorks(shop, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return false;
  }
}

const scopesSchema = z.object({ current: z.array(z.string()) });

/** app/scopes_update */
export const scopesUpdated: Handler = async ({ shop, payload }, { access }) => {
  const { current } = readPayload(scopesSchema, payload);
  await access.recordScopes(shop, current);
  return `Scopes recorded: ${current.join(", ")}`;
};

/** shop/update: name, time zone and currency, read afresh. */
export const shopUpdated: Handler = async ({ shop: domain }, { shops, storefront, signal }) => {
  const shop = await shops.find(domain);
  if (!shop || shop.uninstalledAt !== null) return "Left alone: the app is not installed";
  const { name, timezone, currency } = await storefront.readShop(domain, signal);
  await shops.update(domain, { name, timezone, currency });
  return "Name, time zone and currency read again";
};
