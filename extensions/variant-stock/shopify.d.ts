import type { Api } from "@shopify/ui-extensions/admin.product-variant-details.block.render";

declare module "./src/block.tsx" {
  const shopify: Api;
  const globalThis: { shopify: typeof shopify };
}
