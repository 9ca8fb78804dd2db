import { Banner, BlockStack, Link, Text } from "@shopify/polaris";
import type { TroubleView } from "./view.ts";

/** The one banner of a location. */
export function TroubleBanner({ trouble }: { readonly trouble: TroubleView }) {
  const { title, handoff, facts, view, href, critical } = trouble;
  return (
    <Banner title={title} tone={critical ? "critical" : "warning"}>
      <BlockStack gap="050">
        <Text as="p">{handoff}</Text>
        <Text as="p">{facts.join(" · ")}</Text>
        <Link url={href}>{view}</Link>
      </BlockStack>
    </Banner>
  );
}
