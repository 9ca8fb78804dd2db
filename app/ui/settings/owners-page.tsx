import { Card, FormLayout, Text, TextField } from "@shopify/polaris";
import type { OwnerSettings } from "../../use-cases/contract.ts";
import { settingsTexts } from "../texts/settings.ts";
import { handoffNames } from "../texts/systems.ts";
import { SettingsFrame, type Editing } from "./settings-frame.tsx";

const texts = settingsTexts.owners;

export type TypedOwnersView = Readonly<Record<string, { readonly name: string; readonly contact: string }>>;

export interface OwnersView {
  readonly version: number;
  readonly lastChange: string | null;
  readonly handoffs: readonly { readonly step: string; readonly label: string }[];
  readonly typed: TypedOwnersView;
}

export function presentOwners(
  { seen, handoffs, owners }: OwnerSettings,
  lastChange: string | null,
): OwnersView {
  return {
    version: seen.version,
    lastChange,
    handoffs: handoffs.map((step) => ({ step, label: handoffNames[step] })),
    typed: Object.fromEntries(handoffs.map((step) => [step, owners[step] ?? { name: "", contact: "" }])),
  };
}

export interface OwnersPageProps {
  readonly view: OwnersView;
  readonly typed: TypedOwnersView;
  readonly editing: Editing;
  readonly onChange: (typed: TypedOwnersView) => void;
}

export function OwnersPage({ view: { handoffs, lastChange }, typed, editing, onChange }: OwnersPageProps) {
  return (
    <SettingsFrame title={texts.title} subtitle={texts.subtitle} lastChange={lastChange} editing={editing}>
      {handoffs.map(({ step, label }) => {
        const owner = typed[step] ?? { name: "", contact: "" };
        return (
          <Card key={step}>
            <FormLayout>
              <Text as="h2" variant="headingMd">
                {label}
              </Text>
              <FormLayout.Group>
                {(["name", "contact"] as const).map((field) => (
                  <TextField
                    key={field}
                    label={texts[field]}
                    helpText={texts[`${field}Help`]}
                    value={owner[field]}
                    onChange={(value) => onChange({ ...typed, [step]: { ...owner, [field]: value } })}
                    autoComplete="off"
                    error={editing.fields[`${step}.${field}`] ?? false}
                  />
                ))}
              </FormLayout.Group>
            </FormLayout>
          </Card>
        );
      })}
    </SettingsFrame>
  );
}
