import type { Api } from "@shopify/ui-extensions/admin.product-details.block.render";

declare module "./src/block.tsx" {
  const shopify: Api;
  const globalThis: { shopify: typeof shopify };
}
