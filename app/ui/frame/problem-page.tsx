import { BlockStack, Box, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { commonTexts } from "../texts/common.ts";

const texts = commonTexts.problem;

export interface ProblemPageProps {
  /** A sentence for the person; null for a fault of ours. */
  readonly problem: string | null;
  readonly onReload: () => void;
}

/** Stands in place of a page that could not be shown. */
export function ProblemPage({ problem, onReload }: ProblemPageProps) {
  return (
    <Page title={problem === null ? texts.title : texts.notFound}>
      <Card>
        <Box paddingBlock="400">
          <BlockStack gap="400">
            <Text as="p" breakWord>
              {problem ?? texts.fault}
            </Text>
            <InlineStack gap="200">
              {problem === null && <Button onClick={onReload}>{texts.reload}</Button>}
              <Button url="/app">{texts.home}</Button>
            </InlineStack>
          </BlockStack>
        </Box>
      </Card>
    </Page>
  );
}
