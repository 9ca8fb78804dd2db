import { BlockStack, Link, Text } from "@shopify/polaris";
import { resyncTexts } from "../texts/resyncs.ts";
import type { PreviewKeyView, RefusalView } from "./view.ts";

const texts = resyncTexts.preview;

export function PreviewKey({ view: { title, sku, location, pool } }: { readonly view: PreviewKeyView }) {
  return (
    <BlockStack gap="050">
      <Text as="span" fontWeight="semibold" breakWord>
        <bdi>{title ?? sku}</bdi>
      </Text>
      <Text as="span" tone="subdued" fontWeight="regular" breakWord>
        <bdi>{sku}</bdi> · <bdi>{location}</bdi> · {pool}
      </Text>
    </BlockStack>
  );
}

/** Why not, and the way on. */
export function RefusalNote({ refusal: { sentence, wayOn, href } }: { readonly refusal: RefusalView }) {
  return (
    <BlockStack gap="100">
      <Text as="span" tone="critical" fontWeight="medium">
        {texts.notDone}
      </Text>
      <span>{sentence}</span>
      <Text as="span" tone="subdued">
        {texts.wayOn} {wayOn} {href !== null && <Link url={href}>{texts.goThere}</Link>}
      </Text>
    </BlockStack>
  );
}
