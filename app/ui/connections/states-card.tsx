import { BlockStack, Box, Card, Text } from "@shopify/polaris";
import { connectionTexts } from "../texts/connections.ts";
import type { FormView } from "./view.ts";

/** What each count of this system contains: "available" is not the same everywhere. */
export function StatesCard({ states }: Pick<FormView, "states">) {
  if (states.length === 0) return null;
  return (
    <Box paddingBlockStart="400">
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {connectionTexts.form.states}
          </Text>
          {states.map(({ name, contains, parts }) => (
            <BlockStack key={name} gap="050">
              <Text as="h3" variant="headingSm">
                {name}
              </Text>
              <Text as="p" tone="subdued">
                {contains}
              </Text>
              {parts !== null && (
                <Text as="p" tone="subdued">
                  {parts}
                </Text>
              )}
            </BlockStack>
          ))}
        </BlockStack>
      </Card>
    </Box>
  );
}
