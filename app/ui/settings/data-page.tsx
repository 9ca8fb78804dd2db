import { Button, FormLayout, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { DataSettings } from "../../use-cases/contract.ts";
import { Titled } from "../frame/titled.tsx";
import { settingsTexts } from "../texts/settings.ts";
import { SettingsFrame, type Editing } from "./settings-frame.tsx";

const texts = settingsTexts.data;

export interface TypedKeepingView {
  readonly eventDays: string;
  readonly resolvedDays: string;
}

export interface DataView {
  readonly version: number;
  readonly lastChange: string | null;
  readonly domain: string;
  readonly typed: TypedKeepingView;
}

export function presentData({ shop, seen, keeping }: DataSettings, lastChange: string | null): DataView {
  return {
    version: seen.version,
    lastChange,
    domain: shop.domain,
    typed: { eventDays: String(keeping.eventDays), resolvedDays: String(keeping.resolvedDays) },
  };
}

export interface DataPageProps {
  readonly view: DataView;
  readonly typed: TypedKeepingView;
  readonly editing: Editing;
  readonly exporting: boolean;
  readonly erasing: boolean;
  /** Why nothing was erased. */
  readonly eraseProblem: string | null;
  readonly onChange: (typed: TypedKeepingView) => void;
  readonly onExport: () => void;
  readonly onErase: (confirm: string) => void;
}

export function DataPage(props: DataPageProps) {
  const { view, typed, editing, exporting, erasing, eraseProblem, onChange, onExport, onErase } = props;
  const [confirm, setConfirm] = useState("");
  const days = (field: keyof TypedKeepingView, help: string) => (
    <TextField
      label={texts[field]}
      helpText={help}
      value={typed[field]}
      onChange={(value) => onChange({ ...typed, [field]: value })}
      inputMode="numeric"
      autoComplete="off"
      error={editing.fields[field] ?? false}
    />
  );
  return (
    <SettingsFrame
      title={texts.title}
      subtitle={texts.subtitle}
      lastChange={view.lastChange}
      editing={editing}
    >
      <Titled heading={texts.keeping}>
        <FormLayout>
          <FormLayout.Group>
            {days("eventDays", texts.eventHelp)}
            {days("resolvedDays", texts.resolvedHelp)}
          </FormLayout.Group>
        </FormLayout>
        <Text as="p" tone="subdued">
          {texts.audit}
        </Text>
      </Titled>
      <Titled heading={texts.export}>
        <Text as="p">{texts.exportBody}</Text>
        <InlineStack>
          <Button loading={exporting} onClick={onExport}>
            {texts.exportAction}
          </Button>
        </InlineStack>
      </Titled>
      <Titled heading={texts.erase}>
        <Text as="p">{texts.eraseBody}</Text>
        <TextField
          label={texts.confirm(view.domain)}
          value={confirm}
          onChange={setConfirm}
          autoComplete="off"
          error={eraseProblem ?? false}
        />
        <InlineStack>
          <Button
            tone="critical"
            loading={erasing}
            disabled={confirm === ""}
            onClick={() => onErase(confirm)}
          >
            {texts.eraseAction}
          </Button>
        </InlineStack>
      </Titled>
    </SettingsFrame>
  );
}
