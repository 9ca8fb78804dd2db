import { Badge, Banner, BlockStack, Button, Card, InlineStack, List, Text } from "@shopify/polaris";
import { notificationTexts as texts } from "../texts/notifications.ts";
import type { ChannelView } from "./view.ts";

export type ChannelAction = "test" | "on" | "off" | "remove";

export interface ChannelCardProps {
  readonly channel: ChannelView;
  readonly busy: ChannelAction | null;
  readonly onEdit: () => void;
  readonly onAct: (action: ChannelAction) => void;
}

export function ChannelCard({ channel, busy, onEdit, onAct }: ChannelCardProps) {
  const { name, what, whose, on, notice, rules } = channel;
  const button = (action: ChannelAction, label: string, look: object = {}) => (
    <Button
      onClick={() => onAct(action)}
      loading={busy === action}
      accessibilityLabel={`${label}: ${name}`}
      {...look}
    >
      {label}
    </Button>
  );
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd" breakWord>
            <bdi>{name}</bdi>
          </Text>
          {on ? <Badge tone="success">{texts.on}</Badge> : <Badge tone="attention">{texts.off}</Badge>}
          <Badge>{whose}</Badge>
        </InlineStack>
        <Text as="p" tone="subdued" breakWord>
          <bdi>{what}</bdi>
        </Text>
        {notice !== null && (
          <Banner tone="warning" title={texts.wentOff(name)}>
            <p>{notice}</p>
          </Banner>
        )}
        <List>
          {rules.map((rule) => (
            <List.Item key={rule}>{rule}</List.Item>
          ))}
        </List>
        <InlineStack gap="200">
          <Button onClick={onEdit} accessibilityLabel={`${texts.edit}: ${name}`}>
            {texts.edit}
          </Button>
          {on && button("test", texts.test)}
          {on ? button("off", texts.switchOff) : button("on", texts.switchOn)}
          {button("remove", texts.remove, { tone: "critical", variant: "tertiary" })}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
