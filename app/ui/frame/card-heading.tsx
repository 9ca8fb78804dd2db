import { Box, Text } from "@shopify/polaris";

/** The heading of a card whose content reaches to its edges. */
export function CardHeading({ text }: { readonly text: string }) {
  return (
    <Box padding="400">
      <Text as="h2" variant="headingMd">
        {text}
      </Text>
    </Box>
  );
}
