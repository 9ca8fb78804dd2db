import { Badge, Banner, BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { memo } from "react";
import type { TroubleView } from "./view.ts";

/** One incident: what it is, how much it touches, and the way to it. */
export const TroubleBanner = memo(function TroubleBanner({ trouble }: { readonly trouble: TroubleView }) {
  const { title, cause, sentence, facts, links, critical } = trouble;
  return (
    <Banner title={title} tone={critical ? "critical" : "warning"}>
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center">
          {cause !== null && <Badge>{cause}</Badge>}
          <Text as="span">{sentence}</Text>
        </InlineStack>
        <Text as="p">{facts.join(" · ")}</Text>
        <InlineStack gap="400">
          {links.map(({ label, href }) => (
            <Link key={href} url={href}>
              {label}
            </Link>
          ))}
        </InlineStack>
      </BlockStack>
    </Banner>
  );
});
