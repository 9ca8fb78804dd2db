import type { LoaderFunctionArgs } from "@remix-run/node";
import { presentProductStock } from "../ui/product-stock/present-product-stock.ts";
import { forExtension, productOf } from "./shared/extension.server.ts";

/** `?variant=…` or `?product=…` → ProductStockView. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forExtension(request, async ({ caller, useCases, locale }) =>
    presentProductStock(await useCases.productStock(caller, productOf(request)), locale),
  );
