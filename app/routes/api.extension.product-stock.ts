import type { LoaderFunctionArgs } from "@remix-run/node";
import { PublicError } from "../platform/errors.ts";
import { presentProductStock } from "../ui/product-stock/present-product-stock.ts";
import type { ProductStockQuery } from "../use-cases/contract.ts";
import { forExtension } from "./shared/extension.server.ts";

/** `?variant=gid://shopify/ProductVariant/7` or `?product=gid://shopify/Product/7` → ProductStockView. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forExtension(request, async ({ caller, useCases, locale }) =>
    presentProductStock(
      await useCases.productStock(caller, queryOf(new URL(request.url).searchParams)),
      locale,
    ),
  );

function queryOf(search: URLSearchParams): ProductStockQuery {
  const variantId = search.get("variant") ?? "";
  if (/^gid:\/\/shopify\/ProductVariant\/\d+$/.test(variantId)) return { variantId };
  const productId = search.get("product") ?? "";
  if (/^gid:\/\/shopify\/Product\/\d+$/.test(productId)) return { productId };
  throw new PublicError("Say which product or variant of Shopify's is meant.", 400);
}
