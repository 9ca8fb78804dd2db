import { createShopifyApp } from "./storefront/shopify-app.ts";
import { webParts } from "./web-parts.server.ts";

const shopify = createShopifyApp(webParts.shopify, webParts.sessionStorage, webParts.log);

export const { authenticate, addDocumentResponseHeaders } = shopify;
/** Public: the page gives it to App Bridge. */
export const { apiKey } = webParts.shopify;
