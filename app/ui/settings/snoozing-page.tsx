import {
  BlockStack,
  Box,
  Button,
  Card,
  FormLayout,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import type { SnoozeSettings } from "../../use-cases/contract.ts";
import { causeNames } from "../texts/causes.ts";
import { besideCards } from "../frame/spacing.ts";
import { settingsTexts } from "../texts/settings.ts";
import { SettingsFrame, type Editing } from "./settings-frame.tsx";

const texts = settingsTexts.snoozing;

export interface TypedRuleView {
  readonly name: string;
  readonly locationId: string;
  readonly cause: string;
  readonly below: string;
  readonly skuPrefix: string;
  readonly hours: string;
}

export interface SnoozingView {
  readonly version: number;
  readonly lastChange: string | null;
  readonly typed: readonly TypedRuleView[];
  readonly locations: readonly { readonly id: string; readonly name: string }[];
}

const fresh: TypedRuleView = {
  ...{ name: "", locationId: "", cause: "", below: "", skuPrefix: "" },
  hours: "24",
};

export function presentSnoozing(
  { seen, rules, locations }: SnoozeSettings,
  lastChange: string | null,
): SnoozingView {
  return {
    version: seen.version,
    lastChange,
    locations,
    typed: rules.map(({ name, locationId, cause, below, skuPrefix, hours }) => ({
      name,
      locationId: locationId ?? "",
      cause: cause ?? "",
      below: below === null ? "" : String(below),
      skuPrefix: skuPrefix ?? "",
      hours: String(hours),
    })),
  };
}

export interface SnoozingPageProps {
  readonly view: SnoozingView;
  readonly typed: readonly TypedRuleView[];
  readonly editing: Editing;
  readonly onChange: (typed: readonly TypedRuleView[]) => void;
}

export function SnoozingPage({ view, typed, editing, onChange }: SnoozingPageProps) {
  return (
    <SettingsFrame
      title={texts.title}
      subtitle={texts.subtitle}
      lastChange={view.lastChange}
      editing={editing}
    >
      {typed.length === 0 && (
        <Card>
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {texts.none}
            </Text>
            <Text as="p">{texts.noneBody}</Text>
          </BlockStack>
        </Card>
      )}
      {typed.map((rule, index) => (
        <Card key={index}>
          <Rule
            rule={rule}
            view={view}
            error={(field) => editing.fields[`${index}.${field}`] ?? false}
            onChange={(next) => onChange(typed.with(index, next))}
            onRemove={() => onChange(typed.filter((_, at) => at !== index))}
          />
        </Card>
      ))}
      <Box paddingInline={besideCards}>
        <Button onClick={() => onChange([...typed, fresh])}>{texts.add}</Button>
      </Box>
    </SettingsFrame>
  );
}

interface RuleProps {
  readonly rule: TypedRuleView;
  readonly view: SnoozingView;
  readonly error: (field: keyof TypedRuleView) => string | false;
  readonly onChange: (rule: TypedRuleView) => void;
  readonly onRemove: () => void;
}

function Rule({ rule, view, error, onChange, onRemove }: RuleProps) {
  const text = (field: "name" | "below" | "skuPrefix" | "hours", label: string, help?: string) => (
    <TextField
      label={label}
      value={rule[field]}
      onChange={(value) => onChange({ ...rule, [field]: value })}
      autoComplete="off"
      {...(help !== undefined && { helpText: help })}
      error={error(field)}
    />
  );
  const choice = (
    field: "locationId" | "cause",
    label: string,
    any: string,
    options: readonly (readonly [value: string, label: string])[],
  ) => (
    <Select
      label={label}
      options={[{ value: "", label: any }, ...options.map(([value, name]) => ({ value, label: name }))]}
      value={rule[field]}
      onChange={(value) => onChange({ ...rule, [field]: value })}
      error={error(field)}
    />
  );
  const places = view.locations.map(({ id, name }) => [id, name] as const);
  const causes = Object.entries(causeNames).filter(([cause]) => cause !== "unknown");
  return (
    <FormLayout>
      {text("name", texts.name, texts.nameHelp)}
      <FormLayout.Group>
        {choice("locationId", texts.location, texts.anywhere, places)}
        {choice("cause", texts.cause, texts.anyCause, causes)}
      </FormLayout.Group>
      <FormLayout.Group condensed>
        {text("below", texts.below)}
        {text("skuPrefix", texts.prefix)}
        {text("hours", texts.hours)}
      </FormLayout.Group>
      <InlineStack>
        <Button size="slim" tone="critical" onClick={onRemove}>
          {texts.remove(rule.name || texts.unnamed)}
        </Button>
      </InlineStack>
    </FormLayout>
  );
}
