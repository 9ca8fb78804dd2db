import type { LoaderFunctionArgs } from "@remix-run/node";
import { presentChecked } from "../ui/lookup/present-lookup.ts";
import { checkLines } from "./shared/check-lines.ts";
import { forCaller } from "./shared/page.server.ts";

/** What /app/lookup follows as it comes in: lines of CheckLine. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async (context) => {
    const search = new URL(request.url).searchParams;
    const item = {
      sku: search.get("sku") ?? "",
      inventoryItemId: search.get("item") ?? "",
      location: search.get("location") || null,
    };
    return checkLines(request, context, {
      read: (signal, onAnswer) => context.useCases.checkNow(context.caller, item, signal, onAnswer),
      present: (checked, base) => presentChecked(checked, base, context.locale),
    });
  });
