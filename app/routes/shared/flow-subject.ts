import type { ResyncSubject, ResyncWish } from "../../use-cases/contract.ts";
import { gidOf, type FlowFields } from "./flow.server.ts";

/**
 * One of `discrepancy_id`, `incident_id`, `variant_id`, `product_id`; with the last two
 * `location_id`, of one or several parted by commas. `route` is "ask" or "set", `reason` overrules advice. Null where no subject is
 * named.
 */
export function readFlowResync(field: FlowFields): ResyncWish | null {
  const subject = subjectOf(field);
  if (subject === null) return null;
  const route = field("route");
  return { subject, route: route === "ask" || route === "set" ? route : null, insistence: field("reason") };
}

function subjectOf(field: FlowFields): ResyncSubject | null {
  const discrepancy = field("discrepancy_id");
  if (discrepancy !== null) return { kind: "discrepancies", ids: [discrepancy] };
  const incident = field("incident_id");
  if (incident !== null) return { kind: "incident", id: incident };
  const variantId = gidOf("ProductVariant", field("variant_id"));
  const productId = gidOf("Product", field("product_id"));
  const product = variantId !== null ? { variantId } : productId !== null ? { productId } : null;
  if (product === null) return null;
  const locations = field("location_id")
    ?.split(",")
    .flatMap((id) => gidOf("Location", id.trim()) ?? []);
  return { kind: "product", product, locations: locations ?? null };
}
