import { SaveBar } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Box, Button, InlineStack, Page, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { besideCards } from "../frame/spacing.ts";
import { settingsTexts as texts } from "../texts/settings.ts";

/** How a page of settings stands: what became of the last save, and whether anything is typed that is not saved. */
export interface Editing {
  readonly dirty: boolean;
  /** It comes from an earlier visit of this tab. */
  readonly restored: boolean;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly fields: Readonly<Record<string, string>>;
  /** Somebody saved meanwhile: "Maya saved other settings at 14:05, while you had these open". */
  readonly overtaken: string | null;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
  readonly onKeepMine: () => void;
}

export interface SettingsFrameProps {
  readonly title: string;
  readonly subtitle: string;
  readonly lastChange: string | null;
  readonly editing: Editing;
  readonly children: ReactNode;
}

/** What every page of settings has around its fields: the admin's save bar, and what became of the save. */
export function SettingsFrame({ title, subtitle, lastChange, editing, children }: SettingsFrameProps) {
  const { dirty, restored, busy, problem, fields, overtaken, onSave, onDiscard, onKeepMine } = editing;
  return (
    <Page
      title={title}
      subtitle={subtitle}
      backAction={{ content: texts.back, url: "/app/settings" }}
      primaryAction={{ content: texts.save, onAction: onSave, disabled: !dirty || busy, loading: busy }}
    >
      <SaveBar id="settings-save-bar" open={dirty} discardConfirmation>
        <button variant="primary" onClick={onSave} disabled={busy}>
          {texts.save}
        </button>
        <button onClick={onDiscard}>{texts.discard}</button>
      </SaveBar>
      <BlockStack gap="400">
        {overtaken !== null && (
          <Banner tone="warning" title={overtaken}>
            <BlockStack gap="200">
              <p>{texts.overtakenBody}</p>
              <InlineStack gap="200">
                <Button onClick={onKeepMine}>{texts.keepMine}</Button>
                <Button onClick={onDiscard}>{texts.showTheirs}</Button>
              </InlineStack>
            </BlockStack>
          </Banner>
        )}
        {(problem !== null || Object.keys(fields).length > 0) && (
          <Banner tone="critical" title={problem ?? texts.refused}>
            {[...new Set(Object.values(fields))].slice(0, 5).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </Banner>
        )}
        {restored && dirty && <Banner tone="info" title={texts.kept} />}
        {children}
        {lastChange !== null && (
          <Box paddingInline={besideCards}>
            <Text as="p" tone="subdued">
              {lastChange}
            </Text>
          </Box>
        )}
      </BlockStack>
    </Page>
  );
}
