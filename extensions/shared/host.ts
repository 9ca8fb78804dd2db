import type { Api as ProductApi } from "@shopify/ui-extensions/admin.product-details.block.render";
import type { Api as VariantApi } from "@shopify/ui-extensions/admin.product-variant-details.block.render";

/** What both pages give a block. */
export type Host = Pick<ProductApi | VariantApi, "data" | "i18n">;

/** A text of the extension's own catalogue. */
export type Say = (key: string) => string;
