import {
  BlockStack,
  Button,
  ButtonGroup,
  Card,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { oneDiscrepancyTexts } from "../texts/discrepancy.ts";
import type { ActionsView } from "./view.ts";

const texts = oneDiscrepancyTexts.actions;

export interface ActionsCardProps {
  readonly actions: ActionsView;
  readonly busy: string | null;
  readonly problem: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly onAct: (kind: string, text: string, hours: string) => void;
}

/** What people do about it in the app. Nothing here writes into another system. */
export function ActionsCard({ actions: { can }, busy, problem, fields, onAct }: ActionsCardProps) {
  const [text, setText] = useState("");
  const [hours, setHours] = useState("24");
  const button = (kind: keyof typeof can, label: string) =>
    can[kind] && (
      <Button loading={busy === kind} disabled={busy !== null} onClick={() => onAct(kind, text, hours)}>
        {label}
      </Button>
    );
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {texts.heading}
        </Text>
        {problem !== null && (
          <Text as="p" tone="critical">
            {problem}
          </Text>
        )}
        <TextField
          label={texts.text}
          value={text}
          onChange={setText}
          autoComplete="off"
          multiline={2}
          maxLength={500}
          error={fields["text"] ?? false}
        />
        {can.snooze && (
          <Select
            label={texts.hours}
            options={Object.entries(texts.lengths).map(([value, label]) => ({ value, label }))}
            value={hours}
            onChange={setHours}
            error={fields["hours"] ?? false}
          />
        )}
        <InlineStack gap="200">
          <ButtonGroup>
            {button("acknowledge", texts.acknowledge)}
            {button("snooze", texts.snooze)}
            {button("ignore", texts.ignore)}
            {button("reopen", texts.reopen)}
          </ButtonGroup>
          <Button
            variant="plain"
            loading={busy === "note"}
            disabled={busy !== null}
            onClick={() => onAct("note", text, hours)}
          >
            {texts.note}
          </Button>
        </InlineStack>
        <BlockStack gap="100">
          {(["acknowledge", "snooze", "ignore", "reopen"] as const)
            .filter((kind) => can[kind])
            .map((kind) => (
              <Text key={kind} as="p" tone="subdued">
                {`${texts[kind]}: ${texts.helps[kind]}`}
              </Text>
            ))}
        </BlockStack>
      </BlockStack>
    </Card>
  );
}
