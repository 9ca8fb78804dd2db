/** Addresses inside Shopify admin: whoever follows one lands in the app on the right view. */
export type Links = (shop: string, path: string) => string;

/** `adminUrl` without a slash at its end: https://admin.shopify.com. An app may be named by its client id. */
export function adminLinks(adminUrl: string, app: string): Links {
  return (shop, path) =>
    `${adminUrl}/store/${encodeURIComponent(shop.replace(/\.myshopify\.com$/, ""))}/apps/${app}${path}`;
}
