import { Badge, BlockStack, Button, Card, Icon, InlineStack, Text } from "@shopify/polaris";
import { CheckCircleIcon, XIcon } from "@shopify/polaris-icons";
import { setupTexts as texts } from "../texts/common.ts";
import styles from "./checklist.module.css";
import type { ChecklistView, StepView } from "./view.ts";

export interface ChecklistProps {
  readonly view: ChecklistView;
  readonly starting: boolean;
  readonly onScan: () => void;
  readonly onDismiss: () => void;
}

export function Checklist({ view, starting, onScan, onDismiss }: ChecklistProps) {
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="start" wrap={false} gap="200">
          <BlockStack gap="050">
            <Text as="h2" variant="headingMd">
              {texts.heading}
            </Text>
            <Text as="p" tone="subdued">
              {view.progress}
            </Text>
          </BlockStack>
          <Button variant="tertiary" icon={XIcon} accessibilityLabel={texts.dismiss} onClick={onDismiss} />
        </InlineStack>
        <ol className={styles["steps"]}>
          {view.steps.map((step, at) => (
            <li key={step.id} className={styles["step"]}>
              <Step step={step} place={at + 1} starting={starting} onScan={onScan} />
            </li>
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}

interface StepProps extends Pick<ChecklistProps, "starting" | "onScan"> {
  readonly step: StepView;
  readonly place: number;
}

function Step({ step, place, starting, onScan }: StepProps) {
  const { title, body, done, action } = step;
  return (
    <>
      <span className={styles["mark"]}>
        {done ? <Icon source={CheckCircleIcon} tone="success" accessibilityLabel={texts.done} /> : place}
      </span>
      <div className={styles["words"]}>
        <BlockStack gap="200" inlineAlign="start">
          <InlineStack gap="200">
            <Text as="h3" variant="headingSm">
              {title}
            </Text>
            {done && <Badge tone="success">{texts.done}</Badge>}
          </InlineStack>
          {!done && (
            <Text as="p" tone="subdued">
              {body}
            </Text>
          )}
          {action &&
            (action.href === null ? (
              <Button variant="primary" loading={starting} onClick={onScan}>
                {action.label}
              </Button>
            ) : (
              <Button variant="primary" url={action.href}>
                {action.label}
              </Button>
            ))}
        </BlockStack>
      </div>
    </>
  );
}
