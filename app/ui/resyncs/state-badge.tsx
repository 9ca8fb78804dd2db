import { Badge } from "@shopify/polaris";
import type { StateView } from "./view.ts";

export function StateBadge({
  state: { label, tone },
}: {
  readonly state: Pick<StateView, "label" | "tone">;
}) {
  return tone === "plain" ? <Badge>{label}</Badge> : <Badge tone={tone}>{label}</Badge>;
}
