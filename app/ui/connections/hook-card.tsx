import { BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { showToast } from "../frame/toast.ts";
import { connectionTexts } from "../texts/connections.ts";
import type { ConnectionView } from "./view.ts";

const texts = connectionTexts.hook;

/** Where the system may report by itself, and how it signs what it sends. */
export function HookCard({
  hook: { address, last },
}: {
  readonly hook: NonNullable<ConnectionView["hook"]>;
}) {
  const copy = () => {
    void navigator.clipboard.writeText(address).then(
      () => showToast(texts.copied),
      () => showToast(texts.notCopied),
    );
  };
  return (
    <Box paddingBlockStart="400">
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {texts.heading}
          </Text>
          <Text as="p">{texts.body}</Text>
          <InlineStack gap="200" blockAlign="center">
            <Text as="span" breakWord>
              <code>{address}</code>
            </Text>
            <Button onClick={copy}>{texts.copy}</Button>
          </InlineStack>
          {texts.signing.map((sentence) => (
            <Text key={sentence} as="p" tone="subdued" breakWord>
              {sentence}
            </Text>
          ))}
          <Text as="p">{last}</Text>
        </BlockStack>
      </Card>
    </Box>
  );
}
