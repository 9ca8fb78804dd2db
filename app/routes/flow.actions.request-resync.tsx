import type { ActionFunctionArgs } from "@remix-run/node";
import { PublicError } from "../platform/errors.ts";
import { authenticate } from "../shopify.server.ts";
import type { FlowAnswer } from "../use-cases/contract.ts";
import { webParts } from "../web-parts.server.ts";
import { readFlowRun, type FlowStep } from "./shared/flow-run.ts";

/**
 * A Flow's step *Request resync*, signed by Shopify. 200 when it was carried out; 202 while it is under way, and Flow asks again;
 * 422 with the sentence of a refusal, and Flow does not ask again.
 */
export const action = async ({ request }: ActionFunctionArgs): Promise<Response> => {
  const signed = await authenticate.flow(request);
  const step = signed.payload as FlowStep & { readonly shopify_domain: string };
  const run = readFlowRun(step);
  if (!run) return tell(422, "Say which discrepancy, incident, product or variant is meant.");
  try {
    return answer(await webParts.useCases.resyncFromFlow(step.shopify_domain, run));
  } catch (error) {
    if (error instanceof PublicError) return tell(error.status, error.message);
    throw error;
  }
};

function answer(outcome: FlowAnswer): Response {
  switch (outcome.kind) {
    case "under_way":
      return tell(202, "Under way.");
    case "done":
      return tell(200, outcome.sentence);
    case "refused":
      return tell(422, outcome.sentence);
  }
}

function tell(status: number, message: string): Response {
  return Response.json({ message }, { status, headers: { "cache-control": "no-store" } });
}
