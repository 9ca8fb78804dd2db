import { Badge } from "@shopify/polaris";
import type { ScanStateView } from "./view.ts";

export function ScanStateBadge({ state: { label, tone } }: { readonly state: ScanStateView }) {
  return tone === "plain" ? <Badge>{label}</Badge> : <Badge tone={tone}>{label}</Badge>;
}
