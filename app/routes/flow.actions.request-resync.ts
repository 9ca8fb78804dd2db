import type { ActionFunctionArgs } from "@remix-run/node";
import { forFlowStep } from "./shared/flow.server.ts";
import { readFlowResync } from "./shared/flow-subject.ts";

export const action = ({ request }: ActionFunctionArgs): Promise<Response> =>
  forFlowStep(request, async (shop, { runId }, field, useCases) => {
    const wish = readFlowResync(field);
    return wish
      ? useCases.resyncFromFlow(shop, { runId, ...wish })
      : { kind: "refused", sentence: "Say which discrepancy, incident, product or variant is meant." };
  });
