import { Badge } from "@shopify/polaris";
import type { HealthView } from "./view.ts";

export function HealthBadge({ health: { label, tone } }: { readonly health: HealthView }) {
  return tone === "plain" ? <Badge>{label}</Badge> : <Badge tone={tone}>{label}</Badge>;
}
