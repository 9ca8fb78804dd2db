import {
  Banner,
  BlockStack,
  Button,
  Card,
  ChoiceList,
  InlineStack,
  Page,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState, type ReactNode } from "react";
import { resyncTexts } from "../texts/resyncs.ts";
import type { ResyncSettingsView, TypedSettings } from "./view.ts";

const texts = resyncTexts.settings;

export interface ResyncSettingsPageProps {
  readonly view: ResyncSettingsView;
  readonly busy: "save" | "mine" | null;
  readonly problem: string | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly onSave: (typed: TypedSettings) => void;
  readonly onMine: (locations: readonly string[]) => void;
}

export function ResyncSettingsPage({ view, busy, problem, fields, onSave, onMine }: ResyncSettingsPageProps) {
  const [typed, setTyped] = useState<TypedSettings>(() => typedOf(view));
  const [mine, setMine] = useState(view.myLocations);
  const change = (part: Partial<TypedSettings>) => setTyped({ ...typed, ...part });
  const number = (
    label: string,
    field: string,
    value: string,
    set: (value: string) => void,
    help?: string,
  ) => (
    <TextField
      key={field}
      label={label}
      value={value}
      onChange={set}
      name={field}
      inputMode="numeric"
      autoComplete="off"
      {...(help === undefined ? {} : { helpText: help })}
      {...(fields[field] ? { error: fields[field] } : {})}
    />
  );
  return (
    <Page
      title={texts.title}
      subtitle={texts.subtitle}
      backAction={{ content: resyncTexts.title, url: "/app/resyncs" }}
      primaryAction={{ content: texts.save, onAction: () => onSave(typed), loading: busy === "save" }}
    >
      <BlockStack gap="400">
        {problem !== null && (
          <Banner tone="critical">
            <p>{problem}</p>
          </Banner>
        )}
        <Section heading={texts.approval}>
          {number(
            texts.approvalAbove,
            "approvalAbove",
            typed.approvalAbove,
            (approvalAbove) => change({ approvalAbove }),
            texts.approvalHelp,
          )}
          {view.places.map(({ id, name }) => (
            <TextField
              key={id}
              label={texts.atLocation(name)}
              value={typed.above[id] ?? ""}
              onChange={(above) => change({ above: { ...typed.above, [id]: above } })}
              placeholder={texts.asShop}
              inputMode="numeric"
              autoComplete="off"
              {...(fields[`above.${id}`] ? { error: fields[`above.${id}`] } : {})}
            />
          ))}
          {view.people.length > 0 && (
            <ChoiceList
              title={texts.approvers}
              allowMultiple
              choices={view.people.map(({ id, name }) => ({ value: id, label: name }))}
              selected={[...typed.approvers]}
              onChange={(approvers) => change({ approvers })}
            />
          )}
          <Text as="p" tone="subdued">
            {texts.approversHelp}
          </Text>
        </Section>
        <Section heading={texts.policy}>
          <Text as="p" tone="subdued">
            {texts.policyHelp}
          </Text>
          {view.handoffs.map(({ id, name }) => (
            <Select
              key={id}
              label={name}
              options={[
                { value: "", label: texts.policies.auto },
                { value: "ask", label: texts.policies.ask },
                { value: "set", label: texts.policies.set },
              ]}
              value={typed.routes[id] ?? ""}
              onChange={(route) => change({ routes: { ...typed.routes, [id]: route } })}
            />
          ))}
        </Section>
        <Section heading={texts.reach}>
          {number(texts.keys, "keys", typed.keys, (keys) => change({ keys }))}
          {number(texts.minutes, "minutes", typed.minutes, (minutes) => change({ minutes }))}
          {number(texts.keep, "keep", typed.keep, (keep) => change({ keep }))}
        </Section>
        <Section heading={texts.mine}>
          <ChoiceList
            title={texts.mine}
            titleHidden
            allowMultiple
            choices={view.places.map(({ id, name }) => ({ value: id, label: name }))}
            selected={[...mine]}
            onChange={setMine}
          />
          <Text as="p" tone="subdued">
            {texts.mineHelp}
          </Text>
          <InlineStack>
            <Button onClick={() => onMine(mine)} loading={busy === "mine"}>
              {texts.save}
            </Button>
          </InlineStack>
        </Section>
      </BlockStack>
    </Page>
  );
}

function Section({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {heading}
        </Text>
        {children}
      </BlockStack>
    </Card>
  );
}

function typedOf(view: ResyncSettingsView): TypedSettings {
  return {
    approvalAbove: view.approvalAbove,
    above: Object.fromEntries(view.places.map(({ id, above }) => [id, above])),
    approvers: view.people.filter(({ approves }) => approves).map(({ id }) => id),
    keys: view.keys,
    routes: Object.fromEntries(view.handoffs.map(({ id, route }) => [id, route])),
    minutes: view.minutes,
    keep: view.keep,
  };
}
