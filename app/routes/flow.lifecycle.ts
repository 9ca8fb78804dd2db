import type { ActionFunctionArgs } from "@remix-run/node";
import { authenticate } from "../shopify.server.ts";
import { webParts } from "../web-parts.server.ts";
import { textOf } from "./shared/flow.server.ts";

/** Shopify tells when the first workflow of a shop with one of our triggers is switched on, and the last one off. */
export const action = async ({ request }: ActionFunctionArgs): Promise<Response> => {
  const flow = await authenticate.flow(request);
  const { session } = flow;
  const word: Readonly<Record<string, unknown>> = flow.payload as Readonly<Record<string, unknown>>;
  const { flow_trigger_definition_id, has_enabled_flow, timestamp } = word;
  const handle = textOf(flow_trigger_definition_id);
  const at = Date.parse(textOf(timestamp) ?? "");
  if (handle !== null && typeof has_enabled_flow === "boolean") {
    const use = { handle, enabled: has_enabled_flow, at: Number.isNaN(at) ? webParts.now() : at };
    await webParts.useCases.triggerUsed(session.shop, use);
  }
  return new Response(null, { status: 200 });
};
