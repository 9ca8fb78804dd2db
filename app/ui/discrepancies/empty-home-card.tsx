import { BlockStack, Box, Button, Card, Icon, InlineStack, Text } from "@shopify/polaris";
import { CheckCircleIcon } from "@shopify/polaris-icons";
import type { EmptyView } from "./view.ts";

export interface EmptyHomeProps {
  readonly view: EmptyView;
  readonly starting: boolean;
  readonly onScan: () => void;
  /** Inside another card. */
  readonly plain?: boolean;
}

export function EmptyHome({ view, starting, onScan, plain = false }: EmptyHomeProps) {
  const { title, body, action, good } = view;
  const content = (
    <Box paddingBlock="800" paddingInline="400">
      <BlockStack gap="400" inlineAlign="center">
        {good && (
          <span>
            <Icon source={CheckCircleIcon} tone="success" />
          </span>
        )}
        <div style={{ maxInlineSize: "34rem", textAlign: "center" }}>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              {title}
            </Text>
            <Text as="p" tone="subdued">
              {body}
            </Text>
          </BlockStack>
        </div>
        {action && (
          <InlineStack align="center">
            {"href" in action ? (
              <Button variant={plain ? "secondary" : "primary"} url={action.href}>
                {action.label}
              </Button>
            ) : (
              <Button variant="primary" loading={starting} onClick={onScan}>
                {action.label}
              </Button>
            )}
          </InlineStack>
        )}
      </BlockStack>
    </Box>
  );
  return plain ? content : <Card>{content}</Card>;
}
