import type { LoaderFunctionArgs } from "@remix-run/node";
import { presentBlockCheck } from "../ui/product-stock/present-block-check.ts";
import { checkLines } from "./shared/check-lines.ts";
import { forExtension, productOf } from "./shared/extension.server.ts";

/** `?variant=…` or `?product=…` → lines of BlockCheckLine. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forExtension(request, async (context) => {
    const product = productOf(request);
    return checkLines(request, context, {
      read: (signal, onAnswer) => context.useCases.checkProduct(context.caller, product, signal, onAnswer),
      present: (checked, base) => presentBlockCheck(checked, base, context.locale),
    });
  });
