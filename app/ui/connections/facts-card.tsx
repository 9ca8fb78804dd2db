import { BlockStack, Box, Card, Icon, InlineStack, Text } from "@shopify/polaris";
import { CheckIcon, MinusIcon } from "@shopify/polaris-icons";

export interface FactsCardProps {
  readonly title: string;
  /** `can` null: neither an ability nor the lack of one. */
  readonly facts: readonly { readonly text: string; readonly can: boolean | null }[];
}

/** Plain sentences under a heading. The sign beside one repeats what it says. */
export function FactsCard({ title, facts }: FactsCardProps) {
  if (facts.length === 0) return null;
  return (
    <Box paddingBlockStart="400">
      <Card>
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          {facts.map(({ text, can }) => (
            <InlineStack key={text} gap="200" wrap={false} blockAlign="start">
              {can !== null && (
                <span>
                  <Icon source={can ? CheckIcon : MinusIcon} tone={can ? "success" : "subdued"} />
                </span>
              )}
              <Text as="p" breakWord>
                {text}
              </Text>
            </InlineStack>
          ))}
        </BlockStack>
      </Card>
    </Box>
  );
}
