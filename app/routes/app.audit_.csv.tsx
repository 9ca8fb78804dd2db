import type { LoaderFunctionArgs } from "@remix-run/node";
import { forCaller } from "./shared/page.server.ts";

/** The audit log as a file, streamed. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  forCaller(request, ({ caller, useCases }) => {
    const lines = useCases.auditCsv(caller)[Symbol.asyncIterator]();
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const next = await lines.next();
        if (next.done === true) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      },
    });
    const headers = {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="inventory-handoff-audit.csv"',
      "cache-control": "no-store",
    };
    return Promise.resolve(new Response(body, { headers }));
  });
