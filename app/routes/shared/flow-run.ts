import type { FlowRun, ResyncSubject } from "../../use-cases/contract.ts";

/** What Shopify sends for a step of a Flow. Ids may come as numbers, as text and as gids. */
export interface FlowStep {
  readonly action_run_id?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/**
 * One of `discrepancy_id`, `incident_id`, `variant_id` and `product_id`; with the last two `location_id`, of one or several parted
 * by commas. `route` is "ask" or "set", `reason` overrules advice. Null where Shopify's own id of the run or the subject is missing.
 */
export function readFlowRun({ action_run_id, properties = {} }: FlowStep): FlowRun | null {
  const runId = textOf(action_run_id);
  const subject = subjectOf((name) => textOf(properties[name]));
  if (runId === null || subject === null) return null;
  const route = textOf(properties["route"]);
  return {
    runId,
    subject,
    route: route === "ask" || route === "set" ? route : null,
    insistence: textOf(properties["reason"]),
  };
}

function subjectOf(property: (name: string) => string | null): ResyncSubject | null {
  const discrepancy = property("discrepancy_id");
  if (discrepancy !== null) return { kind: "discrepancies", ids: [discrepancy] };
  const incident = property("incident_id");
  if (incident !== null) return { kind: "incident", id: incident };
  const variantId = gidOf("ProductVariant", property("variant_id"));
  const productId = gidOf("Product", property("product_id"));
  const product = variantId !== null ? { variantId } : productId !== null ? { productId } : null;
  if (product === null) return null;
  const named = property("location_id");
  const locations = named?.split(",").flatMap((id) => gidOf("Location", id.trim()) ?? []) ?? null;
  return { kind: "product", product, locations };
}

function gidOf(kind: string, id: string | null): string | null {
  const number = id && new RegExp(`^(?:gid://shopify/${kind}/)?(\\d+)$`).exec(id)?.[1];
  return number ? `gid://shopify/${kind}/${number}` : null;
}

function textOf(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}
