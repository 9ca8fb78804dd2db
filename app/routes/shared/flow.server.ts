import { PublicError } from "../../platform/errors.ts";
import { authenticate } from "../../shopify.server.ts";
import type { FlowStepAnswer, FlowStepRun, UseCases } from "../../use-cases/contract.ts";
import { webParts } from "../../web-parts.server.ts";

/** What a step of a workflow was filled in with; the keys of the fields in extensions/. */
export type FlowFields = (key: string) => string | null;

/**
 * Carries out a step that Shopify signed. 200 when it was done; 202 while it is under way, and Flow asks again; 422 with the sentence
 * of a refusal, and Flow does not ask again.
 */
export async function forFlowStep(
  request: Request,
  run: (shop: string, step: FlowStepRun, field: FlowFields, useCases: UseCases) => Promise<FlowStepAnswer>,
): Promise<Response> {
  const flow = await authenticate.flow(request);
  const { session } = flow;
  const payload: Readonly<Record<string, unknown>> = flow.payload as Readonly<Record<string, unknown>>;
  const { action_run_id, handle, properties } = payload;
  const runId = textOf(action_run_id);
  if (runId === null) return tell(422, "Shopify's id of the run is missing.");
  const fields = (properties ?? {}) as Readonly<Record<string, unknown>>;
  try {
    const step = { runId, handle: textOf(handle) ?? new URL(request.url).pathname };
    const answer = await run(session.shop, step, (key) => textOf(fields[key]), webParts.useCases);
    if (answer.kind === "under_way") return tell(202, "Under way.");
    return tell(answer.kind === "done" ? 200 : 422, answer.sentence);
  } catch (error) {
    if (error instanceof PublicError) return tell(error.status, error.message);
    throw error;
  }
}

/** A gid of this kind from a gid or its number; null for anything else. */
export function gidOf(kind: string, id: string | null): string | null {
  const number = id && new RegExp(`^(?:gid://shopify/${kind}/)?(\\d+)$`).exec(id)?.[1];
  return number ? `gid://shopify/${kind}/${number}` : null;
}

export function textOf(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

function tell(status: number, message: string): Response {
  return Response.json({ message }, { status, headers: { "cache-control": "no-store" } });
}
