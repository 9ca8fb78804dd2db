import type { LoaderFunctionArgs } from "@remix-run/node";
import { publicFace } from "../platform/errors.ts";
import { formatFor } from "../ui/format.ts";
import { presentAnswer, presentChecked } from "../ui/lookup/present-lookup.ts";
import type { CheckLine } from "../ui/lookup/view.ts";
import { forCaller } from "./shared/page.server.ts";

/** A check as JSON lines: one when a system has answered, the last one with everything. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, async ({ caller, useCases, locale }) => {
    const search = new URL(request.url).searchParams;
    const item = {
      sku: search.get("sku") ?? "",
      inventoryItemId: search.get("item") ?? "",
      location: search.get("location") || null,
    };
    const base = await useCases.lookup(caller, { search: null, location: null });
    const format = formatFor({ ...base.shop, locale, now: base.now });
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        const tell = (line: CheckLine) => {
          if (!request.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
        };
        try {
          const checked = await useCases.checkNow(caller, item, request.signal, (answer) =>
            tell({ kind: "answer", answer: presentAnswer(answer, format) }),
          );
          tell({ kind: "done", checked: presentChecked(checked, base, locale) });
        } catch (error) {
          tell({ kind: "problem", problem: publicFace(error).sentence });
        }
        if (!request.signal.aborted) controller.close();
      },
    });
    // Compression would hold the lines back until there are enough of them.
    const headers = { "content-type": "application/x-ndjson", "cache-control": "no-store, no-transform" };
    return new Response(body, { headers });
  });
