import { publicFace } from "../../platform/errors.ts";
import type { SystemAnswer } from "../../scan/look.ts";
import { formatFor } from "../../ui/format.ts";
import { presentAnswer } from "../../ui/lookup/present-lookup.ts";
import type { CheckLine } from "../../ui/lookup/view.ts";
import type { LookupData } from "../../use-cases/contract.ts";
import type { PageContext } from "./page.server.ts";

export interface Check<Checked> {
  readonly read: (signal: AbortSignal, onAnswer: (answer: SystemAnswer) => void) => Promise<Checked>;
  readonly present: (checked: Checked, base: LookupData) => unknown;
}

/** A check as JSON lines: one when a system has answered, the last one with everything. */
export async function checkLines<Checked>(
  { signal }: Request,
  { caller, useCases, locale }: PageContext,
  { read, present }: Check<Checked>,
): Promise<Response> {
  const base = await useCases.lookup(caller, { search: null, location: null });
  const format = formatFor({ ...base.shop, locale, now: base.now });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const tell = (line: CheckLine<unknown>) => {
        if (!signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      try {
        const checked = await read(signal, (answer) =>
          tell({ kind: "answer", answer: presentAnswer(answer, format) }),
        );
        tell({ kind: "done", checked: present(checked, base) });
      } catch (error) {
        tell({ kind: "problem", problem: publicFace(error).sentence });
      }
      if (!signal.aborted) controller.close();
    },
  });
  // Compression would hold the lines back until there are enough of them.
  const headers = { "content-type": "application/x-ndjson", "cache-control": "no-store, no-transform" };
  return new Response(body, { headers });
}
