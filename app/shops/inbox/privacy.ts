import type { Handler } from "./ports.ts";

/** customers/data_request and customers/redact. */
export const customerData: Handler = () => Promise.resolve("Nothing is held about customers");

/**
 * shop/redact: erases everything of the shop. It comes 48 hours after an uninstall, whose own webhook may have been lost; so a shop
 * that counts as installed is erased unless the app was installed again since, or Shopify still grants us access to it.
 */
export const shopRedacted: Handler = async ({ shop: domain, triggeredAt, receivedAt }, ports) => {
  const { shops, access, signal } = ports;
  const shop = await shops.find(domain);
  if (shop?.uninstalledAt === null) {
    if (shop.installedAt > (triggeredAt ?? receivedAt))
      return "Left alone: the app was installed again since";
    if (await access.stillWorks(domain, signal)) return "Left alone: the app is installed";
  }
  await access.forget(domain);
  await shops.erase(domain);
  return "Everything of the shop was erased";
};
