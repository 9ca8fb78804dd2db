import { BlockStack, Box, Button, Card, Text } from "@shopify/polaris";

export interface EmptyCardProps {
  readonly title: string;
  readonly body: string;
  readonly action?: { readonly label: string; readonly href: string };
}

/** Where there is nothing to show: what that means, and what to do. */
export function EmptyCard({ title, body, action }: EmptyCardProps) {
  return (
    <Card>
      <Box paddingBlock="600">
        <BlockStack gap="200" inlineAlign="center">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Text as="p" tone="subdued" alignment="center">
            {body}
          </Text>
          {action && <Button url={action.href}>{action.label}</Button>}
        </BlockStack>
      </Box>
    </Card>
  );
}
